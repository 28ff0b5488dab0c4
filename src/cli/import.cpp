// kith import FILE --study DIR --wave ID: answers from a survey platform become responses of a study.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/losses.h"
#include "cli/paragraph.h"
#include "cli/text_table.h"
#include "data/canonical.h"
#include "data/responses.h"
#include "study/load.h"

namespace kith::cli {

namespace {

namespace fs = std::filesystem;

struct ImportOptions {
  std::string file, study, wave, population, mapping, instrument;
  bool dry_run = false;
  bool replace = false;
};

template <typename T>
std::vector<std::string> codes(const std::vector<T>& items) {
  std::vector<std::string> codes;
  codes.reserve(items.size());
  for (const T& item : items) {
    codes.push_back(item.code);
  }
  return codes;
}

[[noreturn]] void refuse(const std::string& message, const std::string& hint) {
  throw Error({"wrong-usage", message, {}, hint}, Fault::Usage);
}

const study::Population& population_of(const study::Study& study, const std::string& code) {
  if (code.empty() && study.populations.size() == 1) {
    return study.populations.front();
  }
  if (const study::Population* const population = study.population(code)) {
    return *population;
  }
  refuse(code.empty() ? "the study has several populations" : fmt::format("unknown population `{}`", code),
         "--population " + text::suggestion(code, codes(study.populations)));
}

// Paths as the user wrote them, in problems that were found under absolute ones.
Problem as_written(Problem problem, const ImportOptions& options) {
  for (const std::string* path : {&options.file, &options.mapping}) {
    if (!path->empty()) {
      const std::string absolute = fs::absolute(*path).string();
      problem.where.file = problem.where.file == absolute ? *path : problem.where.file;
      problem.message = text::replace_all(problem.message, absolute, *path);
    }
  }
  return problem;
}

// Where each question was found, and what nobody answered.
std::string summary(const data::Reception& received, const study::Instrument& instrument) {
  std::vector<std::vector<std::string>> rows;
  std::string never;
  for (const study::Question& question : instrument.questions) {
    const auto found = std::ranges::find(received.questions, question.name, &data::Reception::Question::name);
    if (found == received.questions.end()) {
      rows.push_back({question.name, "", "(no column)"});
      continue;
    }
    const std::size_t columns = found->columns.size();
    const bool alike = columns == 1 && found->columns.front() == question.name;
    rows.push_back({question.name, std::to_string(found->answered),
                    columns > 1 ? fmt::format("{} columns", columns)
                    : alike     ? ""
                                : text::join(found->columns, ", ")});
    if (!found->unused.empty()) {
      never += paragraph(fmt::format("{}: {}", question.name, text::join(found->unused, ", ")));
    }
  }
  return text_table({{"QUESTION"}, {"ANSWERED", Align::Right}, {"COLUMN"}}, rows) +
         (never.empty() ? "" : "Never chosen:\n" + never);
}

const study::Responses* entry_of(const study::Study& study, const std::string& population, const std::string& wave) {
  const auto found = std::ranges::find_if(study.responses, [&](const study::Responses& each) {
    return each.population == population && each.wave == wave;
  });
  return found == study.responses.end() ? nullptr : &*found;
}

// Puts the answers, and their entry in study.toml, into the study folder. Returns what was done.
std::string store(const study::Study& study, const study::Responses& target, const std::string& bytes,
                  const ImportOptions& options) {
  const fs::path path = study.folder / target.file;
  const bool there = fs::exists(path);
  if (there && read_file(path) != bytes && !options.replace) {
    throw Error({"already-there",
                 "the study has other answers in this file",
                 {target.file, 0},
                 "compare them, then give --replace"});
  }
  FileSet files;
  files.add(target.file, bytes);
  if (entry_of(study, target.population, target.wave) == nullptr) {
    std::string text = read_file(study.folder / "study.toml");
    text += fmt::format("{}\n[[responses]]\nfile = \"{}\"\npopulation = \"{}\"\nwave = \"{}\"\n",
                        text.ends_with('\n') ? "" : "\n", target.file, target.population, target.wave);
    text += target.instrument.empty() ? "" : fmt::format("instrument = \"{}\"\n", target.instrument);
    files.add("study.toml", text);
  }
  files.commit(study.folder);
  return fmt::format("{} {}\n", there ? "Replaced" : "Wrote", target.file);
}

void import(const ImportOptions& options) {
  const study::Study study = study::load(options.study);
  const study::Population& population = population_of(study, options.population);
  if (study.find_wave(options.wave) == nullptr) {
    refuse(fmt::format("unknown wave `{}`", options.wave),
           "--wave " + text::suggestion(options.wave, codes(study.waves)));
  }
  if (!options.instrument.empty() &&
      std::ranges::find(study.instruments, options.instrument, &study::Instrument::name) == study.instruments.end()) {
    std::vector<std::string> names;
    std::ranges::transform(study.instruments, std::back_inserter(names), &study::Instrument::name);
    refuse(fmt::format("unknown instrument `{}`", options.instrument),
           "--instrument " + text::suggestion(options.instrument, names));
  }
  study::Responses target{.file = fmt::format("responses/{}-{}.csv", options.wave, population.code),
                          .population = population.code,
                          .wave = options.wave,
                          .mapping = {},
                          .where = {},
                          .instrument = options.instrument};
  std::string mapping = options.mapping;
  if (const study::Responses* const entry = entry_of(study, population.code, options.wave)) {
    if (options.dry_run && mapping.empty() && !entry->mapping.empty()) {
      mapping = (study.folder / entry->mapping).string();  // as the study reads its own file
    } else if (options.dry_run) {
      // nothing is written
    } else if (!entry->mapping.empty() || !entry->file.ends_with(".csv")) {
      throw Error({"already-there", fmt::format("the study reads these answers from `{}` as they came", entry->file),
                   entry->where, "replace that file instead, or take the entry out"});
    }
    if (!options.instrument.empty() && options.instrument != study.instrument_of(*entry)->name) {
      throw Error({"already-there",
                   fmt::format("the study has these answers with {} instrument",
                               entry->instrument.empty() ? "the population's" : "another"),
                   entry->where, fmt::format("write `instrument = \"{}\"` there", options.instrument)});
    }
    target.file = entry->file;
    target.instrument = entry->instrument;
  }
  const study::Instrument& instrument = *study.instrument_of(target);
  study::Responses source = target;
  source.file = fs::absolute(options.file).string();
  source.mapping = mapping.empty() ? "" : fs::absolute(mapping).string();
  Problems found;
  const data::Reception received = data::receive(study, source, found);
  std::string text =
      fmt::format("{}: {} rows, {} columns\n", options.file, received.table.rows(), received.table.columns().size()) +
      summary(received, instrument) + guesses_text(received.guesses) +
      (found.empty() || !received.losses.empty() ? losses_text(received.losses) : "");
  if (found.empty() && !options.dry_run) {
    text += store(study, target, data::canonical_csv(received.table, population, instrument), options);
  }
  std::fputs(text.c_str(), stdout);
  Problems problems;
  for (const Problem& problem : found.items()) {
    problems.add(as_written(problem, options));
  }
  problems.throw_if_any();
}

}  // namespace

void add_import(CLI::App& app) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* const command = app.add_subcommand("import", "answers from a survey platform become responses of a study");
  command->add_option("FILE", options->file, "a .csv, .xlsx, .sav, .zsav, .por or .dta file")->required();
  command->add_option("--study", options->study, "the study folder")->required();
  command->add_option("--wave", options->wave, "code of the wave")->required();
  command->add_option("--population", options->population,
                      "who answered; needed where the study has several populations");
  command->add_option("--mapping", options->mapping, "a mapping file (docs/formats.md)");
  command->add_option("--instrument", options->instrument,
                      "what this wave was asked with, if not the population's own instrument");
  command->add_flag("--dry-run", options->dry_run, "shows what would come in, and changes nothing");
  command->add_flag("--replace", options->replace, "overwrites answers that are there already");
  command->callback([options] { import(*options); });
}

}  // namespace kith::cli
