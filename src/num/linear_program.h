// Linear programmes: how low and how high a linear form can be over
//   { x : low <= x <= high,  row_low <= A x <= row_high }.
//
// Solved by the simplex method (Dantzig 1951; here Clp of the COIN-OR project, primal, single thread, without random
// perturbation, so that the same calls in the same order give the same answers). A programme keeps its last basis: the
// next form is optimised from there, which costs few steps when many forms are asked about one polyhedron.
//
// The first step is to find a point that meets all rows. Where 0 is one, as in a programme about changes, that step can
// be left out (start_from_zero), at the cost of two columns for each variable that may lie on both sides of it.
//
// Units are the caller's; rows and variables hold within 1e-7 of them. Whoever asks about whole numbers rounds inwards
// with a margin above that.
#pragma once

#include <memory>
#include <vector>

namespace kith::num {

inline constexpr double no_limit = 1e30;  // as a bound: none

struct Term {
  int variable = 0;
  double coefficient = 0;
};

struct Optimum {
  enum class Status {
    Found,
    Infeasible,  // no x meets the rows and bounds
    Unbounded,   // the form has no limit
    Failed,      // the arithmetic did, or it took too many steps: the caller must assume the worst
  };
  Status status = Status::Failed;
  double value = 0;           // of the form, when found
  std::vector<double> point;  // x there
  // By how much the value moves with the bound that holds each variable, and each row: 0 where none does.
  std::vector<double> prices, row_prices;
  int steps = 0;  // of the simplex method that it took
};

class LinearProgramme {
 public:
  LinearProgramme();
  ~LinearProgramme();
  LinearProgramme(const LinearProgramme&) = delete;
  LinearProgramme& operator=(const LinearProgramme&) = delete;
  LinearProgramme(LinearProgramme&& other) noexcept;
  LinearProgramme& operator=(LinearProgramme&& other) noexcept;

  // Its number: 0, 1, ... All variables and rows are added before the first question.
  int add_variable(double low, double high);
  // Terms name different variables.
  void add_row(const std::vector<Term>& terms, double low, double high);
  // The first question starts from the variables at 0.
  void start_from_zero();
  // The first question starts from a basis that has the variable in place of the row, in which it stands and in no
  // other.
  void start_with(int variable, int row);
  // Later bounds may differ; the basis is kept.
  void set_bounds(int variable, double low, double high);
  void set_row_bounds(int row, double low, double high);

  // From now on a question is given up after so many steps of the simplex method.
  void set_most_steps(int steps);

  Optimum minimise(const std::vector<Term>& form);
  Optimum maximise(const std::vector<Term>& form);

 private:
  struct Solver;
  Optimum optimise(const std::vector<Term>& form, double direction);

  std::unique_ptr<Solver> solver_;
};

}  // namespace kith::num
