#include "study/load.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "study/code.h"
#include "study/loading.h"

namespace kith::study {

namespace {

namespace fs = std::filesystem;

// Where each file of a study is read, in the order in which they depend on each other.
struct Kind {
  std::string name;  // "plan": plan.toml
  Need need;
  void (*read)(Entry&, Study&);
};

const std::array<Kind, 5> single_files{{{"study", Need::Required, read_study_file},
                                        {"theory", Need::Optional, read_theory},
                                        {"plan", Need::Required, read_plan},
                                        {"codebook", Need::Optional, read_codebook},
                                        {"quotes", Need::Optional, read_quotes}}};

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

// Reads one file of the kind and remembers its hash; `kind` becomes unreadable when it is not TOML.
void read_one(Loading& loading, const std::string& kind, const std::string& name,
              const std::function<void(Entry&)>& read) {
  const std::string bytes = read_file(loading.study.folder / name);
  loading.study.hashes[name] = sha256(bytes);
  if (!read_toml(bytes, name, loading.trail, read)) {
    loading.trail.unreadable.insert(kind);
  }
}

void read_single(Loading& loading, const Kind& kind) {
  const std::string name = kind.name + ".toml";
  if (is_there(loading.study.folder / name)) {
    read_one(loading, kind.name, name, [&](Entry& file) { kind.read(file, loading.study); });
  } else if (kind.need == Need::Required) {
    loading.trail.unreadable.insert(kind.name);
    loading.trail.problems.add("no-file", fmt::format("the study has no {}", name), {name, 0},
                               "`kith new` makes a study from a template");
  }
}

void read_folder(Loading& loading, const std::string& kind,
                 const std::function<void(Entry&, const std::string& stem)>& read) {
  const fs::path& folder = loading.study.folder;
  for (const fs::path& path : files_below(folder / kind, {".toml"})) {
    const std::string name = path.lexically_relative(folder).generic_string();
    const std::string stem = path.stem().string();
    read_one(loading, kind, name, [&](Entry& file) { read(file, stem); });
    if (kind == "instruments" &&
        std::ranges::find(loading.study.instruments, stem, &Instrument::name) == loading.study.instruments.end()) {
      Instrument unread;  // populations may name it: that it cannot be read is said once
      unread.name = stem;
      unread.where = {name, 0};
      loading.study.instruments.push_back(std::move(unread));
    }
  }
}

void read_narrative(Loading& loading) {
  Narrative& narrative = loading.study.narrative;
  narrative.file = "report.md";
  const fs::path path = loading.study.folder / narrative.file;
  if (!is_there(path)) {
    return;
  }
  narrative.text = read_file(path);
  loading.study.hashes[narrative.file] = sha256(narrative.text);
  if (const int line = first_line_not_utf8(narrative.text)) {
    loading.trail.problems.add("not-utf8", "the file is not UTF-8", {narrative.file, line},
                               "save it again with the encoding UTF-8");
  }
}

// A misspelt file name would be ignored in silence, as a misspelt key is not.
void check_file_names(Loading& loading) {
  std::vector<std::string> known{"simulate.toml"};
  for (const Kind& kind : single_files) {
    known.push_back(kind.name + ".toml");
  }
  std::ranges::sort(known);
  std::vector<std::string> found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(loading.study.folder, ignored)) {
    if (entry.path().extension() == ".toml") {
      found.push_back(entry.path().filename().string());
    }
  }
  std::ranges::sort(found);
  for (const std::string& name : found) {
    if (std::ranges::find(known, name) == known.end()) {
      loading.trail.problems.add("unknown-file", "a study has no file of this name", {name, 0},
                                 text::suggestion(name, known));
    }
  }
}

}  // namespace

void expect_inside(Loading& loading, const std::string& file, const Where& where, Presence presence) {
  if (file.empty()) {
    return;
  }
  const fs::path path = fs::path(file).lexically_normal();
  if (path.is_absolute() || (path.begin() != path.end() && *path.begin() == "..")) {
    loading.trail.problems.add("outside", fmt::format("`{}` is outside the study folder", file), where,
                               "copy it into the folder, and name it from there");
  } else if (presence == Presence::MustExist && !is_there(loading.study.folder / path)) {
    loading.trail.problems.add("no-file", fmt::format("there is no file `{}`", file), where,
                               "names are relative to the study folder");
  }
}

const Instrument* instrument_of(const Loading& loading, const std::string& population) {
  const Population* known = loading.study.population(population);
  const Instrument* instrument = known == nullptr ? nullptr : loading.study.instrument_of(*known);
  return instrument == nullptr || instrument->questions.empty() ? nullptr : instrument;
}

void check(Loading& loading) {
  check_study_file(loading);
  check_instruments(loading);
  check_wordings(loading);
  check_breaks(loading);
  check_codebook(loading);
  check_plan(loading);
  check_made_columns(loading);
  hold_grades(loading);
  check_asked(loading);
  check_comparisons(loading);
  check_changes(loading);
  check_maps(loading);
  check_groups(loading);
  check_theory(loading);
  check_quotes(loading);
  check_finding_ids(loading);
}

Study load(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    throw Error({"no-folder", "there is no such folder", {folder.string(), 0}, "`kith new` makes a study"});
  }
  Loading loading;
  loading.study.folder = folder;
  loading.simulated = is_there(folder / "simulate.toml");
  for (const Kind& kind : single_files) {
    read_single(loading, kind);
  }
  read_folder(loading, "instruments",
              [&](Entry& file, const std::string& stem) { read_instrument(file, stem, loading.study); });
  read_folder(loading, "benchmarks", [&](Entry& file, const std::string&) { read_benchmarks(file, loading.study); });
  read_narrative(loading);
  check_file_names(loading);
  check(loading);
  loading.trail.problems.throw_if_any();
  return std::move(loading.study);
}

}  // namespace kith::study
