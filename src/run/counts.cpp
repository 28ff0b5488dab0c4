#include "run/counts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "run/indicators.h"

namespace kith::run {

namespace {

using data::Column;
using finding::Finding;

bool is(const Column& column, std::size_t row, std::string_view code) {
  return column.missing_at(row) == data::Missing::None && column.options()[column.codes()[row]].code == code;
}

// By which respondents are counted whatever the plan says.
constexpr std::array standing_dimensions{"programme", "nation", "mode", "project", "deprivation", "rurality"};

// The rows that figures of the report's own wave rest on.
std::vector<bool> rows_in_figures(const study::Study& study, const Respondents& respondents) {
  const std::string wave = own_wave(study, respondents);
  const Column& waves = respondents.table.column("wave");
  const Column& inside = respondents.table.column(in_study);
  std::vector<bool> rows(respondents.table.rows());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row] = is(waves, row, wave) && is(inside, row, "yes");
  }
  return rows;
}

Finding count_of(const study::Study& study, const Respondents& respondents, std::vector<finding::Level> by,
                 std::int64_t count) {
  const study::Population& population = *respondents.population;
  Finding finding;
  finding.indicator = "respondents_" + population.code;
  finding.id = id_of(finding.indicator, by, {});
  finding.measure = "count";
  finding.label = population.plural + " who answered";
  finding.kind = finding::Kind::Count;
  finding.population = population.code;
  finding.wave = own_wave(study, respondents);
  finding.by = std::move(by);
  finding.value = static_cast<double>(count);
  finding.numerator = count;
  finding.bases.unweighted = count;
  finding.bases.weighted = static_cast<double>(count);
  finding.bases.effective = static_cast<double>(count);
  for (finding::Note& note : standing_notes(study, population, finding.by)) {
    if (note.code == "left-out") {
      finding.notes.push_back(std::move(note));
    }
  }
  return finding;
}

// One count for every combination of levels that somebody has, in the order of the levels.
void count_levels(const study::Study& study, const Respondents& respondents, const std::vector<bool>& rows,
                  const std::vector<std::string>& dimensions, std::vector<Finding>& counts) {
  std::vector<const Column*> columns;
  columns.reserve(dimensions.size());
  for (const std::string& dimension : dimensions) {
    columns.push_back(respondents.table.find(dimension));
    if (columns.back() == nullptr || columns.back()->kind() != data::Kind::Categorical) {
      return;
    }
  }
  std::map<std::vector<std::uint8_t>, std::int64_t> tally;
  std::vector<std::uint8_t> levels(columns.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::ranges::transform(columns, levels.begin(), [&](const Column* column) { return column->codes()[row]; });
    if (rows[row] && std::ranges::all_of(levels, [](std::uint8_t level) { return level < data::missing_base; })) {
      ++tally[levels];
    }
  }
  for (const auto& [codes, count] : tally) {
    std::vector<finding::Level> by;
    for (std::size_t i = 0; i < codes.size(); ++i) {
      const data::Option& option = columns[i]->options()[codes[i]];
      by.push_back({dimensions[i], option.code, option.label});
    }
    counts.push_back(count_of(study, respondents, std::move(by), count));
  }
}

}  // namespace

std::vector<Finding> count_respondents(const study::Study& study, const Respondents& respondents) {
  const std::vector<bool> rows = rows_in_figures(study, respondents);
  std::vector<Finding> counts{count_of(study, respondents, {}, std::count(rows.begin(), rows.end(), true))};
  for (const char* dimension : standing_dimensions) {
    count_levels(study, respondents, rows, {dimension}, counts);
  }
  for (const char* dimension : {"deprivation", "rurality"}) {  // the profile of each project's area (D6)
    count_levels(study, respondents, rows, {"project", dimension}, counts);
  }
  return counts;
}

std::vector<disclose::Incomplete> incomplete(const study::Study& study, const Respondents& respondents) {
  std::set<std::string> dimensions(standing_dimensions.begin(), standing_dimensions.end());
  for (const study::Breakdown& breakdown : study.breakdowns) {
    dimensions.insert(breakdown.dimensions.begin(), breakdown.dimensions.end());
  }
  const std::vector<bool> rows = rows_in_figures(study, respondents);
  std::vector<disclose::Incomplete> found;
  for (const std::string& dimension : dimensions) {
    const Column* column = respondents.table.find(dimension);
    std::int64_t nowhere = 0;
    for (std::size_t row = 0; column != nullptr && row < rows.size(); ++row) {
      nowhere += rows[row] && column->missing_at(row) != data::Missing::None ? 1 : 0;
    }
    if (nowhere > 0) {
      found.push_back({respondents.population->code, dimension});
    }
  }
  return found;
}

std::vector<FlowCount> flow(const study::Study& study, const Respondents& respondents) {
  std::vector<FlowCount> steps;
  const study::Population& population = *respondents.population;
  const std::string wave = own_wave(study, respondents);
  for (const study::FlowStep& step : study.flow) {
    if (step.population == population.code && (step.wave.empty() || step.wave == wave)) {
      Finding finding = count_of(study, respondents, {}, step.count);
      finding.indicator = fmt::format("flow_{}_{}", population.code, steps.size() + 1);
      finding.id = finding.indicator;
      finding.label = step.label;
      steps.push_back({step.label, std::move(finding)});
    }
  }
  const std::vector<bool> rows = rows_in_figures(study, respondents);
  Finding base = count_of(study, respondents, {}, std::count(rows.begin(), rows.end(), true));  // the same figure again
  base.id = fmt::format("flow_{}_{}", population.code, steps.size() + 1);
  base.label = "Answers in the figures of this report";
  steps.push_back({base.label, std::move(base)});
  return steps;
}

}  // namespace kith::run
