#include "impute/pooled_figure.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "estimate/thresholds.h"
#include "num/rubin.h"

namespace kith::impute {

PooledFigure pooled_figure(std::span<const Answer> answers) {
  PooledFigure pooled;
  pooled.imputation.count = static_cast<std::int64_t>(answers.size());
  if (std::ranges::any_of(answers, [](const Answer& answer) { return !answer.value; })) {
    return pooled;
  }
  std::vector<double> values;
  std::vector<double> variances;
  double df = answers.front().df;
  for (const Answer& answer : answers) {
    values.push_back(answer.value.value_or(0));  // all have one
    variances.push_back(answer.se ? *answer.se * *answer.se : 0);
    df = std::min(df, answer.df);
    const bool same = answer.value == answers.front().value && answer.se == answers.front().se;
    pooled.imputed = pooled.imputed || !same;
  }
  pooled.imputation.df_complete = df;
  if (!pooled.imputed) {
    pooled.value = values.front();
    pooled.se = answers.front().se;
    pooled.df = df;
    return pooled;
  }
  const num::Pooled rules = num::pool(values, variances, {.df_complete = std::max(df, 0.0)});
  pooled.value = rules.value;
  pooled.df = rules.df;
  if (std::ranges::all_of(answers, [](const Answer& answer) { return answer.se.has_value(); })) {
    pooled.se = std::sqrt(rules.variance);
    pooled.imputation.missing_information = rules.information;
    pooled.imputation.increase = rules.increase;
  }
  return pooled;
}

std::vector<finding::Note> imputation_notes(std::int64_t base, std::int64_t answered, std::int64_t count) {
  const std::int64_t imputed = base - answered;
  if (imputed <= 0) {
    return {};
  }
  const double share = static_cast<double>(imputed) / static_cast<double>(base);
  std::vector<finding::Note> notes{
      {"imputed", fmt::format("{} of {} answers are imputed ({:.1f}%), {} times.", imputed, base, share * 100, count)}};
  if (share > estimate::much_missing) {
    notes.push_back({"much-imputed",
                     "More than a fifth of the answers are imputed: what is known of them rests on the "
                     "model that they are imputed by."});
  }
  return notes;
}

std::vector<finding::Note> together(std::span<const std::vector<finding::Note>> notes) {
  std::vector<finding::Note> all;
  for (const std::vector<finding::Note>& own : notes) {
    for (const finding::Note& note : own) {
      if (std::ranges::find(all, note.code, &finding::Note::code) == all.end()) {
        all.push_back(note);
      }
    }
  }
  return all;
}

}  // namespace kith::impute
