// kith place FILE --postcode COL --out OUT: the file with bands of deprivation in the place of postcodes.
// kith place build --postcodes LOOKUP --index imd2019=FILE --out PACK: what such look-ups are made with, once.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/findings_text.h"
#include "cli/losses.h"
#include "cli/place_text.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "data/import.h"
#include "place/join.h"
#include "place/masked.h"
#include "place/sources.h"

namespace kith::cli {

namespace {

namespace fs = std::filesystem;

// What a pack is made of.
struct SourceWords {
  std::vector<std::string> postcodes, indices, definitions;  // files; ID=FILE; files
  std::string population;
};

struct Words {
  std::string file, postcode, area, pack = "places.kithplaces", by, keep = "none", out, name = "deprivation",
                                    format = "table";
  std::vector<std::string> cuts, drop;
  SourceWords sources;
};

[[noreturn]] void wrong_usage(const std::string& message, const std::string& hint) {
  throw Error({"wrong-usage", message, {}, hint}, Fault::Usage);
}

// "imd2019=FILE", or the id alone.
std::pair<std::string, std::string> parts_of(const std::string& word) {
  const std::size_t equals = word.find('=');
  return {word.substr(0, equals), equals == std::string::npos ? std::string() : word.substr(equals + 1)};
}

place::Library library_of(const SourceWords& sources) {
  return place::library({sources.definitions.begin(), sources.definitions.end()});
}

place::Sources sources_of(const SourceWords& words) {
  place::Sources sources{{words.postcodes.begin(), words.postcodes.end()}, {}, words.population};
  for (const std::string& word : words.indices) {
    const auto [id, file] = parts_of(word);
    if (file.empty()) {
      wrong_usage(fmt::format("`{}` names no file", word), fmt::format("--index {}=FILE", id));
    }
    sources.indices.emplace_back(id, file);
  }
  return sources;
}

void build_pack(const SourceWords& words, const std::string& out) {
  const std::string bytes =
      with_progress("reading the look-up", [&] { return place::make_pack(sources_of(words), library_of(words)); });
  const place::Pack pack(data::MappedFile::holding(bytes), out);
  write_file(out, bytes);
  std::fputs(pack_table(out, pack, bytes.size()).c_str(), stdout);
}

place::JoinOptions options_of(const Words& words) {
  place::JoinOptions options;
  for (const std::string& word : words.sources.indices) {
    options.indices.push_back(parts_of(word).first);
  }
  if (!words.cuts.empty()) {
    options.cuts.clear();
  }
  for (const std::string& word : words.cuts) {
    const std::optional<double> cut = text::to_number(word);
    if (!cut || !(*cut > 0 && *cut < 100)) {
      wrong_usage(fmt::format("`{}` is no share of areas", word), "--cut 10,15,20,30,50: percent");
    }
    options.cuts.push_back(*cut);
  }
  if (words.by == "areas" || words.by == "population") {
    options.by = words.by == "areas" ? place::By::Areas : place::By::Population;
  } else if (!words.by.empty()) {
    wrong_usage(fmt::format("bands are not counted by `{}`", words.by), "--by areas, or --by population");
  }
  if (words.keep != "none" && words.keep != "district" && words.keep != "area") {
    wrong_usage(words.keep == "postcode" ? "a postcode is never kept: it is personal data"
                                         : fmt::format("there is no area `{}`", words.keep),
                "--keep area, district or none");
  }
  options.keep = words.keep == "area"       ? place::Keep::Area
                 : words.keep == "district" ? place::Keep::District
                                            : place::Keep::None;
  options.name = words.name;
  return options;
}

place::Pack pack_of(const Words& words, const place::Library& library) {
  const bool from_files = std::ranges::any_of(
      words.sources.indices, [](const std::string& word) { return word.find('=') != std::string::npos; });
  if (from_files || !words.sources.postcodes.empty()) {
    return place::Pack(data::MappedFile::holding(place::make_pack(sources_of(words.sources), library)),
                       "the files given");
  }
  if (!fs::exists(words.pack)) {
    throw Error({"no-file",
                 fmt::format("there is no place pack `{}`", words.pack),
                 {},
                 "make it with kith place build, or name it with --pack"});
  }
  return place::Pack(words.pack);
}

// A postcode that stays in another column would have been dropped for nothing.
void check_no_postcodes(const data::Table& table, const std::string& file) {
  Problems problems;
  for (const std::string& name : place::columns_of_postcodes(table, {})) {
    problems.add("postcodes-kept", fmt::format("`{}` holds postcodes too, which are personal data", name), {file, 0},
                 fmt::format("leave it out as well: --drop {}", name));
  }
  problems.throw_if_any();
}

// A column by its name, or by what the file says above it.
std::string name_in(const data::Table& table, const std::string& word) {
  if (table.find(word) == nullptr) {
    const auto found = std::ranges::find_if(
        table.columns(), [&](const data::Column& column) { return text::fold(column.label) == text::fold(word); });
    if (found != table.columns().end() && !word.empty()) {
      return found->name;
    }
  }
  return word;
}

void place_file(const Words& words, const data::ReadOptions& reading) {
  const Format format = format_of(words.format);
  std::error_code ignored;
  if (words.file.empty() || words.out.empty() || words.postcode.empty() == words.area.empty()) {
    wrong_usage("a file of answers, its column of postcodes and a file to write are needed",
                "kith place FILE --postcode COLUMN --out OUT.csv; or kith place build");
  }
  if (fs::equivalent(words.file, words.out, ignored)) {
    wrong_usage(fmt::format("--out would replace {}", words.file), "name another file");
  }
  const place::JoinOptions options = options_of(words);
  const place::Library library = library_of(words.sources);
  const place::Pack pack = pack_of(words, library);
  data::Imported imported = with_progress("reading " + words.file, [&] { return data::read(words.file, reading); });
  const std::string name = name_in(imported.table, words.postcode.empty() ? words.area : words.postcode);
  const data::Column& column = imported.table.column(name);
  PlaceDone done{words.out, name,
                 words.area.empty() ? place::join(column, pack, options)
                                    : place::join_areas(column, pack, library, options, words.file)};
  std::set<std::string> dropped{name};
  for (const std::string& word : words.drop) {
    dropped.insert(name_in(imported.table, word));
  }
  data::Table result = place::replace_columns(std::move(imported.table), dropped, done.joined.columns);
  check_no_postcodes(result, words.file);
  std::vector<data::Loss> losses = std::move(imported.losses);
  for (const place::MaskedColumn& masked : place::mask_postcodes(result)) {
    losses.push_back({"postcode-masked", masked.name,
                      fmt::format("postcodes in {} {}, which read {}", masked.answers,
                                  masked.answers == 1 ? "answer" : "answers", place::mask)});
  }
  const std::vector<data::Loss> more = data::write(result, words.out);
  losses.insert(losses.end(), more.begin(), more.end());
  std::string text;
  switch (format) {
    case Format::Json:
      text = place_json(done);
      break;
    case Format::Csv:
      text = place_csv(done);
      break;
    case Format::Table:
      text = place_table(done) + guesses_text(imported.guesses) + losses_text(losses);
      break;
  }
  std::fputs(text.c_str(), stdout);
}

void add_sources(CLI::App& command, SourceWords& sources) {
  command.add_option("--postcodes", sources.postcodes, "a postcode look-up: ONSPD, NSPL or a file of their form");
  command.add_option("--population", sources.population, "people in each area, for bands by population");
  command.add_option("--definition", sources.definitions, "a TOML file with indices of your own (docs/places.md)");
}

}  // namespace

void add_place(CLI::App& app) {
  const auto words = std::make_shared<Words>();
  CLI::App* const command = app.add_subcommand("place", "bands of deprivation in the place of postcodes");
  command->add_option("FILE", words->file, "CSV, XLSX, SPSS or Stata");
  command->add_option("--postcode", words->postcode, "its column of postcodes, which is not written");
  command->add_option("--area", words->area, "instead: its column of codes of small areas, not written either");
  command->add_option("--index", words->sources.indices, "indices of the pack, one a nation; all when none is named")
      ->delimiter(',');
  command->add_option("--pack", words->pack, "a place pack; places.kithplaces");
  command->add_option("--cut", words->cuts, "the most deprived 20 percent; several with commas")->delimiter(',');
  command->add_option("--by", words->by, "areas or population; otherwise as the index does");
  command->add_option("--keep", words->keep, "area, district or none: which place is written; none");
  command->add_option("--drop", words->drop, "other columns to leave out")->delimiter(',');
  command->add_option("--name", words->name, "what the new columns' names begin with; deprivation");
  command->add_option("--out", words->out, "a .csv, .xlsx, .sav or .zsav file");
  command->add_option("--format", words->format, "table, json, csv");
  add_sources(*command, words->sources);
  const auto reading = add_reading_options(*command);

  const auto sources = std::make_shared<SourceWords>();
  const auto out = std::make_shared<std::string>();
  CLI::App* const building = command->add_subcommand("build", "a place pack from a look-up and indices");
  building->add_option("--index", sources->indices, "ID=FILE, several with commas")->delimiter(',')->required();
  building->add_option("--out", *out, "the pack: places.kithplaces")->required();
  add_sources(*building, *sources);
  building->callback([sources, out] { build_pack(*sources, *out); });
  command->callback([command, words, reading] {
    if (command->get_subcommands().empty()) {
      place_file(*words, reading->get());
    }
  });
}

}  // namespace kith::cli
