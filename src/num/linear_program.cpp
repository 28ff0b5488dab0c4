#include "num/linear_program.h"

#include <ClpSimplex.hpp>
#include <CoinError.hpp>
#include <CoinPackedMatrix.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace kith::num {

struct LinearProgramme::Solver {
  // Variables and rows are collected, and given to the model at the first question.
  void load() {
    if (loaded) {
      return;
    }
    model.setLogLevel(0);
    model.messageHandler()->setLogLevel(0);
    down_of.assign(lows.size(), none);
    if (from_zero) {
      split();
    }
    const CoinPackedMatrix matrix(false, static_cast<int>(lows.size()), static_cast<int>(row_lows.size()),
                                  static_cast<int>(values.size()), values.data(), columns.data(), starts.data(),
                                  nullptr);
    model.loadProblem(matrix, lows.data(), highs.data(), nullptr, row_lows.data(), row_highs.data());
    model.setPerturbation(100);  // none
    model.scaling(0);            // the rows are sums of counts
    for (const auto& [variable, row] : first_basis) {
      model.setColumnStatus(variable, ClpSimplex::basic);
      model.setRowStatus(row, ClpSimplex::isFixed);
    }
    loaded = true;
  }

  // A variable that may lie on both sides of 0 becomes two columns, one up from 0 and one down. What the first basis
  // contains is not at one of its bounds, and needs no second.
  void split() {
    std::vector<bool> basic(lows.size(), false);
    for (const auto& [variable, row] : first_basis) {
      basic[static_cast<std::size_t>(variable)] = true;
    }
    for (std::size_t variable = 0; variable < down_of.size(); ++variable) {
      if (lows[variable] < 0 && highs[variable] > 0 && !basic[variable]) {
        down_of[variable] = static_cast<int>(lows.size());
        highs.push_back(-std::exchange(lows[variable], 0));
        lows.push_back(0);
      }
    }
    const std::vector<double> before = std::exchange(values, {});
    const std::vector<int> of = std::exchange(columns, {});
    for (std::size_t row = 0, entry = 0; row + 1 < starts.size(); ++row) {
      for (const auto end = static_cast<std::size_t>(starts[row + 1]); entry < end; ++entry) {
        add_entry(of[entry], before[entry]);
        if (const int down = down_of[static_cast<std::size_t>(of[entry])]; down != none) {
          add_entry(down, -before[entry]);
        }
      }
      starts[row + 1] = static_cast<CoinBigIndex>(values.size());
    }
  }

  void add_entry(int column, double value) {
    columns.push_back(column);
    values.push_back(value);
  }

  void set_bounds(int variable, double low, double high) {
    const int down = down_of[static_cast<std::size_t>(variable)];
    if (down == none) {
      model.setColumnBounds(variable, low, high);
    } else {
      model.setColumnBounds(variable, std::max(low, 0.0), std::max(high, 0.0));
      model.setColumnBounds(down, std::max(-high, 0.0), std::max(-low, 0.0));
    }
  }

  void set_coefficient(int variable, double coefficient) {
    model.setObjectiveCoefficient(variable, coefficient);
    if (const int down = down_of[static_cast<std::size_t>(variable)]; down != none) {
      model.setObjectiveCoefficient(down, -coefficient);
    }
  }

  std::vector<double> point() const {
    const double* solution = model.primalColumnSolution();
    std::vector<double> point(solution, solution + down_of.size());
    for (std::size_t variable = 0; variable < point.size(); ++variable) {
      point[variable] -= down_of[variable] == none ? 0 : solution[down_of[variable]];
    }
    return point;
  }

  static constexpr int none = -1;
  ClpSimplex model;
  std::vector<double> lows, highs, row_lows, row_highs;
  std::vector<double> values;
  std::vector<int> columns;
  std::vector<CoinBigIndex> starts{0};
  std::vector<std::pair<int, int>> first_basis;
  bool from_zero = false;
  std::vector<int> down_of;  // per variable, once loaded: its second column
  bool loaded = false;
};

LinearProgramme::LinearProgramme() : solver_(std::make_unique<Solver>()) {}
LinearProgramme::~LinearProgramme() = default;
LinearProgramme::LinearProgramme(LinearProgramme&& other) noexcept = default;
LinearProgramme& LinearProgramme::operator=(LinearProgramme&& other) noexcept = default;

int LinearProgramme::add_variable(double low, double high) {
  solver_->lows.push_back(low);
  solver_->highs.push_back(high);
  return static_cast<int>(solver_->lows.size()) - 1;
}

void LinearProgramme::add_row(const std::vector<Term>& terms, double low, double high) {
  for (const Term& term : terms) {
    solver_->add_entry(term.variable, term.coefficient);
  }
  solver_->starts.push_back(static_cast<CoinBigIndex>(solver_->values.size()));
  solver_->row_lows.push_back(low);
  solver_->row_highs.push_back(high);
}

void LinearProgramme::start_from_zero() {
  solver_->from_zero = true;
}

void LinearProgramme::start_with(int variable, int row) {
  solver_->first_basis.emplace_back(variable, row);
}

void LinearProgramme::set_bounds(int variable, double low, double high) {
  if (solver_->loaded) {
    solver_->set_bounds(variable, low, high);
  } else {
    solver_->lows[static_cast<std::size_t>(variable)] = low;
    solver_->highs[static_cast<std::size_t>(variable)] = high;
  }
}

void LinearProgramme::set_row_bounds(int row, double low, double high) {
  if (solver_->loaded) {
    solver_->model.setRowBounds(row, low, high);
  } else {
    solver_->row_lows[static_cast<std::size_t>(row)] = low;
    solver_->row_highs[static_cast<std::size_t>(row)] = high;
  }
}

void LinearProgramme::set_most_steps(int steps) {
  solver_->model.setMaximumIterations(steps);
}

Optimum LinearProgramme::minimise(const std::vector<Term>& form) {
  return optimise(form, 1);
}

Optimum LinearProgramme::maximise(const std::vector<Term>& form) {
  return optimise(form, -1);
}

Optimum LinearProgramme::optimise(const std::vector<Term>& form, double direction) {
  solver_->load();
  ClpSimplex& model = solver_->model;
  model.setOptimizationDirection(1);
  for (const Term& term : form) {
    solver_->set_coefficient(term.variable, direction * term.coefficient);
  }
  int status = 4;  // failed
  try {
    model.primal();
    constexpr int stopped = 3;  // after as many steps as it may take
    if (model.problemStatus() != stopped && (model.problemStatus() > stopped || model.secondaryStatus() > 1)) {
      // numerical trouble: once more from nothing
      model.allSlackBasis(true);
      model.primal();
    }
    status = model.problemStatus();
  } catch (const CoinError&) {  // the arithmetic failed; the caller is told so
    status = 4;
  }
  Optimum optimum;
  optimum.steps = model.numberIterations();
  switch (status) {
    case 0: {
      optimum.status = Optimum::Status::Found;
      optimum.value = direction * model.objectiveValue();
      optimum.point = solver_->point();
      optimum.prices.assign(model.dualColumnSolution(), model.dualColumnSolution() + optimum.point.size());
      optimum.row_prices.assign(model.dualRowSolution(), model.dualRowSolution() + model.numberRows());
      break;
    }
    case 1:
      optimum.status = Optimum::Status::Infeasible;
      break;
    case 2:
      optimum.status = Optimum::Status::Unbounded;
      break;
    default:
      break;
  }
  for (const Term& term : form) {
    solver_->set_coefficient(term.variable, 0);
  }
  for (std::vector<double>* prices : {&optimum.prices, &optimum.row_prices}) {
    for (double& price : *prices) {
      price *= direction;
    }
  }
  return optimum;
}

}  // namespace kith::num
