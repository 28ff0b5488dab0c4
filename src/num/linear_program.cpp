#include "num/linear_program.h"

#include <ClpSimplex.hpp>
#include <CoinError.hpp>
#include <CoinPackedMatrix.hpp>

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

  ClpSimplex model;
  std::vector<double> lows, highs, row_lows, row_highs;
  std::vector<double> values;
  std::vector<int> columns;
  std::vector<CoinBigIndex> starts{0};
  std::vector<std::pair<int, int>> first_basis;
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
    solver_->columns.push_back(term.variable);
    solver_->values.push_back(term.coefficient);
  }
  solver_->starts.push_back(static_cast<CoinBigIndex>(solver_->values.size()));
  solver_->row_lows.push_back(low);
  solver_->row_highs.push_back(high);
}

void LinearProgramme::start_with(int variable, int row) {
  solver_->first_basis.emplace_back(variable, row);
}

void LinearProgramme::set_bounds(int variable, double low, double high) {
  if (solver_->loaded) {
    solver_->model.setColumnBounds(variable, low, high);
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
    model.setObjectiveCoefficient(term.variable, direction * term.coefficient);
  }
  int status = 4;  // failed
  try {
    model.primal();
    if (model.problemStatus() > 2 || model.secondaryStatus() > 1) {  // numerical trouble: once more from nothing
      model.allSlackBasis(true);
      model.primal();
    }
    status = model.problemStatus();
  } catch (const CoinError&) {  // the arithmetic failed; the caller is told so
    status = 4;
  }
  Optimum optimum;
  switch (status) {
    case 0: {
      optimum.status = Optimum::Status::Found;
      optimum.value = direction * model.objectiveValue();
      const auto variables = static_cast<std::size_t>(model.numberColumns());
      optimum.point.assign(model.primalColumnSolution(), model.primalColumnSolution() + variables);
      optimum.prices.assign(model.dualColumnSolution(), model.dualColumnSolution() + variables);
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
    model.setObjectiveCoefficient(term.variable, 0);
  }
  for (std::vector<double>* prices : {&optimum.prices, &optimum.row_prices}) {
    for (double& price : *prices) {
      price *= direction;
    }
  }
  return optimum;
}

}  // namespace kith::num
