#include "impute/impute.h"

#include <algorithm>

#include <fmt/format.h>

#include "data/expression.h"
#include "impute/chain.h"
#include "impute/convergence.h"
#include "impute/plan.h"

namespace kith::impute {

namespace {

constexpr double r_hat_high = 1.1;
constexpr double unlikely = 0.001;

void check(const Options& options) {
  Problems problems;
  if (options.count < 2) {
    problems.add("few-imputations", "fewer than two imputations tell nothing of how uncertain they are", {},
                 "take 20, or as many as percent of the answers are missing");
  }
  if (options.iterations == 0) {
    problems.add("no-iterations", "chained equations need at least one iteration", {}, "take 10");
  }
  if (options.donors == 0) {
    problems.add("no-donors", "an answer needs somebody to take it from", {}, "take 5");
  }
  problems.throw_if_any();
}

ImputedColumn described(const Plan& plan, std::size_t t, const std::vector<Draws>& draws) {
  const Variable& variable = plan.variables[plan.targets[t].variable];
  ImputedColumn column{
      .name = variable.name,
      .method = variable.kind == Variable::Kind::Numbers ? Method::Matching : Method::Logits,
      .answered = static_cast<std::int64_t>(variable.answered.size()),
      .imputed = static_cast<std::int64_t>(variable.gaps.size()),
      .left = static_cast<std::int64_t>(variable.column->size() - variable.answered.size() - variable.gaps.size()),
      .means = {},
      .r_hat = {}};
  for (const Draws& chain : draws) {
    column.means.push_back(chain.means[t]);
  }
  return column;
}

// The column with its gaps filled.
data::Column filled(const Variable& variable, const std::vector<std::uint32_t>& taken) {
  data::Column column = *variable.column;
  if (column.kind() == data::Kind::Categorical) {
    std::vector<std::uint8_t> codes(column.codes().begin(), column.codes().end());
    for (std::size_t i = 0; i < taken.size(); ++i) {
      codes[variable.gaps[i]] = variable.kind == Variable::Kind::Options ? variable.options[taken[i]] : codes[taken[i]];
    }
    column.set_codes(std::move(codes));
    return column;
  }
  std::vector<double> numbers(column.numbers().begin(), column.numbers().end());
  std::vector<std::uint8_t> reasons(column.reasons().begin(), column.reasons().end());
  for (std::size_t i = 0; i < taken.size(); ++i) {
    numbers[variable.gaps[i]] = numbers[taken[i]];
    if (!reasons.empty()) {
      reasons[variable.gaps[i]] = static_cast<std::uint8_t>(data::Missing::None);
    }
  }
  data::Column result = data::Column::number(column.name, std::move(numbers), std::move(reasons));
  result.describe_like(column);
  return result;
}

}  // namespace

Options options_for(const std::vector<std::string>& columns, const design::Spec& spec) {
  Options options{
      .weight = spec.weight.empty() ? spec.probability : spec.weight, .strata = spec.strata, .clusters = spec.clusters};
  std::vector<std::string> kept_out = spec.fpc;
  kept_out.push_back(spec.probability);
  if (!spec.weighting.nonresponse.responded.empty()) {
    const auto responded = data::Expression::parse(spec.weighting.nonresponse.responded).columns();
    kept_out.insert(kept_out.end(), responded.begin(), responded.end());
  }
  for (const std::string& name : columns) {
    if (std::ranges::find(kept_out, name) == kept_out.end()) {
      options.columns.push_back(name);
    }
  }
  return options;
}

std::string_view to_string(Method method) {
  return method == Method::Matching ? "matching" : "logits";
}

data::Table Imputations::completed(std::size_t i) const {
  data::Table table;
  table.source = table_->source;
  table.sets = table_->sets;
  for (const data::Column& column : table_->columns()) {
    std::size_t t = 0;
    while (t < plan_->targets.size() && plan_->variables[plan_->targets[t].variable].column != &column) {
      ++t;
    }
    table.add(t == plan_->targets.size() ? column
                                         : filled(plan_->variables[plan_->targets[t].variable], draws_[i].taken[t]));
  }
  return table;
}

Imputations impute(const data::Table& table, const Options& options) {
  check(options);
  auto plan = std::make_shared<Plan>(make_plan(table, options));
  Imputations result;
  result.table_ = &table;
  result.iterations_ = options.iterations;
  result.seed_ = options.seed;
  result.notes_ = plan->notes;
  result.draws_.resize(options.count);
  num::for_each_piece(
      options.count,
      [&](std::size_t i) {
        result.draws_[i] = run_chain(*plan, {options.seed, i, options.iterations, options.donors});
      },
      options.threads);
  for (std::size_t t = 0; t < plan->targets.size(); ++t) {
    ImputedColumn column = described(*plan, t, result.draws_);
    if (const auto found = convergence(column.means)) {
      column.r_hat = found->r_hat;
      if (found->r_hat > r_hat_high && found->p < unlikely) {
        result.notes_.push_back(
            {"chains-not-at-rest",
             fmt::format("The chains of `{}` still differ (R-hat {:.2f}): give them more than {} iterations.",
                         column.name, found->r_hat, options.iterations)});
      }
    }
    result.columns_.push_back(std::move(column));
  }
  result.plan_ = std::move(plan);
  return result;
}

}  // namespace kith::impute
