#include "disclose/groups.h"

#include <algorithm>
#include <optional>
#include <ranges>
#include <utility>
#include <vector>

#include "base/round.h"
#include "disclose/coarse.h"
#include "disclose/gate.h"
#include "disclose/release.h"

namespace kith::disclose {

namespace {

using finding::Finding;
using finding::GroupTest;
using finding::Kind;
using finding::Pooling;
using Released = std::span<const Safe<Finding>>;

// ---- tests between groups -----------------------------------------------------------------------------------------

// The figure of a level; null: withheld, not there, or not the only one.
const Finding* figure_of(const GroupTest& test, const finding::Level& level, Released released) {
  const Finding* found = nullptr;
  for (const Safe<Finding>& one : released) {
    if (is_of_group(*one, test.indicator, test.dimension) && one->by.front().code == level.code) {
      if (found != nullptr || one->withheld || !one->value || one->kind != test.kind) {
        return nullptr;
      }
      found = &*one;
    }
  }
  return level.dimension == test.dimension ? found : nullptr;
}

// A test with what is shown of its levels.
class ShownTest {
 public:
  ShownTest(GroupTest test, Released released) : test_(std::move(test)) {
    for (const finding::Level& level : test_.levels) {
      figures_.push_back(figure_of(test_, level, released));
    }
    exact_ = std::ranges::all_of(figures_, [](const Finding* one) { return one != nullptr && exact_base(*one); });
    plain_ = std::ranges::any_of(figures_, [](const Finding* one) { return one != nullptr && !clustered(*one); });
  }

  GroupTest take() {
    if (test_.verdict == "not tested" || !holds()) {
      drop();
      return std::move(test_);
    }
    for (GroupTest::Gap& gap : test_.gaps) {
      show(gap);
    }
    round(test_.statistic, plain_ ? 0 : 2);
    round(test_.df2, plain_ ? 0 : 1);
    for (std::optional<double>* p : {&test_.p, &test_.q}) {
      *p = shown_p(*p, !plain_);
    }
    if (plain_ && test_.kind != Kind::Share) {
      test_.statistic.reset();  // of means of a few numbers it tells how widely they are spread
    }
    const bool errors_tell = std::ranges::any_of(figures_, [&](const Finding* one) { return tells_error(*one); });
    if (!exact_ || errors_tell) {
      forget_numbers();
    }
    return std::move(test_);
  }

 private:
  // Of a mean whose limits are not shown for what they tell (disclose/release.h) no p is either.
  bool tells_error(const Finding& figure) const {
    return plain_ && test_.kind != Kind::Share && !figure.interval.has_value();
  }

  void round(std::optional<double>& number, int decimals) const {
    if (number) {
      number = rounded(*number, decimals);
    }
  }

  void forget_numbers() {
    for (std::optional<double>* number : {&test_.statistic, &test_.df1, &test_.df2, &test_.p, &test_.q}) {
      number->reset();
    }
  }

  // Whether every level is shown, and every gap is between levels.
  bool holds() const {
    const std::size_t levels = figures_.size();
    return std::ranges::find(figures_, nullptr) == figures_.end() &&
           std::ranges::all_of(test_.gaps, [&](const GroupTest::Gap& gap) {
             return levels > 1 && gap.a < levels && gap.b.value_or(0) < levels;
           });
  }

  // Nothing that was found, and no level that is not shown.
  void drop() {
    forget_numbers();
    test_.gaps.clear();
    if (test_.verdict != "not tested") {
      test_.verdict = "not tested";
      test_.reason = "A group in it has no figure that is shown.";
    }
    std::vector<finding::Level> levels;
    std::vector<std::string> benchmarks;
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      if (figures_[i] == nullptr) {
        ++test_.not_shown;
        continue;
      }
      levels.push_back(test_.levels[i]);
      if (i < test_.benchmarks.size()) {
        benchmarks.push_back(test_.benchmarks[i]);
      }
    }
    test_.levels = std::move(levels);
    test_.benchmarks = std::move(benchmarks);
    test_.benchmark_values.clear();
  }

  // The level's figure as it is shown, less its benchmark.
  double own(std::size_t level) const {
    const std::vector<double>& benchmarks = test_.benchmark_values;
    return figures_[level]->value.value_or(0) - (level < benchmarks.size() ? rounded(benchmarks[level], 2) : 0);
  }

  // Of the figures as they are shown, so that readers who subtract get the same.
  double difference(const GroupTest::Gap& gap) const {
    if (gap.b) {
      return difference_of_shown(own(gap.a), own(*gap.b));
    }
    double others = 0;
    for (std::size_t level = 0; level < figures_.size(); ++level) {
      others += level == gap.a ? 0 : own(level);
    }
    return rounded(own(gap.a) - others / static_cast<double>(figures_.size() - 1), decimals(gap));
  }

  int decimals(const GroupTest::Gap& gap) const { return test_.kind == Kind::Share ? 2 : gap.decimals; }

  bool shows_limits(std::size_t level) const {
    const Finding& figure = *figures_[level];
    const bool rounded_base = !exact_base(figure) && !figure.bases.band;
    return figure.interval.has_value() && (exact_base(figure) || (figure.bases.band && test_.kind == Kind::Share) ||
                                           (rounded_base && figure.se.has_value()));
  }

  bool shows_limits(const GroupTest::Gap& gap) const {
    if (gap.b) {
      return shows_limits(gap.a) && shows_limits(*gap.b);
    }
    return std::ranges::all_of(std::views::iota(std::size_t{0}, figures_.size()),
                               [&](std::size_t level) { return shows_limits(level); });
  }

  void show(GroupTest::Gap& gap) const {
    const double before = gap.difference;
    const bool share = test_.kind == Kind::Share;
    // Of means from full precision where bases are exact and respondents clustered: their errors may be far larger than
    // that of the difference.
    gap.difference = !share && exact_ && !plain_ ? rounded(gap.difference, decimals(gap)) : difference(gap);
    if (!shows_limits(gap)) {
      gap.interval.reset();
    }
    if (plain_ && !share) {
      spread_evenly(gap.interval, gap.difference);
    } else {
      move_interval(gap.interval, gap.difference - before, false, decimals(gap));
    }
    const bool of_shares = test_.kind == Kind::Share;
    gap.q = exact_ && (of_shares || !plain_ || shows_limits(gap)) ? shown_p(gap.q, !plain_) : std::nullopt;
  }

  GroupTest test_;
  std::vector<const Finding*> figures_;  // of each level
  bool exact_ = false;
  bool plain_ = false;  // respondents of some level are not clustered
};

// ---- groups pooled -------------------------------------------------------------------------------------------------

// The effective number of people behind one answer.
double effective_share(const Finding* all) {
  return all == nullptr || all->bases.band || all->bases.unweighted == 0 || all->bases.effective == 0
             ? 1
             : all->bases.effective / static_cast<double>(all->bases.unweighted);
}

// The figure of a group; null: not one that was released, or another's.
const Finding* figure_of(const Pooling& pooling, const Pooling::Group& group, Released released) {
  const auto found = std::ranges::find_if(released, [&](const Safe<Finding>& one) {
    return one->id == group.finding && is_of_group(*one, pooling.indicator, pooling.dimension) &&
           one->by.front().code == group.level.code;
  });
  return found == released.end() ? nullptr : &**found;
}

bool same_inputs(const Pooling::Group& one, const Pooling::Group& other) {
  return one.raw == other.raw && one.low == other.low && one.high == other.high;
}

bool tells_nothing(const Pooling::Group& group) {
  return !group.raw && !group.steadied && !group.interval && group.place.empty();
}

void round(Pooling& pooling) {
  const auto to = [](std::optional<double>& number, int decimals) {
    if (number) {
      number = round_half_up(*number, decimals);
    }
  };
  to(pooling.all, 2);
  to(pooling.mean, 3);
  to(pooling.between, 3);
  for (Pooling::Group& group : pooling.groups) {
    to(group.steadied, 2);
    if (group.interval) {
      group.interval->low = round_half_up(group.interval->low, 2);
      group.interval->high = round_half_up(group.interval->high, 2);
    }
  }
}

void drop(Pooling& pooling) {
  pooling.all.reset();
  pooling.mean.reset();
  pooling.between.reset();
  pooling.funnel.clear();
  pooling.reason = "A group in it has no figure that is shown as it is pooled.";
}

}  // namespace

bool exact_base(const Finding& shown) {
  return !shown.bases.band &&
         std::ranges::none_of(shown.notes, [](const finding::Note& note) { return note.code == "rounded-base"; });
}

bool is_of_group(const Finding& figure, const std::string& indicator, const std::string& dimension) {
  return figure.indicator == indicator && figure.category.empty() && figure.by.size() == 1 &&
         figure.by.front().dimension == dimension;
}

const Finding* everyone(Released released, const std::string& indicator) {
  const auto found = std::ranges::find_if(released, [&](const Safe<Finding>& one) {
    return one->indicator == indicator && one->by.empty() && one->category.empty();
  });
  return found == released.end() || (*found)->withheld ? nullptr : &**found;
}

Pooling::Group group_as_shown(const Finding& shown, const Finding* everyone) {
  Pooling::Group group{.finding = shown.id,
                       .level = shown.by.empty() ? finding::Level{} : shown.by.front(),
                       .low = {},
                       .high = {},
                       .raw = {},
                       .steadied = {},
                       .interval = {},
                       .place = {}};
  if (shown.withheld || !shown.value) {
    return group;
  }
  group.raw = shown.value;
  if (shown.bases.band) {
    group.low = static_cast<double>(shown.bases.band->low) * effective_share(everyone);
    group.high = static_cast<double>(shown.bases.band->high) * effective_share(everyone);
  } else {
    group.low = group.high =
        shown.bases.effective > 0 ? shown.bases.effective : static_cast<double>(shown.bases.unweighted);
  }
  return group;
}

Safe<GroupTest> Gate::release(GroupTest test, Released released) const {
  return Safe<GroupTest>(ShownTest(std::move(test), released).take());
}

Safe<Pooling> Gate::release(Pooling pooling, Released released) const {
  const Finding* all = everyone(released, pooling.indicator);
  std::vector<Pooling::Group> groups;  // with what is shown of each, and nothing else
  bool holds = true;
  for (const Pooling::Group& group : pooling.groups) {
    const Finding* figure = figure_of(pooling, group, released);
    Pooling::Group& shown = groups.emplace_back(figure == nullptr ? Pooling::Group{} : group_as_shown(*figure, all));
    shown.finding = group.finding;
    shown.level = group.level;
    holds = holds && same_inputs(group, shown) && (shown.raw || tells_nothing(group));
  }
  pooling.not_shown = static_cast<std::size_t>(
      std::ranges::count_if(groups, [](const Pooling::Group& group) { return !group.raw.has_value(); }));
  if (holds) {
    round(pooling);
  } else {
    pooling.groups = std::move(groups);
    drop(pooling);
  }
  return Safe<Pooling>(std::move(pooling));
}

}  // namespace kith::disclose
