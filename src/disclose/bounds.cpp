#include "disclose/bounds.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <deque>

#include "base/round.h"

namespace kith::disclose {

namespace {

// Narrowing by ones round a long cycle of sums could take as many passes as there are respondents. To stop early leaves
// wider ranges, as a reader's patience would.
constexpr int most_visits = 200;  // of one relation

std::int64_t truth_of(const System& system, int variable) {
  return variable == no_variable ? 0 : system.variables[static_cast<std::size_t>(variable)].truth;
}

Range intersection(Range a, Range b) {
  return {std::max(a.low, b.low), std::min(a.high, b.high)};
}

// Of a share of a banded base: the whole percent times any base of the band. The true count is always inside, also
// where rounding at the edge of the band would exclude it.
Range banded_side(std::int64_t count, std::int64_t base, const Rules& rules) {
  const finding::Band band = band_of(base, rules);
  const double percent = base > 0 ? whole_percent(static_cast<double>(count) / static_cast<double>(base)) : 0;
  const auto low = std::ceil((percent - 0.5) / 100 * static_cast<double>(band.low) - 1e-9);
  const auto high = std::floor((percent + 0.5) / 100 * static_cast<double>(band.high) + 1e-9);
  return {std::clamp<std::int64_t>(static_cast<std::int64_t>(low), 0, count),
          std::max(static_cast<std::int64_t>(high), count)};
}

Range shown_range(const System& system, const Cell& cell, Quantity quantity, const Rules& rules) {
  const std::int64_t base = truth_of(system, cell.base == no_variable ? cell.numerator : cell.base);
  const std::int64_t count = truth_of(system, quantity == Quantity::Base        ? cell.base
                                              : quantity == Quantity::Numerator ? cell.numerator
                                                                                : cell.complement);
  if (base >= rules.flag_below) {
    return {count, count};
  }
  if (quantity == Quantity::Base || cell.base == no_variable) {
    const finding::Band band = count == 0 ? finding::Band{0, 0} : band_of(base, rules);
    return {band.low, band.high};
  }
  return banded_side(count, base, rules);
}

// As readers see it.
std::string code_of(const Cell& cell) {
  return cell.past ? cell.past->code : public_code(cell.refused ? cell.refused->rule : Rule::Secondary);
}

Range withheld_range(const Cell& cell, State state, Quantity quantity, const Rules& rules) {
  if (quantity != Quantity::Base || state == State::Unseen) {
    return {};
  }
  const std::string code = code_of(cell);
  if (code == public_code(Rule::OrderStatistic)) {
    return {};
  }
  if (code == public_code(Rule::ConfidentialBase)) {
    return {0, smallest_base(rules) - 1};
  }
  return {smallest_base(rules), unbounded};
}

}  // namespace

Range first_range(const System& system, const std::vector<State>& states, int variable, const Rules& rules) {
  const Variable& counted = system.variables[static_cast<std::size_t>(variable)];
  Range range{counted.at_least, unbounded};
  for (const int index : counted.cells) {
    const Cell& cell = system.cells[static_cast<std::size_t>(index)];
    const State state = states[static_cast<std::size_t>(index)];
    const Rules& own = rules_of(cell, rules);
    const Range told = state == State::Shown || state == State::Published
                           ? shown_range(system, cell, counted.quantity, own)
                           : withheld_range(cell, state, counted.quantity, own);
    range = intersection(range, told);
  }
  // A code may claim more than is so where the author's rules contradict each other; the reader is never misled.
  return {std::min(range.low, counted.truth), std::max(range.high, counted.truth)};
}

namespace {

Range sum_of(const Relation& relation, const std::vector<Range>& ranges) {
  Range sum{0, 0};
  for (const int part : relation.parts) {
    sum.low += ranges[static_cast<std::size_t>(part)].low;
    sum.high += ranges[static_cast<std::size_t>(part)].high;
  }
  return sum;
}

// Counts are not negative, and sums with an unbounded part say nothing.
Range sensible(Range implied) {
  return {std::max<std::int64_t>(implied.low, 0), implied.high >= unbounded / 2 ? unbounded : implied.high};
}

Range implied_for_part(Range sum, Range total, Range part) {
  return sensible({total.low - (sum.high - part.high), total.high - (sum.low - part.low)});
}

}  // namespace

Range implied_range(const Relation& relation, int variable, const std::vector<Range>& ranges) {
  const Range sum = sum_of(relation, ranges);
  return variable == relation.total ? sensible(sum)
                                    : implied_for_part(sum, ranges[static_cast<std::size_t>(relation.total)],
                                                       ranges[static_cast<std::size_t>(variable)]);
}

void propagate(const System& system, const std::vector<int>& changed, std::vector<Range>& ranges) {
  std::deque<int> waiting;
  std::vector<int> visits(system.relations.size(), 0);
  std::vector<bool> queued(system.relations.size(), false);
  const auto queue_relations_of = [&](int variable) {
    for (const int next : system.variables[static_cast<std::size_t>(variable)].relations) {
      if (!queued[static_cast<std::size_t>(next)] && visits[static_cast<std::size_t>(next)] < most_visits) {
        queued[static_cast<std::size_t>(next)] = true;
        waiting.push_back(next);
      }
    }
  };
  const auto narrow = [&](int variable, Range implied) {
    Range& range = ranges[static_cast<std::size_t>(variable)];
    assert(implied.low <= range.high && implied.high >= range.low);  // the truth fits every relation
    if (implied.low <= range.low && implied.high >= range.high) {
      return false;
    }
    range = intersection(range, implied);
    queue_relations_of(variable);
    return true;
  };
  std::ranges::for_each(changed, queue_relations_of);
  while (!waiting.empty()) {
    const int index = waiting.front();
    waiting.pop_front();
    ++visits[static_cast<std::size_t>(index)];
    const Relation& relation = system.relations[static_cast<std::size_t>(index)];
    Range sum = sum_of(relation, ranges);
    narrow(relation.total, sensible(sum));
    const Range total = ranges[static_cast<std::size_t>(relation.total)];
    for (const int part : relation.parts) {
      const Range before = ranges[static_cast<std::size_t>(part)];
      if (narrow(part, implied_for_part(sum, total, before))) {
        sum = sum_of(relation, ranges);
      }
    }
    queued[static_cast<std::size_t>(index)] = false;  // its own narrowing is done
  }
}

}  // namespace kith::disclose
