#include "impute/chain.h"

#include <algorithm>
#include <cmath>

#include "impute/donors.h"
#include "impute/linear_draw.h"
#include "impute/logit_draw.h"
#include "num/sum.h"

namespace kith::impute {

namespace {

// What a target keeps from one visit to the next: where Newton's method begins, and how far groups differ.
struct Memory {
  double group_ratio = first_group_ratio;
  std::vector<Coefficients> modes;
  std::vector<double> group_variances;
};

class Chain {
 public:
  Chain(const Plan& plan, const ChainOptions& options)
      : plan_(plan), options_(options), matrix_(plan.matrix), memory_(plan.targets.size()) {
    draws_.taken.resize(plan.targets.size());
    draws_.means.resize(plan.targets.size());
    for (std::size_t t = 0; t < plan.targets.size(); ++t) {
      begin(t);
    }
  }

  Draws run() {
    for (std::size_t iteration = 1; iteration <= options_.iterations; ++iteration) {
      for (std::size_t t = 0; t < plan_.targets.size(); ++t) {
        const Occasion occasion{options_.seed, options_.imputation, iteration};
        if (variable(t).kind == Variable::Kind::Numbers) {
          visit_numbers(t, occasion);
        } else {
          visit_options(t, occasion);
        }
        fill(t);
        draws_.means[t].push_back(mean(t));
      }
    }
    return std::move(draws_);
  }

 private:
  const Variable& variable(std::size_t t) const { return plan_.variables[plan_.targets[t].variable]; }

  // Of the answers that somebody gave, one at random.
  void begin(std::size_t t) {
    const Variable& target = variable(t);
    const num::Random random = random_for({options_.seed, options_.imputation, 0}, target.name, Purpose::Start);
    for (const std::uint32_t row : target.gaps) {
      const auto n = static_cast<double>(target.answered.size());
      const auto i = std::min(target.answered.size() - 1, static_cast<std::size_t>(random.uniform_at(row) * n));
      const std::uint32_t from = target.answered[i];
      draws_.taken[t].push_back(target.kind == Variable::Kind::Numbers ? from : target.places[from]);
    }
    fill(t);
  }

  double answer(const Variable& target, std::uint32_t taken) const {
    return target.kind == Variable::Kind::Numbers ? target.numbers[taken] : static_cast<double>(taken);
  }

  // Puts what was drawn for a target where it is a predictor.
  void fill(std::size_t t) {
    const Variable& target = variable(t);
    for (std::size_t c = 0; c < plan_.columns.size(); ++c) {
      if (plan_.columns[c].variable == plan_.targets[t].variable) {
        for (std::size_t i = 0; i < target.gaps.size(); ++i) {
          matrix_.at(target.gaps[i], c) = plan_.columns[c].value(target, answer(target, draws_.taken[t][i]));
        }
      }
    }
  }

  double mean(std::size_t t) const {
    num::Sum sum;
    for (const std::uint32_t taken : draws_.taken[t]) {
      sum += answer(variable(t), taken);
    }
    return sum.value() / static_cast<double>(draws_.taken[t].size());
  }

  PredictorRows predictors(std::size_t t, std::span<const std::uint32_t> rows) const {
    return plan_.predictors(matrix_, plan_.targets[t], rows);
  }

  // How far groups differ is not known at first, and is looked for longer.
  static int sweeps(const Occasion& occasion) { return occasion.iteration == 1 ? 10 : 1; }

  void visit_numbers(std::size_t t, const Occasion& occasion) {
    const Variable& target = variable(t);
    std::vector<double> y;
    y.reserve(target.answered.size());
    for (const std::uint32_t row : target.answered) {
      y.push_back((target.numbers[row] - target.mean) / target.spread);
    }
    num::Random random = random_for(occasion, target.name, Purpose::Coefficients);
    const PredictorRows given = predictors(t, target.answered);
    const LinearDraw drawn = draw_linear(given, y, memory_[t].group_ratio, sweeps(occasion), random);
    memory_[t].group_ratio = drawn.group_ratio;
    const Donors donors(given.predict(drawn.mode), target.answered, options_.donors);
    const std::vector<double> wanted = predictors(t, target.gaps).predict(drawn.drawn);
    const num::Random chances = random_for(occasion, target.name, Purpose::Answers);
    for (std::size_t i = 0; i < target.gaps.size(); ++i) {
      const std::uint64_t at = 2 * std::uint64_t{target.gaps[i]};
      draws_.taken[t][i] = donors.near(wanted[i], chances.uniform_at(at), chances.uniform_at(at + 1));
    }
  }

  // The places in turn: is it this one, of those that are left?
  void visit_options(std::size_t t, const Occasion& occasion) {
    const Variable& target = variable(t);
    const std::size_t steps = target.options.size() - 1;
    memory_[t].modes.resize(steps);
    memory_[t].group_variances.resize(steps, first_group_variance);
    const PredictorRows wanted = predictors(t, target.gaps);
    const num::Random chances = random_for(occasion, target.name, Purpose::Answers);
    std::vector<double> left(target.gaps.size(), 1);  // the probability of this place or a later one
    std::vector<double> chance(target.gaps.size());   // what is left of the uniform number
    for (std::size_t i = 0; i < chance.size(); ++i) {
      chance[i] = chances.uniform_at(target.gaps[i]);
      draws_.taken[t][i] = static_cast<std::uint32_t>(steps);
    }
    std::vector<std::uint32_t> rows = target.answered;
    for (std::size_t step = 0; step < steps; ++step) {
      const std::vector<double> eta = wanted.predict(draw_step(t, step, rows, occasion));
      for (std::size_t i = 0; i < eta.size(); ++i) {
        const double p = left[i] / (1 + std::exp(-eta[i]));
        if (chance[i] >= 0 && chance[i] < p) {
          draws_.taken[t][i] = static_cast<std::uint32_t>(step);
        }
        chance[i] -= p;  // below 0: decided
        left[i] -= p;
      }
      std::erase_if(rows, [&](std::uint32_t row) { return target.places[row] == step; });
    }
  }

  Coefficients draw_step(std::size_t t, std::size_t step, std::span<const std::uint32_t> rows,
                         const Occasion& occasion) {
    const Variable& target = variable(t);
    std::vector<std::uint8_t> yes;
    yes.reserve(rows.size());
    for (const std::uint32_t row : rows) {
      yes.push_back(target.places[row] == step ? 1 : 0);
    }
    num::Random random = random_for(occasion, target.name, Purpose::Coefficients, step);
    Memory& memory = memory_[t];
    LogitDraw drawn = draw_logit(predictors(t, rows), yes, memory.modes[step], memory.group_variances[step],
                                 sweeps(occasion), random);
    memory.modes[step] = std::move(drawn.mode);
    memory.group_variances[step] = drawn.group_variance;
    return std::move(drawn.drawn);
  }

  const Plan& plan_;
  ChainOptions options_;
  PredictorMatrix matrix_;      // the plan's with its gaps filled
  std::vector<Memory> memory_;  // of each target
  Draws draws_;
};

}  // namespace

Draws run_chain(const Plan& plan, const ChainOptions& options) {
  return Chain(plan, options).run();
}

}  // namespace kith::impute
