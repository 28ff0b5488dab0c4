#include "run/respondents.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "data/import.h"
#include "data/responses.h"
#include "place/study_places.h"
#include "run/places.h"
#include "run/stack.h"
#include "themes/themes.h"

namespace kith::run {

namespace {

using data::Column;
using data::Missing;

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

// `table` with its column `own` under the name of the dimension too, if it has such a column.
data::Table under_name(const std::string& dimension, const std::string& own, data::Table table) {
  const Column* found = own.empty() || own == dimension ? nullptr : table.find(own);
  if (found == nullptr) {
    return table;
  }
  Column column = *found;
  column.name = dimension;
  return with(std::move(table), std::move(column));
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
    if (responses.wave.empty()) {
      table = under_name("wave", population.wave, std::move(table));
    }
    respondents.files.push_back(responses.file);
    respondents.hashes.push_back(sha256(read_file(study.folder / responses.file)));
    tables.push_back(std::move(table));
  }
  const study::Instrument* instrument = study.instrument_of(population);
  return tables.empty() || instrument == nullptr ? data::Table() : stack(std::move(tables), *instrument);
}

// The dimensions under the names that plans know them by. The study's own names stay: expressions and the design use
// them.
data::Table with_dimensions(const study::Population& population, data::Table table) {
  table = under_name("project", population.project, std::move(table));
  table = under_name("programme", population.programme, std::move(table));
  table = under_name("nation", population.nation, std::move(table));
  return under_name("mode", population.mode, std::move(table));
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
      const std::filesystem::path path = study.folder / file;
      if (!std::filesystem::exists(path)) {
        problems.add("no-file", fmt::format("there is no file of codings `{}`", file), coded.where,
                     "names are relative to the study folder");
        continue;
      }
      try {
        data::Table table = data::read(path).table;
        table.source = file;
        const auto rows = themes::codings(table, problems);
        codings.insert(codings.end(), rows.begin(), rows.end());
      } catch (const Error& error) {
        problems.add_renamed(error, path.string(), file);
      }
    }
    if (respondents.table.find(respondents.population->id) == nullptr ||
        respondents.table.find(coded.question) == nullptr) {
      continue;  // which has been said of the responses
    }
    themes::add_theme_columns(respondents.table, respondents.population->id, coded.question, codebook, codings,
                              problems);
  }
}

// The column of people, if anybody's id stands in several rows and nothing else says how respondents are clustered.
void add_people(const study::Population& population, data::Table& table) {
  const Column* ids = population.id.empty() ? nullptr : table.find(population.id);
  if (ids == nullptr || !population.clusters.empty() || table.find("project") != nullptr) {
    return;
  }
  std::vector<std::string> people;
  std::set<std::string> known;
  bool again = false;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string id = code_at(*ids, row);
    people.push_back(id.empty() ? fmt::format("row {}", row) : "id " + id);
    again = !known.insert(people.back()).second || again;
  }
  if (again) {
    table = with(std::move(table), Column::text(person_column, people));
  }
}

design::Spec design_of(const study::Population& population, const data::Table& table) {
  design::Spec spec;
  spec.weight = population.weight;
  spec.strata = population.strata;
  spec.clusters = population.clusters;
  spec.fpc = population.fpc;
  spec.lonely_psu = lonely_rule(population.lonely_psu);
  // Projects by whatever name, as the loader has put them where the study names no clusters.
  if (!population.project.empty() && spec.clusters == std::vector<std::string>{population.project}) {
    spec.clusters = {"project"};
  }
  if (spec.clusters == std::vector<std::string>{"project"} && table.find("project") != nullptr) {
    spec.small_sample = design::SmallSample::Cr2;  // projects are few and unequal
  } else if (spec.clusters.empty() && table.find(person_column) != nullptr) {
    spec.clusters = {person_column};
  }
  return spec;
}

}  // namespace

design::LonelyPsu lonely_rule(const std::string& name) {
  return name == "certainty" ? design::LonelyPsu::Certainty
         : name == "average" ? design::LonelyPsu::Average
         : name == "adjust"  ? design::LonelyPsu::Adjust
                             : design::LonelyPsu::Fail;
}

std::string code_at(const Column& column, std::size_t row) {
  if (column.missing_at(row) != Missing::None) {
    return {};
  }
  return column.kind() == data::Kind::Categorical ? column.options()[column.codes()[row]].code
                                                  : std::string(text::trim(column.label_at(row)));
}

std::vector<Respondents> read_respondents(const study::Study& study, Problems& problems) {
  std::vector<Respondents> all;
  const std::optional<place::Pack> places = place::pack_of(study, problems);
  for (const study::Population& population : study.populations) {
    Respondents one;
    one.population = &population;
    try {
      one.table = read_waves(study, one, problems);
      if (one.table.rows() == 0) {
        continue;
      }
      if (one.table.rows() == 1) {
        problems.add("one-respondent",
                     fmt::format("a single {} has answered, and how answers vary is unknown", population.noun),
                     {one.files.front(), 0}, "add the other responses");
      }
      one.table = with_dimensions(population, std::move(one.table));
      if (places) {
        place_respondents(study, *places, one);
      }
      one.table = with_left_out(study, population, std::move(one.table));
      add_people(population, one.table);
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
