#include "disclose/earlier.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "disclose/domains.h"
#include "disclose/primary.h"

namespace kith::disclose {

namespace {

using finding::Finding;

using Question = std::tuple<finding::Kind, std::string, std::string, std::string>;

Question question_of(const Finding& finding) {
  return {finding.kind, finding.indicator, finding.measure, finding.population};
}

bool same_counts(const Finding& a, const Finding& b) {
  const Counts left = counts_of(a), right = counts_of(b);
  return left.base == right.base && left.numerator == right.numerator;
}

// The present release, as earlier ones look their figures up in it.
class Present {
 public:
  Present(const std::vector<Finding>& findings, Domains& domains) : findings_(findings), domains_(domains) {
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const Finding& finding = findings[i];
      at_.emplace(std::tuple(question_of(finding), finding.category, domains.index_of(finding)), i);
      questions_.insert(question_of(finding));
      if (finding.kind != finding::Kind::Count) {
        indicator_of_.emplace(std::tuple(finding.kind, finding.measure, finding.population), finding.indicator);
      }
    }
  }

  // An indicator that has another name now.
  void rename(Finding& finding) const {
    const auto now = indicator_of_.find({finding.kind, finding.measure, finding.population});
    if (now != indicator_of_.end() && !questions_.contains(question_of(finding))) {
      finding.indicator = now->second;
    }
  }

  const Finding* counterpart(const Finding& finding) const {
    const auto found = at_.find({question_of(finding), finding.category, domains_.index_of(finding)});
    return found == at_.end() ? nullptr : &findings_[found->second];
  }

 private:
  const std::vector<Finding>& findings_;
  Domains& domains_;
  std::map<std::tuple<Question, std::string, int>, std::size_t> at_;
  std::set<Question> questions_;
  std::map<std::tuple<finding::Kind, std::string, std::string>, std::string> indicator_of_;
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
    const Finding* now = present.counterpart(finding);
    if (now != nullptr && !same_counts(finding, *now)) {
      changed.insert(question_of(finding));
    }
  }
  return changed;
}

}  // namespace

Releases together(std::vector<Finding> findings, std::vector<Nesting> nestings, std::vector<Sum> sums,
                  std::span<const EarlierRelease> earlier) {
  Releases all{std::move(findings), 0, {}, std::move(nestings), std::move(sums)};
  all.present = all.findings.size();
  for (const EarlierRelease& release : earlier) {
    std::ranges::copy(release.nestings, std::back_inserter(all.nestings));
  }
  Domains domains(all.nestings);
  const std::vector<Finding> decided = earlier.empty() ? std::vector<Finding>{} : all.findings;
  const Present present(decided, domains);
  for (const EarlierRelease& release : earlier) {
    std::vector<Finding> published = release.findings;
    std::ranges::for_each(published, [&](Finding& finding) { present.rename(finding); });
    const std::set<Question> changed = changed_questions(published, present);
    for (Finding& finding : published) {
      all.pasts.push_back(past_of(finding, release));
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
  return all;
}

}  // namespace kith::disclose
