#include "disclose/count_programme.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/round.h"
#include "disclose/at.h"

namespace kith::disclose {

namespace {

// Counts without a limit may be this much above the truth: far more than any target asks for, and bounded.
constexpr double room = 10'000;
constexpr double nothing = 1e-7;
constexpr int no_column = -1;

void sort_out(std::vector<int>& numbers) {
  std::ranges::sort(numbers);
  const auto again = std::ranges::unique(numbers);
  numbers.erase(again.begin(), again.end());
}

// As a reader would have it; the truth stays inside where a half was rounded up.
ShareRange share_range(double share) {
  const double percent = whole_percent(share);
  return {std::min((percent - 0.5) / 100, share), std::max((percent + 0.5) / 100, share)};
}

// How far a count may be from the truth by what is known of it alone.
struct Moves {
  double low = 0, high = 0;
};
Moves moves_of(const Knowledge& knowledge, int variable) {
  const Range& range = knowledge.ranges[at(variable)];
  const double truth = knowledge.truth(variable);
  return {static_cast<double>(range.low) - truth,
          range.high >= unbounded ? room : static_cast<double>(range.high) - truth};
}

}  // namespace

double Knowledge::truth(int variable) const {
  return static_cast<double>(system.variables[at(variable)].truth);
}

bool follows(const System& system, const Relation& relation) {
  const auto complement = [&](int variable) { return system.variables[at(variable)].quantity == Quantity::Complement; };
  return complement(relation.total) && std::ranges::all_of(relation.parts, complement);
}

std::optional<ShareRange> rounding_of(const Knowledge& knowledge, int index) {
  const Cell& cell = knowledge.system.cells[at(index)];
  const State state = knowledge.states[at(index)];
  if (cell.finding < 0 || (state != State::Shown && state != State::Published) || cell.complement == no_variable) {
    return std::nullopt;
  }
  const double base = knowledge.truth(cell.base);
  if (base <= 0 || base >= static_cast<double>(rules_of(cell, knowledge.rules).flag_below)) {
    return std::nullopt;
  }
  return share_range(knowledge.truth(cell.numerator) / base);
}

CountProgramme::CountProgramme(const Knowledge& knowledge, std::vector<int> variables, Others others)
    : knowledge_(knowledge),
      others_(others),
      variables_(std::move(variables)),
      column_of_(knowledge.system.variables.size(), no_column) {
  for (const int variable : variables_) {
    const Moves own = moves_of(knowledge_, variable);
    column_of_[at(variable)] = programme_.add_variable(own.low, own.high);
  }
  add_relations();
  add_roundings();
  if (others_ == Others::Free) {
    programme_.start_from_zero();
  }
}

// Whether it moves and no second row has it.
bool CountProgramme::stands_alone(int variable) const {
  const auto& relations = knowledge_.system.variables[at(variable)].relations;
  return moves(variable) && knowledge_.system.variables[at(variable)].quantity == Quantity::Complement &&
         std::ranges::count_if(relations, [&](int relation) {
           return !follows(knowledge_.system, knowledge_.system.relations[at(relation)]);
         }) == 1;
}

void CountProgramme::add_relations() {
  std::vector<int> relations;
  for (const int variable : variables_) {
    const std::vector<int>& own = knowledge_.system.variables[at(variable)].relations;
    relations.insert(relations.end(), own.begin(), own.end());
  }
  sort_out(relations);
  std::vector<num::Term> terms;
  for (const int index : relations) {
    const Relation& relation = knowledge_.system.relations[at(index)];
    if (follows(knowledge_.system, relation)) {
      continue;
    }
    terms.clear();
    Moves rest;  // of what is left out
    const auto add = [&](int variable, double sign) {
      if (moves(variable)) {
        terms.push_back({column_of_[at(variable)], sign});
      } else if (others_ == Others::Free) {
        const Moves own = moves_of(knowledge_, variable);
        rest.low += sign > 0 ? own.low : -own.high;
        rest.high += sign > 0 ? own.high : -own.low;
      }
    };
    add(relation.total, -1);
    std::ranges::for_each(relation.parts, [&](int part) { add(part, 1); });
    programme_.add_row(terms, -rest.high, -rest.low);
    if (const auto own = std::ranges::find_if(relation.parts, [&](int part) { return stands_alone(part); });
        own != relation.parts.end()) {
      programme_.start_with(column_of_[at(*own)], static_cast<int>(rows_.size()));
    }
    rows_.push_back({Row::Kind::Sum, index});
  }
}

void CountProgramme::add_roundings() {
  std::vector<int> cells;
  for (const int variable : variables_) {
    const Variable& counted = knowledge_.system.variables[at(variable)];
    cells.insert(cells.end(), counted.cells.begin(), counted.cells.end());
  }
  sort_out(cells);
  for (const int index : cells) {
    const Cell& cell = knowledge_.system.cells[at(index)];
    const std::optional<ShareRange> range = rounding_of(knowledge_, index);
    if (!range || (!moves(cell.numerator) && !moves(cell.base)) || leaves_out(cell.numerator) ||
        leaves_out(cell.base)) {
      continue;
    }
    for (const auto& [kind, share] :
         {std::pair(Row::Kind::AtLeast, range->low), std::pair(Row::Kind::AtMost, range->high)}) {
      std::vector<num::Term> terms;
      if (moves(cell.numerator)) {
        terms.push_back({column_of_[at(cell.numerator)], 1});
      }
      if (moves(cell.base)) {
        terms.push_back({column_of_[at(cell.base)], -share});
      }
      const double limit = share * knowledge_.truth(cell.base) - knowledge_.truth(cell.numerator);
      programme_.add_row(terms, kind == Row::Kind::AtLeast ? limit : -num::no_limit,
                         kind == Row::Kind::AtMost ? limit : num::no_limit);
      rows_.push_back({kind, index});
    }
  }
}

// Whether it may be anything else while the programme does not say what.
bool CountProgramme::leaves_out(int variable) const {
  return others_ == Others::Free && !moves(variable) && !knowledge_.known(variable);
}

void CountProgramme::limit(int variable, double by) {
  const Moves own = moves_of(knowledge_, variable);
  programme_.set_bounds(column_of_[at(variable)], std::max(own.low, -by), std::min(own.high, by));
}

void CountProgramme::cost_no_more_than(double cost) {
  programme_.set_most_steps(static_cast<int>(cost / static_cast<double>(std::max<std::size_t>(rows_.size(), 1))) + 1);
}

std::optional<std::vector<Move>> CountProgramme::furthest(const std::vector<Move>& wishes) {
  std::vector<num::Term> form;
  for (const Move& wish : wishes) {
    if (moves(wish.variable)) {
      form.push_back({column_of_[at(wish.variable)], wish.by});
    }
  }
  last_ = programme_.maximise(form);
  cost_ += static_cast<double>(last_.steps) * static_cast<double>(rows_.size());
  if (last_.status != num::Optimum::Status::Found) {
    return std::nullopt;
  }
  std::vector<Move> moved;
  for (std::size_t column = 0; column < variables_.size(); ++column) {
    if (std::abs(last_.point[column]) > nothing) {
      moved.push_back({variables_[column], last_.point[column]});
    }
  }
  std::ranges::sort(moved, {}, &Move::variable);
  return moved;
}

// What holds a solution is what has a price. Of a count that does not move that is the sum of what its rows say.
std::vector<int> CountProgramme::holding(const std::vector<Move>& wishes) const {
  if (last_.status != num::Optimum::Status::Found) {
    return {};
  }
  std::vector<int> cells;
  std::map<int, double> prices;
  for (std::size_t column = 0; column < variables_.size(); ++column) {
    prices[variables_[column]] = last_.prices[column];
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const double price = last_.row_prices[i];
    if (std::abs(price) <= nothing) {
      continue;
    }
    if (rows_[i].kind != Row::Kind::Sum) {
      cells.push_back(rows_[i].of);
      continue;
    }
    const Relation& relation = knowledge_.system.relations[at(rows_[i].of)];
    const auto add = [&](int variable, double sign) {
      if (!moves(variable)) {
        prices[variable] += sign * price;
      }
    };
    add(relation.total, -1);
    std::ranges::for_each(relation.parts, [&](int part) { add(part, 1); });
  }
  std::ranges::for_each(wishes, [&](const Move& wish) { prices.erase(wish.variable); });
  for (const auto& [variable, price] : prices) {
    if (std::abs(price) > nothing) {
      const auto& own = knowledge_.system.variables[at(variable)].cells;
      cells.insert(cells.end(), own.begin(), own.end());
    }
  }
  sort_out(cells);
  return cells;
}

}  // namespace kith::disclose
