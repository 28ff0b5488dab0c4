#include "run/changes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "compare/adjusted.h"
#include "compare/benchmark.h"
#include "compare/change.h"
#include "disclose/release.h"
#include "run/counted.h"

namespace kith::run {

namespace {

using finding::Comparison;
using finding::Finding;

constexpr const char* matched_column = "matched_pair";

// A finding by its id among those that were estimated together.
struct Place {
  const Estimated* estimated = nullptr;
  std::size_t index = 0;

  const Finding& finding() const { return estimated->findings[index]; }
};

std::optional<Place> place_of(const std::vector<Estimated>& estimated, const std::string& id) {
  for (const Estimated& one : estimated) {
    const auto found = std::ranges::find(one.findings, id, &Finding::id);
    if (found != one.findings.end()) {
      return Place{&one, static_cast<std::size_t>(found - one.findings.begin())};
    }
  }
  return std::nullopt;
}

// Those of a wave who are not in `part`: nobody, or enough.
bool rest_is_safe(const Finding& whole, const Finding& part, const study::DisclosureRules& rules) {
  const Counted rest = Counted(whole).less(Counted(part));
  return rest.base == 0 || rest.large_enough(rules);
}

// Rows of the matched groups that are shown, by indicator and wave.
using MatchedRows = std::map<std::pair<std::string, std::string>, std::vector<std::vector<std::uint8_t>>>;

// One planned change on its way.
class Planned {
 public:
  Planned(const study::Study& study, const study::PlannedChange& planned, const study::Indicator& indicator,
          const Respondents& respondents, Place earlier, Place later, MatchedRows& others)
      : study_(study),
        planned_(planned),
        population_(*respondents.population),
        table_(respondents.table),
        design_(respondents.design),
        measure_(measure_of(indicator, table_)),
        smallest_(study.smallest_difference_of(indicator)),
        earlier_(earlier),
        later_(later),
        others_(others) {
    made_.row.indicator = planned.indicator;
    made_.row.from = planned.from;
    made_.row.to = planned.to;
    made_.row.later = later.finding().id;
    made_.row.standardised = !planned.standardise.empty();
    made_.earlier = earlier.finding().id;
    for (const study::Study::Changed& changed : study.question_changes(indicator, planned.from, planned.to)) {
      if (changed.bridge != nullptr) {
        made_.row.bridges.push_back(changed.bridge->reason);
      }
    }
  }

  void make() {
    find_matched();
    const bool safe = found_.people == 0 || moves_are_safe();
    if (!safe && mostly_the_same_people()) {
      made_.row.not_told = "Not shown, to protect the few whose answer changed.";
      return;
    }
    of_everyone();
    if (!findings_.empty()) {
      if (std::optional<Comparison>& comparison = findings_.front().comparison) {
        standardise(*comparison);
      }
    }
    if (safe) {
      matched();
    } else {
      made_.row.not_matched = "Not shown, to protect the few whose answer changed.";
    }
  }

  MadeChange take_row() { return std::move(made_); }
  std::vector<Finding> take_findings() { return std::move(findings_); }

 private:
  std::string wave_name(const std::string& code) const {
    const study::Wave* wave = study_.find_wave(code);
    return wave == nullptr ? code : wave->name;
  }
  std::string where(const std::string& wave) const {
    return fmt::format("{} == \"yes\" and wave == \"{}\"", in_study, wave);
  }

  // `model` as a figure of its own, with one more level.
  Finding with_level(const Finding& model, const std::string& kind, const char* code, std::string label) const {
    Finding finding = model;
    const std::string dimension = fmt::format("{}_{}_{}", kind, planned_.from, planned_.to);
    finding.id += "_" + dimension;
    finding.by.push_back({dimension, code, std::move(label)});
    finding.comparison.reset();
    for (const std::string& reason : made_.row.bridges) {
      finding.notes.push_back({"bridged", "bridged: " + reason});
    }
    return finding;
  }

  void of_everyone() {
    auto change = compare::change_between(earlier_.estimated->estimates, earlier_.index, later_.index, planned_.from,
                                          wave_name(planned_.from), smallest_);
    if (!change || earlier_.estimated != later_.estimated) {
      return;
    }
    Finding finding =
        with_level(later_.finding(), "change", "all", fmt::format("everyone, against {}", wave_name(planned_.from)));
    finding.comparison = std::move(change);
    made_.row.everyone = finding.id;
    findings_.push_back(std::move(finding));
  }

  void standardise(Comparison& comparison) {
    if (planned_.standardise.empty()) {
      return;
    }
    if (!levels_are_large()) {
      comparison.not_adjusted = "Too few people in one of the groups that would be weighted.";
      return;
    }
    std::vector<compare::Characteristic> characteristics;
    characteristics.reserve(planned_.standardise.size());
    for (const std::string& name : planned_.standardise) {
      characteristics.push_back({name, name});
    }
    const compare::AdjustedComparison found = compare::compare_adjusted(
        {.table = &table_, .measure = measure_, .where = where(planned_.to), .design = design_},
        {.table = &table_, .measure = measure_, .where = where(planned_.from), .design = design_}, characteristics,
        {.samples = compare::Samples::OneDesign, .smallest_difference = smallest_});
    if (found.adjusted) {
      Comparison::Adjusted& adjusted =
          comparison.adjusted.emplace(compare::carried(found, "rake", planned_.standardise));
      adjusted.e_value.reset();  // it is of a comparison between people
      adjusted.e_value_limit.reset();
    } else if (found.refusal) {
      comparison.not_adjusted = found.refusal->code == "margin-not-met"
                                    ? "Nobody in the earlier wave is like some of those who answered later."
                                    : "Too few in the earlier wave are like those who answered later.";
    }
  }

  // Weights say something of each group that is weighted, so each must be one that a table could show.
  bool levels_are_large() const {
    std::vector<std::vector<std::string>> breakdowns;
    breakdowns.reserve(planned_.standardise.size());
    for (const std::string& name : planned_.standardise) {
      breakdowns.push_back(compare::columns_of(name));
    }
    for (const std::string& wave : {planned_.from, planned_.to}) {
      const estimate::Estimates levels = estimate::estimate(
          table_, {.measures = {measure_}, .breakdowns = breakdowns, .where = where(wave), .design = design_});
      const bool all = std::ranges::all_of(levels.findings(), [&](const Finding& level) {
        const Counted people(level);
        return people.base == 0 || people.both_sides(study_.disclosure.minimum_cell);
      });
      if (!all) {
        return false;
      }
    }
    return true;
  }

  // Who answered in both waves; nobody where the answers have no ids.
  void find_matched() {
    const data::Column* ids = population_.id.empty() ? nullptr : table_.find(population_.id);
    if (ids == nullptr) {
      return;
    }
    people_.reserve(table_.rows());
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      people_.push_back(code_at(*ids, row));
    }
    const compare::Sample before({.table = &table_, .measure = measure_, .where = where(planned_.from)});
    const compare::Sample after({.table = &table_, .measure = measure_, .where = where(planned_.to)});
    after_ = after.answered();
    found_ = compare::match(people_, before.answered(), after_);
    const compare::Sample all({.table = &table_, .measure = measure_});
    if (const auto at = all.at(all.weights())) {
      answers_ = at->slopes;
    }
  }

  void matched() {
    if (people_.empty()) {
      made_.row.not_matched = "The answers have no ids, so nobody can be followed.";
      return;
    }
    if (found_.people < std::max(study_.disclosure.minimum_cell, study_.disclosure.withhold_below)) {
      made_.row.not_matched = "Too few answered in both waves.";
      return;
    }
    std::vector<std::uint8_t> codes(found_.rows.begin(), found_.rows.end());
    table_.add(data::Column::categorical(
        matched_column, {{"no", "No", {}, data::Missing::None}, {"yes", "Yes", {}, data::Missing::None}},
        std::move(codes)));
    compare_matched();
  }

  void compare_matched() {
    const estimate::Estimates figures =
        estimate::estimate(table_, {.measures = {measure_},
                                    .breakdowns = {{"wave"}},
                                    .where = fmt::format("{} == \"yes\" and {} == \"yes\"", in_study, matched_column),
                                    .design = design_});
    const auto at = [&](const std::string& wave) {
      const auto& all = figures.findings();
      const auto one = std::ranges::find_if(all, [&](const Finding& f) { return f.by.front().code == wave; });
      return static_cast<std::size_t>(one - all.begin());
    };
    const std::size_t first = at(planned_.from), second = at(planned_.to);
    const Finding& one = figures.findings().at(first);
    const Finding& two = figures.findings().at(second);
    const study::DisclosureRules& rules = study_.disclosure;
    if (!Counted(one).large_enough(rules) || !Counted(two).large_enough(rules)) {
      made_.row.not_matched = "Too few who answered in both waves said one thing or the other.";
      return;
    }
    if (!rest_is_safe(earlier_.finding(), one, rules) || !rest_is_safe(later_.finding(), two, rules)) {
      made_.row.not_matched = "Not shown, to protect the few who answered only once.";
      return;
    }
    if (!others_are_safe()) {
      made_.row.not_matched = "Not shown, to protect the few who are in one such group and not in another.";
      return;
    }
    auto change = compare::change_between(figures, first, second, planned_.from, wave_name(planned_.from), smallest_);
    if (!change) {
      made_.row.not_matched = "It could not be estimated.";
      return;
    }
    const std::string label = "those who answered both times";
    Finding earlier = with_level(as_planned(one, earlier_.finding()), "matched", "yes", label);
    Finding later = with_level(as_planned(two, later_.finding()), "matched", "yes", label);
    later.comparison = std::move(change);
    made_.row.matched_earlier = earlier.id;
    made_.row.matched = later.id;
    findings_.push_back(std::move(later));
    findings_.push_back(std::move(earlier));
  }

  // The figure under the names that the plan gives to `named`.
  static Finding as_planned(const Finding& figure, const Finding& named) {
    Finding finding = named;
    finding.value = figure.value;
    finding.se = figure.se;
    finding.df = figure.df;
    finding.interval = figure.interval;
    finding.bases = figure.bases;
    finding.numerator = figure.numerator;
    finding.design_effect = figure.design_effect;
    return finding;
  }

  // Half of a wave or more: then the interval among everyone, too, is made by those whose answer changed. With fewer
  // its width is that of two samples, in which a few answers do not show.
  bool mostly_the_same_people() const {
    const std::int64_t smaller = std::min(earlier_.finding().bases.unweighted, later_.finding().bases.unweighted);
    return 2 * found_.people >= smaller;
  }

  // A change and the width of its interval tell how many changed their answer, where they are few.
  bool moves_are_safe() const {
    if (answers_.empty()) {
      return false;
    }
    const compare::Moves moved = compare::moves(people_, found_, after_, answers_);
    return moved.gained >= study_.disclosure.minimum_cell && moved.lost >= study_.disclosure.minimum_cell;
  }

  // People of one wave who are in this matched group and not in that of another change, or the other way round: nobody,
  // or enough of them, and of a share enough on both sides.
  bool others_are_safe() {
    std::vector<std::uint8_t> before(found_.rows.size()), after(found_.rows.size());
    for (std::size_t row = 0; row < found_.rows.size(); ++row) {
      after[row] = found_.rows[row] != 0 && after_[row] != 0 ? 1 : 0;
      before[row] = found_.rows[row] != 0 && after_[row] == 0 ? 1 : 0;
    }
    auto& of_earlier = others_[{planned_.indicator, planned_.from}];
    auto& of_later = others_[{planned_.indicator, planned_.to}];
    const auto safe = [&](const auto& all, const std::vector<std::uint8_t>& own) {
      return std::ranges::all_of(
          all, [&](const auto& other) { return enough_without(own, other) && enough_without(other, own); });
    };
    if (!safe(of_earlier, before) || !safe(of_later, after)) {
      return false;
    }
    of_earlier.push_back(std::move(before));
    of_later.push_back(std::move(after));
    return true;
  }

  bool enough_without(const std::vector<std::uint8_t>& some, const std::vector<std::uint8_t>& others) const {
    Counted left{0, later_.finding().kind == finding::Kind::Share ? std::optional<std::int64_t>(0) : std::nullopt};
    for (std::size_t row = 0; row < some.size(); ++row) {
      if (some[row] != 0 && others[row] == 0) {
        ++left.base;
        if (left.yes) {
          *left.yes += answers_[row] > 0 ? 1 : 0;
        }
      }
    }
    return left.base == 0 || left.large_enough(study_.disclosure);
  }

  const study::Study& study_;
  const study::PlannedChange& planned_;
  const study::Population& population_;
  data::Table table_;  // a copy: it gains columns
  design::Spec design_;
  std::string measure_;
  double smallest_;  // difference of interest
  Place earlier_, later_;
  MatchedRows& others_;
  std::vector<std::string> people_;  // ids of the rows
  std::vector<std::uint8_t> after_;  // answered in the later wave
  std::vector<double> answers_;      // of each row how much higher it is than others; none where that cannot be told
  compare::Matched found_;
  MadeChange made_;
  std::vector<Finding> findings_;
};

// Everyone, the matched and (by compare::conclude itself) the standardised are families of their own.
void conclude(const study::Study& study, Changes& changes) {
  std::map<std::string, Finding*> by_id;
  for (Finding& finding : changes.findings) {
    by_id.emplace(finding.id, &finding);
  }
  std::vector<compare::Member> members;
  for (const MadeChange& made : changes.made) {
    const report::ChangeRow& row = made.row;
    const study::Indicator* indicator = study.indicator(row.indicator);
    const double smallest = indicator == nullptr ? 0 : study.smallest_difference_of(*indicator);
    const auto planned = std::ranges::find_if(study.changes, [&](const study::PlannedChange& one) {
      return one.indicator == row.indicator && one.from == row.from && one.to == row.to;
    });
    for (const auto& [id, family] :
         {std::pair(row.everyone, planned->family), std::pair(row.matched, planned->family + ", matched")}) {
      const auto found = by_id.find(id);
      if (found == by_id.end()) {
        continue;
      }
      if (std::optional<Comparison>& comparison = found->second->comparison) {
        members.push_back({&*comparison, family, smallest});
      }
    }
  }
  compare::conclude(members);
}

}  // namespace

Changes estimate_changes(const study::Study& study, const std::vector<Respondents>& respondents,
                         const std::vector<Estimated>& estimated, Problems& problems) {
  Changes changes;
  MatchedRows matched;
  for (const study::PlannedChange& planned : study.changes) {
    const study::Indicator* indicator = study.indicator(planned.indicator);
    const auto own = std::ranges::find_if(respondents, [&](const Respondents& one) {
      return indicator != nullptr && one.population->code == indicator->population;
    });
    if (own == respondents.end()) {
      continue;
    }
    const auto earlier = place_of(estimated, planned.indicator + "_" + planned.from);
    const auto later = place_of(estimated, planned.indicator + "_" + planned.to);
    if (!earlier || !later) {
      MadeChange none;
      none.row.indicator = planned.indicator;
      none.row.from = planned.from;
      none.row.to = planned.to;
      none.row.not_matched = "Nobody answered the question in one of the waves.";
      changes.made.push_back(std::move(none));
      continue;
    }
    try {
      Planned change(study, planned, *indicator, *own, *earlier, *later, matched);
      change.make();
      changes.made.push_back(change.take_row());
      std::ranges::move(change.take_findings(), std::back_inserter(changes.findings));
    } catch (const Error& error) {
      problems.add(error.problems());
    }
  }
  conclude(study, changes);
  return changes;
}

std::vector<disclose::Sum> sums_of_own_wave(const study::Study& study, const std::vector<Finding>& findings) {
  std::map<std::pair<std::string, std::string>, const Finding*> everyone;
  for (const Finding& finding : findings) {
    if (finding.by.empty() && study.has_change(finding.indicator)) {
      everyone.emplace(std::pair(finding.indicator, finding.category), &finding);
    }
  }
  std::vector<disclose::Sum> sums;
  for (const Finding& finding : findings) {
    const auto found = everyone.find({finding.indicator, finding.category});
    if (found != everyone.end() && finding.by.size() == 1 && finding.by.front().dimension == "wave" &&
        finding.wave == found->second->wave) {
      sums.push_back({found->second->id, {finding.id}});
    }
  }
  return sums;
}

void round_earlier_figures(const Changes& changes, const disclose::Rules& rules, std::vector<Finding>& findings) {
  std::map<std::string, Finding*> by_id;
  for (Finding& finding : findings) {
    by_id.emplace(finding.id, &finding);
  }
  const auto round_one = [&](const std::string& later, const std::string& earlier) {
    const auto after = by_id.find(later);
    const auto before = by_id.find(earlier);
    if (after != by_id.end() && before != by_id.end() && after->second->comparison) {
      after->second->comparison->value = disclose::shown(*before->second, rules).value.value_or(0);
    }
  };
  for (const MadeChange& made : changes.made) {
    round_one(made.row.everyone, made.earlier);
    round_one(made.row.matched, made.row.matched_earlier);
  }
}

std::vector<std::string> changes_to_leave_out(const Changes& changes,
                                              std::span<const disclose::Safe<Finding>> released) {
  std::set<std::string> there;
  std::set<std::string> shown;
  for (const auto& safe : released) {
    there.insert(safe->id);
    if (!safe->withheld) {
      shown.insert(safe->id);
    }
  }
  std::vector<std::string> gone;
  const auto leave_out_unless = [&](const std::string& id, bool stands) {
    if (there.contains(id) && !stands) {
      gone.push_back(id);
    }
  };
  for (const MadeChange& made : changes.made) {
    const report::ChangeRow& row = made.row;
    const bool both = shown.contains(made.earlier) && shown.contains(row.later) && shown.contains(row.everyone);
    leave_out_unless(row.everyone, both);
    const bool pair = both && shown.contains(row.matched) && shown.contains(row.matched_earlier);
    leave_out_unless(row.matched, pair);
    leave_out_unless(row.matched_earlier, pair);
  }
  return gone;
}

}  // namespace kith::run
