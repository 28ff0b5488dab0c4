#include "disclose/attack.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "disclose/answer_sets.h"
#include "disclose/at.h"
#include "disclose/domains.h"
#include "disclose/shared_base.h"
#include "num/linear_program.h"

namespace kith::disclose {

namespace {

using finding::Kind;

constexpr double whole = 1e-5;  // from here a number counts as whole
constexpr auto everyone = static_cast<double>(most_people);
constexpr std::int64_t widest_band = 10'000;
constexpr int none = -1;

// The numerators that may be shown as this percentage of this base; low > high when there are none.
Range numerators_of(int percent, std::int64_t base) {
  const auto people = static_cast<double>(base);
  return {std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil((percent - 0.5) / 100 * people - 1e-9))),
          std::min(base, static_cast<std::int64_t>(std::floor((percent + 0.5) / 100 * people + 1e-9)))};
}

bool exact(const Range& range) {
  return range.known();
}

// Figures of one question in one population, which sums connect.
class Question {
 public:
  Question(std::vector<const Seen*> figures, Domains& domains, const std::vector<Partition>& partitions,
           const Rules& rules)
      : figures_(std::move(figures)), rules_(rules) {
    for (const Seen* seen : figures_) {
      domain_.push_back(domains.index_of(seen->figure));
    }
    find_bases();
    find_sums(partitions);
    find_options();
    find_answers();
  }

  const std::string& population() const { return figures_.front()->figure.population; }
  const std::string& indicator() const { return figures_.front()->figure.indicator; }
  // Dimensions that are seen to leave people out.
  const std::set<std::string>& open() const { return open_; }
  void leave_open(const std::set<std::string>& dimensions) {
    for (Sum& sum : sums_) {
      sum.open = dimensions.contains(sum.dimension);
    }
  }

  // Whether a base is shown as a band beside percentages.
  bool has_banded_bases() const {
    return std::ranges::any_of(figures_, [&](const Seen* seen) { return seen->percent_shown && !exact(seen->base); });
  }
  std::size_t size() const { return figures_.size(); }

  // Adds the ids of all figures on such a base that is exposed; none where no counts fit what is shown.
  void add_exposed_bases(std::set<std::string>& ids) {
    make(true);
    if (programme_.minimise({}).status == num::Optimum::Status::Infeasible) {
      return;
    }
    for (int base = 0; at(base) < bases_.size(); ++base) {
      const auto bound = try_base(base);
      for (std::size_t i = 0; bound && bound->exposed && i < figures_.size(); ++i) {
        if (base_of_[i] == base) {
          ids.insert(figures_[i]->figure.id);
        }
      }
    }
  }

  // False where no counts fit what is shown.
  bool attack(bool with_percentages, std::vector<Bound>& bounds) {
    make(with_percentages);
    if (programme_.minimise({}).status != num::Optimum::Status::Found) {
      return false;
    }
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (figures_[i]->figure.withheld) {
        bound_withheld(i, bounds);
      }
    }
    for (const Sum& sum : sums_) {
      if (sum.rest != none && sum.of_bases) {
        bound_rest(sum, bounds);
      }
    }
    for (const OtherAnswers& others : others_) {
      bound_others(others, bounds);
    }
    for (int base = 0; with_percentages && at(base) < bases_.size(); ++base) {
      if (auto bound = try_base(base)) {
        bounds.push_back(std::move(*bound));
      }
    }
    return true;
  }

 private:
  struct Sum {
    std::vector<int> parts;  // figures, or bases
    int total = none;
    bool of_bases = false;
    int rest = none;  // its variable, once made; `open` asks for one
    bool open = false;
    std::string dimension, name;
  };

  // What figures of one question share, or leave of each other (answer_sets.h).
  using OptionsOfBase = std::pair<int, std::vector<int>>;
  struct OtherAnswers {
    int variable = none;
    std::string name;
  };

  const std::string& id_of(int figure) const { return figures_[at(figure)]->figure.id; }
  static bool is_count(const Seen& seen) { return seen.figure.kind == Kind::Count; }

  // Which base a figure rests on; a count is a base by itself.
  void find_bases() {
    std::map<std::pair<std::string, int>, int> known;
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      const auto [entry, fresh] =
          known.emplace(std::pair(base_name(figures_[i]->figure), domain_[i]), static_cast<int>(bases_.size()));
      if (fresh) {
        bases_.push_back({});
        base_domain_.push_back(domain_[i]);
        base_measure_.push_back(entry->first.first);
        base_name_.push_back(figures_[i]->figure.id);
      }
      base_of_.push_back(entry->second);
      Range& base = bases_[at(entry->second)];
      const Range told = told_base(*figures_[i]);
      const Range both{std::max(base.low, told.low), std::min(base.high, told.high)};
      base = both.low <= both.high ? both : base;
    }
  }

  Range told_base(const Seen& seen) const {
    if (!seen.figure.withheld) {
      return seen.base;
    }
    const std::string& code = seen.figure.withheld->code;
    if (is_count(seen) || (code != "small-base" && code != "confidential")) {
      return {};
    }
    return code == "small-base" ? Range{0, smallest_base(rules_) - 1} : Range{smallest_base(rules_), unbounded};
  }

  // ---- sums over domains --------------------------------------------------------------------------------------------

  void find_sums(const std::vector<Partition>& partitions) {
    std::map<std::string, std::map<int, int>> bases;  // measure -> domain -> base
    for (std::size_t b = 0; b < bases_.size(); ++b) {
      bases[base_measure_[b]].emplace(base_domain_[b], static_cast<int>(b));
    }
    std::map<std::pair<std::string, std::string>, std::map<int, int>> numerators;  // measure, category -> domain
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (figures_[i]->figure.kind == Kind::Share) {
        numerators[{figures_[i]->figure.measure, figures_[i]->figure.category}].emplace(domain_[i],
                                                                                        static_cast<int>(i));
      }
    }
    std::vector<Sum> found;
    for (const auto& [measure, of] : bases) {
      collect(partitions, of, true, found);
    }
    for (const auto& [key, of] : numerators) {
      collect(partitions, of, false, found);
    }
    std::set<std::string> overlapping;
    for (const Sum& sum : found) {
      if (sum.of_bases) {
        judge(sum, overlapping);
      }
    }
    for (Sum& sum : found) {
      if (!overlapping.contains(sum.dimension)) {
        sums_.push_back(std::move(sum));
      }
    }
  }

  void collect(const std::vector<Partition>& partitions, const std::map<int, int>& of, bool bases,
               std::vector<Sum>& found) const {
    for (const Partition& partition : partitions) {
      const auto total = of.find(partition.whole);
      if (total == of.end()) {
        continue;
      }
      Sum sum{{}, total->second, bases, none, false, partition.dimension, {}};
      for (const int part : partition.parts) {
        if (const auto known = of.find(part); known != of.end()) {
          sum.parts.push_back(known->second);
        }
      }
      if (!sum.parts.empty()) {
        const std::string& id = bases ? base_name_[at(sum.total)] : figures_[at(sum.total)]->figure.id;
        sum.name = fmt::format("the rest of {} by {}", id, partition.dimension);
        found.push_back(std::move(sum));
      }
    }
  }

  void judge(const Sum& sum, std::set<std::string>& overlapping) {
    Range parts{0, 0};
    for (const int part : sum.parts) {
      parts.low += bases_[at(part)].low;
      parts.high = std::min(unbounded, parts.high + bases_[at(part)].high);
    }
    const Range& total = bases_[at(sum.total)];
    if (parts.low > total.high) {
      overlapping.insert(sum.dimension);
    } else if (parts.high < total.low) {
      open_.insert(sum.dimension);
    }
  }

  // ---- options of a question ----------------------------------------------------------------------------------------

  void find_options() {
    std::map<int, std::vector<int>> by_base;
    std::set<std::string> said_several;  // measures of questions that say that they allow several answers
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      const finding::Finding& figure = figures_[i]->figure;
      if (figure.category.empty() || figure.kind != Kind::Share) {
        continue;
      }
      if (figures_[i]->several) {
        said_several.insert(base_measure_[at(base_of_[i])]);
      }
      std::vector<int>& options = by_base[base_of_[i]];
      const auto same = [&](int other) { return figures_[at(other)]->figure.category == figure.category; };
      if (std::ranges::none_of(options, same)) {
        options.push_back(static_cast<int>(i));
      }
    }
    std::set<std::string> more, fewer;  // measures whose percentages come to more than 100, or to less
    for (const auto& [base, options] : by_base) {
      double low = 0, high = 0;
      for (const int i : options) {
        const Seen& seen = *figures_[at(i)];
        low += seen.percent_shown ? seen.percent - 0.5 : 0;
        high += seen.percent_shown ? seen.percent + 0.5 : 100;
      }
      if (low > 100) {
        more.insert(base_measure_[at(base)]);
      }
      if (high < 100 || options.size() < 2) {
        fewer.insert(base_measure_[at(base)]);
      }
    }
    for (auto& [base, options] : by_base) {
      const std::string& measure = base_measure_[at(base)];
      const bool several = said_several.contains(measure);
      if (!fewer.contains(measure) && (several || !more.contains(measure))) {
        (several ? ticked_ : options_).emplace_back(base, std::move(options));
      }
    }
  }

  // ---- nets and options -------------------------------------------------------------------------------------------

  // By domain, the figures that count options.
  void find_answers() {
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (figures_[i]->figure.kind == Kind::Share && !told_by(figures_[i]->figure.answers).all.empty()) {
        answers_[domain_[i]].push_back(static_cast<int>(i));
      }
      if (figures_[i]->several && !figures_[i]->figure.answers.options.empty()) {
        several_[domain_[i]].push_back(static_cast<int>(i));
      }
    }
  }

  // Who gave any of some answers are among those who gave any of more.
  void add_nested(const std::vector<int>& figures) {
    const auto options_of = [&](int figure) {
      Options options = figures_[at(figure)]->figure.answers.options;
      std::ranges::sort(options);
      return options;
    };
    for (const int narrow : figures) {
      for (const int wide : figures) {
        const Options inside = options_of(narrow), outside = options_of(wide);
        if (inside != outside && std::ranges::includes(outside, inside)) {
          const int rest = programme_.add_variable(0, everyone);
          programme_.add_row({{numerator_[at(narrow)], 1}, {rest, 1}, {numerator_[at(wide)], -1}}, 0, 0);
          others_.push_back({rest, fmt::format("{} but not {}", id_of(wide), id_of(narrow))});
        }
      }
    }
  }

  void add_answers(const std::vector<int>& figures) {
    CountedSets told_of;
    const auto add = [&](Options options, int variable) {
      if (const int same = told_of.add(std::move(options), variable); same != variable) {
        programme_.add_row({{variable, 1}, {same, -1}}, 0, 0);
      }
    };
    for (const int i : figures) {
      const Told told = told_by(figures_[at(i)]->figure.answers);
      const int base = base_variable_[at(base_of_[at(i)])], others = programme_.add_variable(0, everyone);
      programme_.add_row({{numerator_[at(i)], 1}, {others, 1}, {base, -1}}, 0, 0);
      add(told.counted, numerator_[at(i)]);
      add(told.others, others);
      add(told.all, base);
    }
    const AnswerSums found = answer_sums(std::move(told_of.sets));
    std::vector<int> counts = std::move(told_of.counts);
    while (counts.size() < found.sets.size()) {
      counts.push_back(programme_.add_variable(0, everyone));
      others_.push_back({counts.back(), fmt::format("other answers than {}", id_of(figures.front()))});
    }
    for (const AnswerSum& sum : found.sums) {
      std::vector<num::Term> terms{{counts[sum.total], -1}};
      for (const std::size_t part : sum.parts) {
        terms.push_back({counts[part], 1});
      }
      programme_.add_row(terms, 0, 0);
    }
  }

  // ---- the polyhedron -----------------------------------------------------------------------------------------------

  void make(bool with_percentages) {
    programme_ = {};
    base_variable_.clear();
    numerator_.assign(figures_.size(), none);
    for (const Range& base : bases_) {
      base_variable_.push_back(
          programme_.add_variable(static_cast<double>(base.low), std::min(static_cast<double>(base.high), everyone)));
    }
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (figures_[i]->figure.kind == Kind::Share) {
        numerator_[i] = programme_.add_variable(0, everyone);
        const int base = base_variable_[at(base_of_[i])];
        programme_.add_row({{numerator_[i], 1}, {base, -1}}, -num::no_limit, 0);
        if (with_percentages && figures_[i]->percent_shown) {
          add_percentage(i, base);
        }
      }
    }
    for (Sum& sum : sums_) {
      add_sum(sum);
    }
    others_.clear();
    if (with_percentages) {
      std::ranges::for_each(answers_, [&](const auto& figures) { add_answers(figures.second); });
      std::ranges::for_each(several_, [&](const auto& figures) { add_nested(figures.second); });
      add_options(options_, 0);
      add_options(ticked_, num::no_limit);  // each ticked at least one
    }
  }

  // The options of each question make up its base, or more.
  void add_options(const std::vector<OptionsOfBase>& questions, double most) {
    for (const auto& [base, options] : questions) {
      std::vector<num::Term> terms{{base_variable_[at(base)], -1}};
      for (const int i : options) {
        terms.push_back({numerator_[at(i)], 1});
      }
      programme_.add_row(terms, 0, most);
    }
  }

  void add_percentage(std::size_t i, int base) {
    const Range& shown = bases_[at(base_of_[i])];
    const int percent = figures_[i]->percent;
    if (exact(shown)) {
      const Range numerators = numerators_of(percent, shown.low);
      if (numerators.low <= numerators.high) {
        programme_.set_bounds(numerator_[i], static_cast<double>(numerators.low), static_cast<double>(numerators.high));
      }
      return;
    }
    programme_.add_row({{numerator_[i], 1}, {base, -(percent - 0.5) / 100}}, 0, num::no_limit);
    programme_.add_row({{numerator_[i], 1}, {base, -(percent + 0.5) / 100}}, -num::no_limit, 0);
  }

  void add_sum(Sum& sum) {
    const auto variable = [&](int index) { return sum.of_bases ? base_variable_[at(index)] : numerator_[at(index)]; };
    std::vector<num::Term> terms{{variable(sum.total), -1}};
    for (const int part : sum.parts) {
      terms.push_back({variable(part), 1});
    }
    if (sum.open) {
      sum.rest = programme_.add_variable(0, everyone);
      terms.push_back({sum.rest, 1});
    }
    programme_.add_row(terms, 0, 0);
  }

  // ---- what follows -------------------------------------------------------------------------------------------------

  Range range_of(const std::vector<num::Term>& form) {
    const num::Optimum low = programme_.minimise(form), high = programme_.maximise(form);
    if (low.status != num::Optimum::Status::Found || high.status != num::Optimum::Status::Found) {
      return {};
    }
    return {static_cast<std::int64_t>(std::ceil(low.value - whole)),
            static_cast<std::int64_t>(std::floor(high.value + whole))};
  }

  void add_bound(const std::string& id, Recovered what, Range range, Range within, std::vector<Bound>& bounds) const {
    const Range open{std::max(range.low, within.low), std::min(range.high, within.high)};
    const std::int64_t needed = std::min(rules_.minimum_cell, within.values());
    const std::int64_t possible = std::max<std::int64_t>(open.values(), 0);
    bounds.push_back({id, what, range, possible, needed, possible < needed});
  }

  void bound_withheld(std::size_t i, std::vector<Bound>& bounds) {
    const finding::Finding& figure = figures_[i]->figure;
    const num::Term base{base_variable_[at(base_of_[i])], 1};
    const std::string code = figure.withheld ? figure.withheld->code : "";
    const Range within = code == "small-base" ? Range{0, smallest_base(rules_) - 1} : Range{};
    if (code == "order-statistic") {
      return;
    }
    // A mean or total is withheld for what it tells of answers, whoever knows its base.
    if (code == "small-base" || is_count(*figures_[i])) {
      add_bound(figure.id, is_count(*figures_[i]) ? Recovered::Count : Recovered::Base, range_of({base}), within,
                bounds);
    }
    if (numerator_[i] != none) {
      add_bound(figure.id, Recovered::Numerator, range_of({{numerator_[i], 1}}), within, bounds);
      add_bound(figure.id, Recovered::Complement, range_of({base, {numerator_[i], -1}}), within, bounds);
    }
  }

  // People that no row of a table shows. They may be there or not; it matters where they are few, and certain.
  void bound_rest(const Sum& sum, std::vector<Bound>& bounds) {
    const Range range = range_of({{sum.rest, 1}});
    if (range.high > 0 && range.high < smallest_base(rules_)) {
      add_bound(sum.name, Recovered::Rest, range, {0, smallest_base(rules_) - 1}, bounds);
    }
  }

  // People whose answer no figure shows, and that follows.
  void bound_others(const OtherAnswers& others, std::vector<Bound>& bounds) {
    const Range range = range_of({{others.variable, 1}});
    if (range.high < rules_.minimum_cell) {
      add_bound(others.name, Recovered::Rest, range, {0, rules_.minimum_cell - 1}, bounds);
    }
  }

  // Every base of a band against every percentage that rests on it; nothing where there is no band, or none fits.
  std::optional<Bound> try_base(int index) {
    const Range& band = bases_[at(index)];
    std::vector<int> percentages;
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (base_of_[i] == index && figures_[i]->percent_shown) {
        percentages.push_back(figures_[i]->percent);
      }
    }
    if (percentages.empty() || exact(band) || band.values() > widest_band) {
      return std::nullopt;
    }
    const Range programme = range_of({{base_variable_[at(index)], 1}});
    const Range reach{std::max(programme.low, band.low), std::min(programme.high, band.high)};
    Range found{unbounded, 0};
    std::int64_t possible = 0;
    for (std::int64_t base = std::max<std::int64_t>(reach.low, 1); base <= reach.high; ++base) {
      const bool fits = std::ranges::all_of(percentages, [&](int percent) {
        const Range numerators = numerators_of(percent, base);
        return numerators.low <= numerators.high;
      });
      if (fits) {
        found = {std::min(found.low, base), std::max(found.high, base)};
        ++possible;
      }
    }
    if (possible == 0) {
      return std::nullopt;  // no counts over one base
    }
    const auto needed = std::min(static_cast<std::int64_t>(possible_bases), band.values());
    return Bound{base_name_[at(index)], Recovered::BandedBase, found, possible, needed, possible < needed};
  }

  std::vector<const Seen*> figures_;
  const Rules& rules_;
  std::vector<int> domain_, base_of_;
  std::vector<Range> bases_;
  std::vector<int> base_domain_;
  std::vector<std::string> base_measure_, base_name_;
  std::vector<Sum> sums_;
  std::set<std::string> open_;
  std::vector<OptionsOfBase> options_, ticked_;  // of questions that allow one answer, and several
  std::map<int, std::vector<int>> answers_, several_;
  std::vector<OtherAnswers> others_;
  num::LinearProgramme programme_;
  std::vector<int> base_variable_, numerator_;
};

// By question and population.
std::vector<Question> questions_of(const std::vector<Seen>& release, const Geometry& geometry, const Rules& rules) {
  std::map<std::pair<std::string, std::string>, std::vector<const Seen*>> figures;
  Domains domains(geometry.nestings);
  for (const Seen& seen : release) {
    const finding::Finding& figure = seen.figure;
    figures[{figure.population,
             figure.answers.question.empty() ? figure.indicator : "answers to " + figure.answers.question}]
        .push_back(&seen);
    domains.index_of(seen.figure);
  }
  std::map<std::string, std::set<std::string>> open;  // by population
  for (const Incomplete& one : geometry.incomplete) {
    open[one.population].insert(one.dimension);
  }
  const std::vector<Partition> partitions = domains.partitions();
  std::vector<Question> questions;
  questions.reserve(figures.size());
  for (auto& [key, of_question] : figures) {
    const Question& question = questions.emplace_back(std::move(of_question), domains, partitions, rules);
    open[key.first].insert(question.open().begin(), question.open().end());
  }
  for (Question& question : questions) {
    question.leave_open(open[question.population()]);
  }
  return questions;
}

}  // namespace

Attacked attack(const std::vector<Seen>& release, const Geometry& geometry, const Rules& rules) {
  Attacked attacked;
  for (Question& question : questions_of(release, geometry, rules)) {
    std::vector<Bound> bounds;
    if (!question.attack(true, bounds)) {
      bounds.clear();
      question.attack(false, bounds);
      attacked.unweighted.push_back(question.indicator());
    }
    std::ranges::move(bounds, std::back_inserter(attacked.bounds));
  }
  std::ranges::stable_sort(attacked.bounds, [](const Bound& a, const Bound& b) {
    return std::tuple(!a.exposed, a.possible, a.range.low) < std::tuple(!b.exposed, b.possible, b.range.low);
  });
  return attacked;
}

std::set<std::string> on_exposed_bases(const std::vector<Seen>& release, const Geometry& geometry, const Rules& rules) {
  std::set<std::string> ids;
  for (Question& question : questions_of(release, geometry, rules)) {
    if (question.has_banded_bases() && question.size() <= most_figures) {
      question.add_exposed_bases(ids);
    }
  }
  return ids;
}

}  // namespace kith::disclose
