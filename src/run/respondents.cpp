#include "run/respondents.h"

#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "data/import.h"
#include "data/responses.h"
#include "run/stack.h"
#include "themes/themes.h"

namespace kith::run {

namespace {

using data::Column;
using data::Missing;

// The answer as a code of the study: an option's code, or the text.
std::string code_at(const Column& column, std::size_t row) {
  if (column.missing_at(row) != Missing::None) {
    return {};
  }
  return column.kind() == data::Kind::Categorical ? column.options()[column.codes()[row]].code
                                                  : std::string(text::trim(column.label_at(row)));
}

// A dimension as a column: one of `levels` (code, label) a row, blank where `code_of` gives none of them.
template <typename Levels, typename CodeOf>
Column dimension(const std::string& name, const std::string& label, const Levels& levels, std::size_t rows,
                 CodeOf code_of) {
  std::vector<data::Option> options;
  std::map<std::string, std::uint8_t, std::less<>> index;
  for (const auto& level : levels) {
    index.emplace(level.code, static_cast<std::uint8_t>(options.size()));
    options.push_back({level.code, level.name, text::to_number(level.code), Missing::None});
  }
  std::vector<std::uint8_t> codes(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const auto found = index.find(code_of(row));
    codes[row] = found == index.end() ? data::missing_code(Missing::Blank) : found->second;
  }
  Column column = Column::categorical(name, std::move(options), std::move(codes));
  column.label = label;
  return column;
}

// `table` with the column replaced, or added.
data::Table with(data::Table table, Column column) {
  data::Table result;
  result.source = std::move(table.source);
  result.sets = std::move(table.sets);
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    if (table.columns()[i].name != column.name) {
      result.add(std::move(table.column_at(i)));
    }
  }
  result.add(std::move(column));
  return result;
}

data::Table read_waves(const study::Study& study, Respondents& respondents, Problems& problems) {
  const study::Population& population = *respondents.population;
  std::vector<data::Table> tables;
  for (const study::Responses& responses : study.responses) {
    if (responses.population != population.code) {
      continue;
    }
    if (!std::filesystem::exists(study.folder / responses.file)) {
      problems.add("no-responses", "this file of responses is not there", {responses.file, 0},
                   "put it there, or draw synthetic answers with `kith simulate`");
      continue;
    }
    std::vector<data::Loss> losses;
    data::Table table = data::read_responses(study, responses, problems, losses);
    if (table.rows() == 0) {
      continue;
    }
    for (const data::Loss& loss : losses) {
      respondents.losses.push_back(loss.column.empty()
                                       ? fmt::format("{}: {}", responses.file, loss.text)
                                       : fmt::format("{}: {}: {}", responses.file, loss.column, loss.text));
    }
    if (!responses.wave.empty()) {
      table = with(std::move(table),
                   dimension("wave", "Wave", study.waves, table.rows(), [&](std::size_t) { return responses.wave; }));
    } else {
      const Column own = table.column(population.wave);
      table = with(std::move(table), dimension("wave", "Wave", study.waves, table.rows(),
                                               [&](std::size_t row) { return code_at(own, row); }));
    }
    respondents.files.push_back(responses.file);
    respondents.hashes.push_back(sha256(read_file(study.folder / responses.file)));
    tables.push_back(std::move(table));
  }
  return tables.empty() ? data::Table() : stack(std::move(tables));
}

data::Table with_dimensions(const study::Study& study, const study::Population& population, data::Table table) {
  const std::size_t rows = table.rows();
  if (const Column* found = population.project.empty() ? nullptr : table.find(population.project)) {
    const Column projects = *found;
    const auto project_at = [&](std::size_t row) { return study.project(code_at(projects, row)); };
    if (!study.projects.empty()) {
      table = with(std::move(table), dimension("project", "Project", study.projects, rows,
                                               [&](std::size_t row) { return code_at(projects, row); }));
    }
    if (population.programme.empty() && !study.programmes.empty()) {
      table = with(std::move(table), dimension("programme", "Programme", study.programmes, rows, [&](std::size_t row) {
                     const study::Project* project = project_at(row);
                     return project == nullptr ? std::string() : project->programme;
                   }));
    }
    if (population.nation.empty() && !study.nations.empty()) {
      table = with(std::move(table), dimension("nation", "Nation", study.nations, rows, [&](std::size_t row) {
                     const study::Project* project = project_at(row);
                     return project == nullptr ? std::string() : project->nation;
                   }));
    }
  }
  if (const Column* found = population.programme.empty() ? nullptr : table.find(population.programme)) {
    const Column own = *found;
    table = with(std::move(table), dimension("programme", "Programme", study.programmes, rows,
                                             [&](std::size_t row) { return code_at(own, row); }));
  }
  if (const Column* found = population.nation.empty() ? nullptr : table.find(population.nation)) {
    const Column own = *found;
    table = with(std::move(table), dimension("nation", "Nation", study.nations, rows,
                                             [&](std::size_t row) { return code_at(own, row); }));
  }
  if (const Column* found =
          population.mode.empty() || population.mode == "mode" ? nullptr : table.find(population.mode)) {
    Column own = *found;
    own.name = "mode";
    table = with(std::move(table), std::move(own));
  }
  return table;
}

bool lies_in(const data::Table& table, std::size_t row, const study::LeftOut& cell) {
  return std::ranges::all_of(cell.cell, [&](const auto& level) {
    const Column* column = table.find(level.first);
    return column != nullptr && code_at(*column, row) == level.second;
  });
}

data::Table with_left_out(const study::Study& study, const study::Population& population, data::Table table) {
  std::vector<std::uint8_t> codes(table.rows(), 1);
  for (const study::LeftOut& cell : study.left_out) {
    if (cell.population != population.code) {
      continue;
    }
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (lies_in(table, row, cell)) {
        codes[row] = 0;
      }
    }
  }
  return with(std::move(table),
              Column::categorical(in_study, {{"no", "No", {}, Missing::None}, {"yes", "Yes", {}, Missing::None}},
                                  std::move(codes)));
}

void add_themes(const study::Study& study, Respondents& respondents, Problems& problems) {
  for (const study::CodedQuestion& coded : study.coded) {
    if (coded.population != respondents.population->code || respondents.table.find(coded.question) == nullptr) {
      continue;
    }
    std::vector<themes::Theme> codebook;
    for (const study::Theme& theme : study.themes) {
      if (coded.themes.empty() || std::ranges::find(coded.themes, theme.code) != coded.themes.end()) {
        codebook.push_back({theme.code, theme.label, theme.parent});
      }
    }
    std::vector<themes::Coding> codings;
    for (const std::string& file : coded.files) {
      try {
        data::Table table = data::read(study.folder / file).table;
        table.source = file;
        const auto rows = themes::codings(table, problems);
        codings.insert(codings.end(), rows.begin(), rows.end());
      } catch (const Error& error) {
        problems.add(error.problems());
      }
    }
    themes::add_theme_columns(respondents.table, respondents.population->id, coded.question, codebook, codings,
                              problems);
  }
}

design::LonelyPsu lonely_rule(const std::string& name) {
  return name == "certainty" ? design::LonelyPsu::Certainty
         : name == "average" ? design::LonelyPsu::Average
         : name == "adjust"  ? design::LonelyPsu::Adjust
                             : design::LonelyPsu::Fail;
}

design::Spec design_of(const study::Population& population, const data::Table& table) {
  design::Spec spec;
  spec.weight = population.weight;
  spec.strata = population.strata;
  spec.clusters = population.clusters;
  spec.fpc = population.fpc;
  spec.lonely_psu = lonely_rule(population.lonely_psu);
  if (spec.clusters.empty() && table.find("project") != nullptr) {
    spec.clusters = {"project"};
    spec.small_sample = design::SmallSample::Cr2;  // projects are few and unequal
  }
  return spec;
}

}  // namespace

std::vector<Respondents> read_respondents(const study::Study& study, Problems& problems) {
  std::vector<Respondents> all;
  for (const study::Population& population : study.populations) {
    Respondents one;
    one.population = &population;
    try {
      one.table = read_waves(study, one, problems);
      if (one.table.rows() == 0) {
        continue;
      }
      one.table = with_dimensions(study, population, std::move(one.table));
      one.table = with_left_out(study, population, std::move(one.table));
      add_themes(study, one, problems);
    } catch (const Error& error) {
      problems.add(error.problems());
      continue;
    }
    one.design = design_of(population, one.table);
    for (const study::Wave& wave : study.waves) {
      const Column& waves = one.table.column("wave");
      const auto option = waves.option(wave.code);
      if (option && std::ranges::find(waves.codes(), static_cast<std::uint8_t>(*option)) != waves.codes().end()) {
        one.waves.push_back(wave.code);
      }
    }
    all.push_back(std::move(one));
  }
  if (all.empty() && problems.empty()) {
    problems.add("no-responses", "the study has no responses", {"study.toml", 0},
                 "add [[responses]] with the files that came back, or draw synthetic ones with `kith simulate`");
  }
  return all;
}

}  // namespace kith::run
