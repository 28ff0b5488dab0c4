#include "disclose/joint_bounds.h"

#include <algorithm>
#include <cmath>

#include "base/round.h"

namespace kith::disclose {

namespace {

// Counts without a limit may be this much above the truth: far more than any target asks for, and bounded.
constexpr double room = 10'000;
constexpr double whole = 1e-5;  // from here a number counts as whole
constexpr int no_column = -1;

std::size_t at(int index) {
  return static_cast<std::size_t>(index);
}

}  // namespace

JointBounds::JointBounds(const System& system, const std::vector<State>& states, const Rules& rules)
    : system_(system), column_of_(system.variables.size(), no_column) {
  add_variables(states, rules);
  add_relations();
  add_roundings(states, rules);
}

void JointBounds::add_variables(const std::vector<State>& states, const Rules& rules) {
  for (std::size_t variable = 0; variable < system_.variables.size(); ++variable) {
    first_.push_back(first_range(system_, states, static_cast<int>(variable), rules));
    const auto truth = static_cast<double>(system_.variables[variable].truth);
    low_.push_back(truth);
    high_.push_back(truth);
  }
}

int JointBounds::column(int variable) {
  int& column = column_of_[at(variable)];
  if (column == no_column) {
    const Range& range = first_[at(variable)];
    const double high = range.high >= unbounded ? static_cast<double>(system_.variables[at(variable)].truth) + room
                                                : static_cast<double>(range.high);
    column = programme_.add_variable(static_cast<double>(range.low), high);
    variable_of_.push_back(variable);
  }
  return column;
}

// Sums of which everything is known say nothing more.
void JointBounds::add_relations() {
  for (const Relation& relation : system_.relations) {
    const auto unknown = [&](int variable) { return !first_[at(variable)].known(); };
    if (!unknown(relation.total) && std::ranges::none_of(relation.parts, unknown)) {
      continue;
    }
    std::vector<num::Term> terms{{column(relation.total), -1}};
    for (const int part : relation.parts) {
      terms.push_back({column(part), 1});
    }
    programme_.add_row(terms, 0, 0);
    cell_of_row_.push_back(-1);
  }
}

void JointBounds::add_roundings(const std::vector<State>& states, const Rules& rules) {
  for (std::size_t i = 0; i < system_.cells.size(); ++i) {
    const Cell& cell = system_.cells[i];
    if (states[i] != State::Shown || cell.complement == no_variable || first_[at(cell.base)].known()) {
      continue;
    }
    const auto base = static_cast<double>(system_.variables[at(cell.base)].truth);
    const auto numerator = static_cast<double>(system_.variables[at(cell.numerator)].truth);
    if (base <= 0 || base >= static_cast<double>(rules.flag_below)) {
      continue;
    }
    // As a reader would have it; the truth stays inside where a half was rounded up.
    const double percent = whole_percent(numerator / base);
    const double low = std::min((percent - 0.5) / 100, numerator / base);
    const double high = std::max((percent + 0.5) / 100, numerator / base);
    programme_.add_row({{column(cell.numerator), 1}, {column(cell.base), -low}}, 0, num::no_limit);
    programme_.add_row({{column(cell.numerator), 1}, {column(cell.base), -high}}, -num::no_limit, 0);
    cell_of_row_.insert(cell_of_row_.end(), 2, static_cast<int>(i));
  }
}

bool JointBounds::optimise(const std::vector<num::Term>& form, double direction) {
  last_ = direction > 0 ? programme_.minimise(form) : programme_.maximise(form);
  if (last_.status != num::Optimum::Status::Found) {
    return false;
  }
  for (std::size_t column = 0; column < last_.point.size(); ++column) {
    const auto variable = at(variable_of_[column]);
    low_[variable] = std::min(low_[variable], last_.point[column]);
    high_[variable] = std::max(high_[variable], last_.point[column]);
  }
  return true;
}

void JointBounds::explore(const std::vector<int>& variables) {
  std::vector<num::Term> form;
  for (const int variable : variables) {
    if (column_of_[at(variable)] != no_column) {
      form.push_back({column_of_[at(variable)], 1});
    }
  }
  std::ranges::sort(form, {}, &num::Term::variable);
  const auto again = std::ranges::unique(form, {}, &num::Term::variable);
  form.erase(again.begin(), again.end());
  if (!form.empty()) {
    optimise(form, -1);
    optimise(form, 1);
  }
}

Range JointBounds::possible(int variable) const {
  const Range& first = first_[at(variable)];
  if (column_of_[at(variable)] == no_column) {
    return first;  // no sum and no rounding says anything of it
  }
  return {std::max(static_cast<std::int64_t>(std::ceil(low_[at(variable)] - whole)), first.low),
          std::min(static_cast<std::int64_t>(std::floor(high_[at(variable)] + whole)), first.high)};
}

Range JointBounds::range(int variable) {
  holding_.clear();
  if (column_of_[at(variable)] == no_column) {
    return first_[at(variable)];
  }
  const std::vector<num::Term> form{{column_of_[at(variable)], 1}};
  for (const double direction : {-1.0, 1.0}) {
    if (optimise(form, direction)) {
      note_holding(last_, variable);
    }
  }
  std::ranges::sort(holding_);
  const auto again = std::ranges::unique(holding_);
  holding_.erase(again.begin(), again.end());
  return possible(variable);
}

void JointBounds::note_holding(const num::Optimum& optimum, int variable) {
  constexpr double nothing = 1e-7;
  for (std::size_t column = 0; column < optimum.prices.size(); ++column) {
    if (variable_of_[column] != variable && std::abs(optimum.prices[column]) > nothing) {
      const auto& cells = system_.variables[at(variable_of_[column])].cells;
      holding_.insert(holding_.end(), cells.begin(), cells.end());
    }
  }
  for (std::size_t row = 0; row < optimum.row_prices.size(); ++row) {
    if (cell_of_row_[row] >= 0 && std::abs(optimum.row_prices[row]) > nothing) {
      holding_.push_back(cell_of_row_[row]);
    }
  }
}

}  // namespace kith::disclose
