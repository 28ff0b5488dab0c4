#include "impute/plan.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "design/labels.h"
#include "impute/design_variables.h"
#include "impute/predictor_choice.h"

namespace kith::impute {

namespace {

constexpr std::uint8_t most_options = 24;  // with columns of their own; the others share one

void note(Plan& plan, std::string code, std::string text) {
  plan.notes.push_back({std::move(code), std::move(text)});
}

std::vector<std::string> names_of(const Options& options, const data::Table& table, Plan& plan) {
  std::set<std::string> design(options.strata.begin(), options.strata.end());
  design.insert(options.clusters.begin(), options.clusters.end());
  design.insert(options.weight);
  std::set<std::string> names;
  for (const auto* list : {&options.columns, &options.with}) {
    for (const std::string& name : *list) {
      if (design.contains(name) || name.empty()) {
        continue;
      }
      if (table.find(name) == nullptr && table.set(name) != nullptr) {
        note(plan, "set-not-imputed",
             fmt::format(
                 "`{}` has several answers a person, and who ticked nothing is not told from who did not answer: "
                 "it is not imputed.",
                 name));
        continue;
      }
      names.insert(name);
    }
  }
  return {names.begin(), names.end()};
}

void add_variables(Plan& plan, const data::Table& table, const Options& options) {
  Problems problems;
  for (const std::string& name : names_of(options, table, plan)) {
    try {
      std::optional<Variable> variable = variable_of(table.column(name));
      if (!variable) {
        note(plan, "text-not-imputed",
             fmt::format("`{}` holds texts: it is not imputed and helps to impute nothing.", name));
      } else if (variable->answered.empty()) {
        note(plan, "nothing-to-learn-from", fmt::format("Nobody answered `{}`, so that it cannot be imputed.", name));
      } else {
        plan.variables.push_back(std::move(*variable));
      }
    } catch (const Error& error) {
      problems.add(error.problems());
    }
  }
  problems.throw_if_any();
  add_design(plan, table, options);
  std::ranges::stable_sort(plan.variables, {}, &Variable::name);
}

void add_columns(Plan& plan, std::size_t v) {
  const Variable& variable = plan.variables[v];
  const auto add = [&](PredictorColumn::Of of, std::size_t place) {
    plan.columns.push_back({v, of, static_cast<std::uint8_t>(place)});
  };
  if (variable.kind == Variable::Kind::Numbers) {
    add(PredictorColumn::Of::Number, 0);
  }
  for (std::size_t place = 1; place < variable.options.size(); ++place) {
    const bool last = place == most_options && place + 1 < variable.options.size();
    add(last ? PredictorColumn::Of::Options : PredictorColumn::Of::Option, place);
    if (last) {
      break;
    }
  }
  if (!variable.unknown.empty()) {
    add(PredictorColumn::Of::Unknown, 0);
  }
}

void fill_matrix(Plan& plan, std::size_t rows) {
  plan.matrix.columns = plan.columns.size();
  plan.matrix.values.resize(rows * plan.columns.size());
  for (std::size_t c = 0; c < plan.columns.size(); ++c) {
    const Variable& variable = plan.variables[plan.columns[c].variable];
    for (const std::uint32_t row : variable.answered) {
      plan.matrix.at(row, c) = plan.columns[c].value(variable, variable.as_number(row));
    }
    if (plan.columns[c].of == PredictorColumn::Of::Unknown) {
      for (std::size_t row = 0; row < rows; ++row) {
        plan.matrix.at(row, c) = static_cast<float>(variable.unknown[row]);
      }
    }
  }
}

void add_targets(Plan& plan) {
  for (std::size_t v = 0; v < plan.variables.size(); ++v) {
    const Variable& variable = plan.variables[v];
    if (variable.gaps.empty() || variable.column == nullptr) {
      continue;
    }
    if (!variable.varies()) {
      note(plan, "constant-answer",
           fmt::format("All who answered `{}` gave the same answer, which the others are given too.", variable.name));
    }
    plan.targets.push_back({v, {}});
  }
  std::ranges::stable_sort(plan.targets, {}, [&](const Target& t) { return plan.variables[t.variable].gaps.size(); });
}

// A column of the file that helps to impute others but not these; the design's own are there for their own sake.
void note_unused(Plan& plan, const std::vector<Chosen>& chosen) {
  std::map<std::string, std::vector<std::string>> dropped;
  for (std::size_t t = 0; t < chosen.size(); ++t) {
    const std::string& target = plan.variables[plan.targets[t].variable].name;
    if (chosen[t].left_out > 0) {
      note(plan, "few-answers-per-predictor",
           fmt::format("Too few answered `{}` for all predictors: the {} that go with it least are left out.", target,
                       chosen[t].left_out));
    }
    for (const std::size_t v : chosen[t].useless) {
      if (plan.variables[v].column != nullptr) {
        dropped[plan.variables[v].name].push_back(target);
      }
    }
  }
  for (const auto& [name, targets] : dropped) {
    note(plan, "predictor-left-out",
         fmt::format("`{}` does not vary, or follows from other columns, and so does not help to impute {}.", name,
                     text::join(targets, ", ")));
  }
}

}  // namespace

float PredictorColumn::value(const Variable& of_variable, double answer) const {
  switch (of) {
    case Of::Number:
      return static_cast<float>((answer - of_variable.mean) / of_variable.spread);
    case Of::Option:
      return answer == place ? 1.0F : 0.0F;
    case Of::Options:
      return answer >= place ? 1.0F : 0.0F;
    case Of::Unknown:
      break;
  }
  return 0;
}

PredictorRows Plan::predictors(const PredictorMatrix& of, const Target& target,
                               std::span<const std::uint32_t> rows) const {
  return {&of, target.predictors, rows, group_of, groups};
}

Plan make_plan(const data::Table& table, const Options& options) {
  Plan plan;
  add_variables(plan, table, options);
  for (std::size_t v = 0; v < plan.variables.size(); ++v) {
    add_columns(plan, v);
  }
  fill_matrix(plan, table.rows());
  add_targets(plan);
  std::vector<Chosen> chosen(plan.targets.size());
  num::for_each_piece(
      chosen.size(), [&](std::size_t t) { chosen[t] = choose_predictors(plan, plan.targets[t]); }, options.threads);
  for (std::size_t t = 0; t < chosen.size(); ++t) {
    plan.targets[t].predictors = chosen[t].predictors;
  }
  note_unused(plan, chosen);
  return plan;
}

}  // namespace kith::impute
