#include "disclose/told_values.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "disclose/at.h"
#include "disclose/domains.h"
#include "disclose/moments.h"
#include "disclose/primary.h"

namespace kith::disclose {

namespace {

using finding::Finding;
using finding::Kind;

using Figure = ToldValues::Figure;

enum class Extent { Domain, Question };

// On figures of one question in one domain, or in all. In one, weighted figures are attacked as if they were of just
// these people; that they then may not fit each other is taken for telling.
class Attack {
 public:
  Attack(const Releases& releases, const std::vector<Figure>& figures, const std::vector<Partition>& partitions,
         const std::vector<bool>& hidden, const Rules& rules, Extent extent)
      : releases_(releases), partitions_(partitions), hidden_(hidden), rules_(rules) {
    for (const Figure& figure : figures) {
      const Finding& one = of(figure);
      if (extent == Extent::Question && !(is_value(one) ? follows_from_answers(one) : counts_people(one))) {
        continue;
      }
      figures_.push_back(figure);
      std::ranges::copy_if(one.answers.of, std::back_inserter(codes_),
                           [&](const std::string& code) { return std::ranges::find(codes_, code) == codes_.end(); });
      domain_of_.emplace(figure.domain, domain_of_.size());
      if (one.answers.chosen.size() == one.answers.of.size()) {
        know(figure.domain, one.answers);
      }
    }
  }

  std::vector<TellingValue> told() {
    for (const Figure& figure : figures_) {
      if (!hidden_[at(figure.finding)] && is_value(of(figure))) {
        shown_.push_back({figure, {}});
      }
    }
    if (shown_.empty()) {
      return {};
    }
    Moments with = known();
    find_targets(with);
    for (ShownValue& value : shown_) {
      value.rows = with.add_value(local(value.figure), of(value.figure));
    }
    explore(with);
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      while (const auto found = exposed(with, i)) {
        ShownValue* const one = chosen(found->prices, targets_[i]);
        if (one == nullptr || !tells_more(found->range, i)) {
          break;
        }
        with.drop(one->rows);
        one->gone = true;
        told_.push_back({one->figure.finding, targets_[i].because});
      }
    }
    return std::move(told_);
  }

 private:
  struct ShownValue {
    Figure figure;
    Moments::Rows rows;
    bool gone = false;
  };
  struct Target {
    std::size_t domain = 0;
    std::vector<num::Term> form;
    bool few = false;
    std::string because;
  };
  using Prices = std::vector<double>;  // by row
  struct Exposed {
    std::optional<FormRange> range;  // none: nothing fits
    std::vector<Prices> prices;      // of the rows that hold its ends
  };

  const Finding& of(const Figure& figure) const { return releases_.findings[at(figure.finding)]; }
  std::size_t local(const Figure& figure) const { return domain_of_.at(figure.domain); }

  // How many people of the domain gave each answer.
  void know(int domain, const Finding::Answers& answers) {
    for (std::size_t i = 0; i < answers.of.size(); ++i) {
      people_[domain].emplace(answers.of[i], answers.chosen[i]);
    }
  }

  // Everything but the values.
  Moments known() const {
    Moments moments(codes_, domain_of_.size(), rules_);
    for (const Figure& figure : figures_) {
      if (!hidden_[at(figure.finding)]) {
        moments.add_base(local(figure), of(figure));
        if (!is_value(of(figure))) {
          moments.add_share(local(figure), of(figure));
        }
      }
    }
    for (const Partition& partition : partitions_) {
      add_sum(partition, moments);
    }
    return moments;
  }

  void add_sum(const Partition& partition, Moments& moments) const {
    const auto whole = domain_of_.find(partition.whole);
    if (whole == domain_of_.end()) {
      return;
    }
    std::vector<int> domains;
    std::vector<std::size_t> parts;
    for (const int part : partition.parts) {
      if (const auto found = domain_of_.find(part); found != domain_of_.end()) {
        domains.push_back(part);
        parts.push_back(found->second);
      }
    }
    if (!parts.empty()) {
      for (const std::string& code : codes_) {
        moments.add_sum(whole->second, parts, code, add_up(partition.whole, domains, code));
      }
    }
  }

  std::optional<std::int64_t> count(int domain, const std::string& code) const {
    const auto people = people_.find(domain);
    if (people == people_.end()) {
      return std::nullopt;
    }
    const auto own = people->second.find(code);
    return own == people->second.end() ? std::nullopt : std::optional(own->second);
  }

  // Whether all who gave the answer are in the parts.
  bool add_up(int whole, const std::vector<int>& parts, const std::string& code) const {
    std::int64_t sum = 0;
    for (const int part : parts) {
      const auto own = count(part, code);
      if (!own) {
        return false;
      }
      sum += *own;
    }
    return sum == count(whole, code);
  }

  void find_targets(const Moments& forms) {
    for (const auto& [domain, people] : people_) {
      std::int64_t base = 0;
      for (const auto& [code, count] : people) {
        base += count;
      }
      if (base < smallest_base(rules_)) {
        continue;
      }
      const std::size_t here = domain_of_.at(domain);
      const std::string because = fmt::format("the few who gave one answer in {}", name(here));
      for (const auto& [code, count] : people) {
        if (count < rules_.minimum_cell) {
          targets_.push_back({here, forms.people(here, {code}), true, because});
        }
      }
    }
    for (const Figure& figure : figures_) {
      const Finding& share = of(figure);
      if (hidden_[at(figure.finding)] && !is_value(share) && share.numerator &&
          share.bases.unweighted >= smallest_base(rules_)) {
        AnswerCodes others;
        std::ranges::copy_if(share.answers.of, std::back_inserter(others), [&](const std::string& code) {
          return std::ranges::find(share.answers.options, code) == share.answers.options.end();
        });
        const std::int64_t counted = *share.numerator;
        add_target(figure, forms.people(local(figure), share.answers.options), counted);
        add_target(figure, forms.people(local(figure), others), share.bases.unweighted - counted);
      }
    }
  }

  void add_target(const Figure& figure, std::vector<num::Term> form, std::int64_t count) {
    targets_.push_back({local(figure), std::move(form), count < rules_.minimum_cell, of(figure).id});
  }

  // The first value of a domain, or failing that its first figure.
  std::string name(std::size_t domain) const {
    const Figure* found = nullptr;
    for (const Figure& figure : figures_) {
      if (local(figure) == domain && (found == nullptr || (!is_value(of(*found)) && is_value(of(figure))))) {
        found = &figure;
      }
    }
    return found == nullptr ? std::string() : of(*found).id;
  }

  // Most targets are seen to be wide where all that count the same answers are pushed at once.
  void explore(Moments& with) {
    seen_.assign(targets_.size(), std::nullopt);
    std::map<std::size_t, std::vector<num::Term>> by_answer;
    for (const Target& target : targets_) {
      if (target.form.size() == 1) {
        by_answer[at(target.form.front().variable) % codes_.size()].push_back(target.form.front());
      }
    }
    for (auto& [answer, form] : by_answer) {
      std::ranges::sort(form, {}, &num::Term::variable);
      const auto again = std::ranges::unique(form, {}, &num::Term::variable);
      form.erase(again.begin(), again.end());
      for (const num::Optimum& end : {with.programme().minimise(form), with.programme().maximise(form)}) {
        if (end.status == num::Optimum::Status::Found) {
          look_at(end.point);
        }
      }
    }
  }

  std::optional<Exposed> exposed(Moments& with, std::size_t i) {
    const Target& target = targets_[i];
    if (seen_[i] && !tells(seen_[i], target.few, rules_)) {
      return std::nullopt;
    }
    Exposed found;
    using Status = num::Optimum::Status;
    const num::Optimum low = with.programme().minimise(target.form);
    if (low.status != Status::Found) {
      return found;
    }
    look_at(low.point);
    found.prices.push_back(low.row_prices);
    const num::Optimum high = with.programme().maximise(target.form);
    if (high.status == Status::Found) {
      look_at(high.point);
      found.prices.push_back(high.row_prices);
      found.range = FormRange{low.value, high.value};
    } else if (high.status == Status::Unbounded) {
      found.range = FormRange{low.value, num::no_limit};
    }
    return tells(found.range, target.few, rules_) ? std::optional(found) : std::nullopt;
  }

  // What is possible of every target at a point is possible.
  void look_at(const std::vector<double>& point) {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      double value = 0;
      for (const num::Term& term : targets_[i].form) {
        value += point[at(term.variable)];
      }
      const FormRange before = seen_[i].value_or(FormRange{value, value});
      seen_[i] = FormRange{std::min(before.low, value), std::max(before.high, value)};
    }
  }

  // Of the values whose rows hold the bounds the one of the fewest people, the later first; failing that one of its own
  // domain; none where no value is left.
  ShownValue* chosen(const std::vector<Prices>& prices, const Target& target) {
    constexpr double noise = 1e-9;
    const auto holds = [&](const ShownValue& value) {
      return std::ranges::any_of(prices, [&](const Prices& own) {
        return std::ranges::any_of(value.rows, [&](int row) { return std::abs(own[at(row)]) > noise; });
      });
    };
    const auto fewest = [&](const auto& eligible) {
      ShownValue* best = nullptr;
      for (ShownValue& value : shown_) {
        if (!value.gone && eligible(value) &&
            (best == nullptr || of(value.figure).bases.unweighted <= of(best->figure).bases.unweighted)) {
          best = &value;
        }
      }
      return best;
    };
    ShownValue* const found = fewest(holds);
    return found != nullptr ? found
                            : fewest([&](const ShownValue& value) { return local(value.figure) == target.domain; });
  }

  // Whether the values tell more of the target than everything else does.
  bool tells_more(const std::optional<FormRange>& with, std::size_t i) {
    if (!alone_) {
      alone_.emplace(known());
    }
    const auto [entry, fresh] = alone_range_.try_emplace(i);
    if (fresh) {
      entry->second = range_of(alone_->programme(), targets_[i].form);
    }
    const std::optional<FormRange>& alone = entry->second;
    if (!with || !alone || !tells(alone, targets_[i].few, rules_)) {
      return true;  // where nothing fits, the worst
    }
    constexpr double somebody = 0.5;
    return with->low > alone->low + somebody || with->high < alone->high - somebody;
  }

  using People = std::map<std::string, std::int64_t>;  // by answer

  const Releases& releases_;
  std::vector<Figure> figures_;
  const std::vector<Partition>& partitions_;
  const std::vector<bool>& hidden_;
  const Rules& rules_;
  AnswerCodes codes_;
  std::map<int, std::size_t> domain_of_;  // domain -> its number here
  std::map<int, People> people_;          // by domain, where it is known
  std::vector<ShownValue> shown_;
  std::vector<Target> targets_;
  std::vector<std::optional<FormRange>> seen_;
  std::optional<Moments> alone_;
  std::map<std::size_t, std::optional<FormRange>> alone_range_;  // of the targets that were asked
  std::vector<TellingValue> told_;
};

}  // namespace

ToldValues::ToldValues(const Releases& releases, const Rules& rules) : releases_(releases), rules_(rules) {
  Domains domains(releases.nestings);
  for (std::size_t i = 0; i < releases.present; ++i) {
    const Finding& finding = releases.findings[i];
    const bool told = is_value(finding) ? knows_answers(finding) : finding.kind == Kind::Share;
    if (told && !finding.answers.of.empty()) {
      const Figure figure{static_cast<int>(i), domains.index_of(finding)};
      Question& question = questions_[{finding.population, finding.answers.question}];
      question.figures.push_back(figure);
      question.by_domain[figure.domain].push_back(figure);
      question.answers = std::max(question.answers, finding.answers.of.size());
    }
  }
  partitions_ = domains.partitions();
}

std::vector<TellingValue> ToldValues::told(std::vector<bool> hidden) {
  std::vector<TellingValue> told;
  const auto hidden_of = [&](const std::vector<Figure>& figures) {
    std::vector<bool> own;
    std::ranges::transform(figures, std::back_inserter(own),
                           [&](const Figure& one) { return hidden[at(one.finding)]; });
    return own;
  };
  for (auto& [key, question] : questions_) {
    if (question.holds_for == hidden_of(question.figures)) {
      continue;
    }
    const auto attack = [&](const std::vector<Figure>& figures, Extent extent) {
      for (TellingValue& value : Attack(releases_, figures, partitions_, hidden, rules_, extent).told()) {
        hidden[at(value.finding)] = true;
        told.push_back(std::move(value));
      }
    };
    for (const auto& [domain, figures] : question.by_domain) {  // first, which is quick and finds most
      attack(figures, Extent::Domain);
    }
    if (question.by_domain.size() > 1 && question.is_small()) {
      attack(question.figures, Extent::Question);
    }
    question.holds_for = hidden_of(question.figures);
  }
  return told;
}

bool ToldValues::looked_across(int finding) const {
  const Finding& value = releases_.findings[at(finding)];
  const auto question = questions_.find({value.population, value.answers.question});
  return question != questions_.end() && follows_from_answers(value) && question->second.is_small();
}

}  // namespace kith::disclose
