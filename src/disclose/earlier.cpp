#include "disclose/earlier.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "disclose/answer_sets.h"
#include "disclose/attribution.h"
#include "disclose/domains.h"
#include "disclose/primary.h"

namespace kith::disclose {

namespace {

using finding::Finding;

using Question = std::tuple<finding::Kind, std::string, std::string, std::string>;

Question question_of(const Finding& finding) {
  return {finding.kind, finding.indicator, finding.measure, finding.population};
}

// The present release, as earlier ones look their figures up in it.
class Present {
 public:
  Present(const std::vector<Finding>& findings, Domains& domains) : findings_(findings), domains_(domains) {
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const Finding& finding = findings[i];
      at_.emplace(std::tuple(question_of(finding), finding.category, domains.index_of(finding)), i);
      questions_.insert(question_of(finding));
      const std::vector<Counted> counted = counted_by(finding);
      people_.insert(counted.begin(), counted.end());
      if (finding.kind != finding::Kind::Count) {
        indicator_of_.emplace(std::tuple(finding.kind, finding.measure, finding.population), finding.indicator);
        answers_of_.emplace(std::tuple(finding.measure, finding.category, finding.population), finding.answers);
      }
    }
  }

  // An indicator that has another name now, or whose options the ledger did not note yet.
  void bring_up_to_date(Finding& finding) const {
    if (const auto same = answers_of_.find({finding.measure, finding.category, finding.population});
        finding.answers.question.empty() && same != answers_of_.end()) {
      finding.answers = same->second;
      finding.answers.chosen.clear();  // of the present figure's people
    }
    const auto now = indicator_of_.find({finding.kind, finding.measure, finding.population});
    if (now != indicator_of_.end() && !questions_.contains(question_of(finding))) {
      finding.indicator = now->second;
    }
  }

  std::optional<std::size_t> counterpart(const Finding& finding) const {
    const auto found = at_.find({question_of(finding), finding.category, domains_.index_of(finding)});
    return found == at_.end() ? std::nullopt : std::optional(found->second);
  }
  // Whether what it counts, and whoever it is a share of, is counted otherwise now, by whichever figure.
  bool changed(const Finding& finding) const {
    const auto now = counterpart(finding);
    const Counts before = counts_of(finding);
    if (now) {
      const Counts after = counts_of(findings_[*now]);
      if (before.base != after.base || before.numerator != after.numerator) {
        return true;
      }
    }
    const std::vector<Counted> told = counted_by(finding);
    return std::ranges::any_of(told, [&](const Counted& one) {
      const auto known = people_.find(one.first);
      return known != people_.end() && known->second != one.second;
    });
  }

 private:
  // Population, domain, and the base or the options of it.
  using People = std::tuple<std::string, int, std::string, Options>;
  using Counted = std::pair<People, std::int64_t>;

  // The counts that a figure of a question tells.
  std::vector<Counted> counted_by(const Finding& finding) const {
    std::vector<Counted> counted;
    const Counts counts = counts_of(finding);
    if (finding.answers.question.empty() || finding.kind == finding::Kind::Count || !counts.base) {
      return counted;
    }
    const std::string base = base_name(finding);
    const int domain = domains_.index_of(finding);
    const Told told = told_by(finding.answers);
    counted.push_back({{finding.population, domain, base, {}}, *counts.base});
    if (counts.numerator && !told.all.empty()) {
      counted.push_back({{finding.population, domain, base, told.counted}, *counts.numerator});
      counted.push_back({{finding.population, domain, base, told.others}, *counts.base - *counts.numerator});
    }
    return counted;
  }

  const std::vector<Finding>& findings_;
  Domains& domains_;
  std::map<std::tuple<Question, std::string, int>, std::size_t> at_;
  std::set<Question> questions_;
  std::map<People, std::int64_t> people_;
  std::map<std::tuple<finding::Kind, std::string, std::string>, std::string> indicator_of_;
  std::map<std::tuple<std::string, std::string, std::string>, Finding::Answers> answers_of_;
};

std::string named(const EarlierRelease& release, const std::string& id) {
  return release.name + "/" + id;
}

std::shared_ptr<const Past> past_of(const Finding& finding, const EarlierRelease& release) {
  const bool rounded = std::ranges::find(finding.notes, "rounded-base", &finding::Note::code) != finding.notes.end();
  return std::make_shared<const Past>(
      Past{release.name, release.rules, finding.withheld ? finding.withheld->code : "", rounded});
}

// Questions of which some figure has other counts than its counterpart.
std::set<Question> changed_questions(const std::vector<Finding>& findings, const Present& present) {
  std::set<Question> changed;
  for (const Finding& finding : findings) {
    if (present.changed(finding)) {
      changed.insert(question_of(finding));
    }
  }
  return changed;
}

}  // namespace

Releases together(std::vector<Finding> findings, std::vector<Nesting> nestings, std::vector<Sum> sums,
                  std::span<const EarlierRelease> earlier) {
  Releases all{std::move(findings), 0, {}, {}, std::move(nestings), std::move(sums), told_by_quotes(earlier)};
  all.present = all.findings.size();
  all.withheld_before.resize(all.present);
  std::set<std::size_t> shown_before;
  for (const EarlierRelease& release : earlier) {
    std::ranges::copy(release.nestings, std::back_inserter(all.nestings));
  }
  Domains domains(all.nestings);
  const std::vector<Finding> decided = earlier.empty() ? std::vector<Finding>{} : all.findings;
  const Present present(decided, domains);
  for (const EarlierRelease& release : earlier) {
    std::vector<Finding> published = release.findings;
    std::ranges::for_each(published, [&](Finding& finding) { present.bring_up_to_date(finding); });
    const std::set<Question> changed = changed_questions(published, present);
    for (Finding& finding : published) {
      all.pasts.push_back(past_of(finding, release));
      if (const auto now = present.counterpart(finding); now && !changed.contains(question_of(finding))) {
        if (!finding.withheld) {
          shown_before.insert(*now);
        } else if (!refuse(finding, release.rules)) {
          all.withheld_before[*now] = release.name;
        }
      }
      finding.id = named(release, finding.id);
      finding.whole = finding.whole.empty() ? "" : named(release, finding.whole);
      if (changed.contains(question_of(finding))) {
        finding.by.push_back({std::string(earlier_release), release.name, release.name});
      }
      all.findings.push_back(std::move(finding));
    }
    for (const Sum& sum : release.sums) {
      Sum& own = all.sums.emplace_back(Sum{named(release, sum.total), {}});
      std::ranges::transform(sum.parts, std::back_inserter(own.parts),
                             [&](const std::string& part) { return named(release, part); });
    }
  }
  std::ranges::for_each(shown_before, [&](std::size_t now) { all.withheld_before[now].clear(); });
  return all;
}

}  // namespace kith::disclose
