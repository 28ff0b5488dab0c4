#include "run/change_of_matched.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "compare/sample.h"
#include "estimate/estimate.h"
#include "run/counted.h"

namespace kith::run {

namespace {

using finding::Finding;

constexpr const char* matched_column = ".matched";

// Those of a wave who are not in `part`: nobody, or enough.
bool rest_is_safe(const Finding& whole, const Finding& part, const study::DisclosureRules& rules) {
  const Counted rest = Counted(whole).less(Counted(part));
  return rest.base == 0 || rest.large_enough(rules);
}

// The figure under the names that the plan gives to `named`.
Finding as_planned(const Finding& figure, const Finding& named) {
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

std::size_t place_of_wave(const std::vector<Finding>& figures, const std::string& wave) {
  const auto found = std::ranges::find_if(figures, [&](const Finding& f) { return f.by.front().code == wave; });
  return static_cast<std::size_t>(found - figures.begin());
}

}  // namespace

MatchedPeople::MatchedPeople(WavePair& waves) : waves_(waves) {
  const data::Table& table = waves.table();
  const data::Column* ids = waves.id_column().empty() ? nullptr : table.find(waves.id_column());
  if (ids == nullptr) {
    return;
  }
  people_.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    people_.push_back(code_at(*ids, row));
  }
  const auto sample_of = [&](const std::string& wave) {
    return compare::Sample({.table = &table, .measure = waves.measure(), .where = waves.where_wave(wave)});
  };
  const compare::Sample before = sample_of(waves.planned().from);
  after_ = sample_of(waves.planned().to).answered();
  found_ = compare::match(people_, before.answered(), after_);
  const compare::Sample all({.table = &table, .measure = waves.measure()});
  if (const auto at = all.at(all.weights())) {
    answers_ = at->slopes;
  }
}

bool MatchedPeople::moves_are_safe() const {
  if (found_.people == 0) {
    return true;
  }
  if (answers_.empty()) {
    return false;
  }
  const std::int64_t least = waves_.study().disclosure.minimum_cell;
  const compare::Moves moved = compare::moves(people_, found_, after_, answers_);
  return moved.gained >= least && moved.lost >= least;
}

bool MatchedPeople::are_most() const {
  const std::int64_t smaller =
      std::min(waves_.earlier().finding().bases.unweighted, waves_.later().finding().bases.unweighted);
  return 2 * found_.people >= smaller;
}

MatchedChange MatchedPeople::change(MatchedRows& shown) {
  if (people_.empty()) {
    return {{}, "The answers have no ids, so nobody can be followed."};
  }
  const study::DisclosureRules& rules = waves_.study().disclosure;
  if (found_.people < std::max(rules.minimum_cell, rules.withhold_below)) {
    return {{}, "Too few answered in both waves."};
  }
  std::vector<std::uint8_t> codes(found_.rows.begin(), found_.rows.end());
  waves_.add(data::Column::categorical(matched_column,
                                       {{"no", "No", {}, data::Missing::None}, {"yes", "Yes", {}, data::Missing::None}},
                                       std::move(codes)));
  return estimated(shown);
}

MatchedChange MatchedPeople::estimated(MatchedRows& shown) {
  const study::PlannedChange& planned = waves_.planned();
  const estimate::Estimates figures = estimate::estimate(
      waves_.table(), {.measures = {waves_.measure()},
                       .breakdowns = {{"wave"}},
                       .where = fmt::format("{} == \"yes\" and {} == \"yes\"", in_study, matched_column),
                       .design = waves_.design()});
  const std::size_t first = place_of_wave(figures.findings(), planned.from);
  const std::size_t second = place_of_wave(figures.findings(), planned.to);
  const Finding& one = figures.findings().at(first);
  const Finding& two = figures.findings().at(second);
  const Finding& before = waves_.earlier().finding();
  const Finding& after = waves_.later().finding();
  const study::DisclosureRules& rules = waves_.study().disclosure;
  if (!Counted(one).large_enough(rules) || !Counted(two).large_enough(rules)) {
    return {{}, "Too few who answered in both waves said one thing or the other."};
  }
  if (!rest_is_safe(before, one, rules) || !rest_is_safe(after, two, rules)) {
    return {{}, "Not shown, to protect the few who answered only once."};
  }
  if (!others_are_safe(shown)) {
    return {{}, "Not shown, to protect the few who are in one such group and not in another."};
  }
  auto change = compare::change_between(figures, first, second, planned.from, waves_.earlier_name(),
                                        waves_.smallest_difference());
  if (!change) {
    return {{}, "It could not be estimated."};
  }
  const std::string label = "those who answered both times";
  Finding later = waves_.with_level(as_planned(two, after), "matched", "yes", label);
  later.comparison = std::move(change);
  return {{std::move(later), waves_.with_level(as_planned(one, before), "matched", "yes", label)}, {}};
}

bool MatchedPeople::others_are_safe(MatchedRows& shown) const {
  std::vector<std::uint8_t> before(found_.rows.size()), after(found_.rows.size());
  for (std::size_t row = 0; row < found_.rows.size(); ++row) {
    after[row] = found_.rows[row] != 0 && after_[row] != 0 ? 1 : 0;
    before[row] = found_.rows[row] != 0 && after_[row] == 0 ? 1 : 0;
  }
  const study::PlannedChange& planned = waves_.planned();
  auto& of_earlier = shown[{planned.indicator, planned.from}];
  auto& of_later = shown[{planned.indicator, planned.to}];
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

bool MatchedPeople::enough_without(const std::vector<std::uint8_t>& some,
                                   const std::vector<std::uint8_t>& others) const {
  const bool share = waves_.later().finding().kind == finding::Kind::Share;
  Counted left{0, share ? std::optional<std::int64_t>(0) : std::nullopt};
  for (std::size_t row = 0; row < some.size(); ++row) {
    if (some[row] != 0 && others[row] == 0) {
      ++left.base;
      if (left.yes) {
        *left.yes += answers_[row] > 0 ? 1 : 0;
      }
    }
  }
  return left.base == 0 || left.large_enough(waves_.study().disclosure);
}

}  // namespace kith::run
