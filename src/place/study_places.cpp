#include "place/study_places.h"

#include "base/text.h"
#include "place/sources.h"

namespace kith::place {

namespace {

Pack open(const study::Study& study, const study::PlaceFiles& files) {
  if (!files.pack.empty()) {
    return Pack(study.folder / files.pack);
  }
  std::vector<std::filesystem::path> definitions;
  definitions.reserve(files.definitions.size());
  for (const std::string& file : files.definitions) {
    definitions.push_back(study.folder / file);
  }
  Sources sources;
  for (const std::string& file : files.postcodes) {
    sources.postcodes.push_back(study.folder / file);
  }
  for (const auto& [id, file] : files.indices) {
    sources.indices.emplace_back(id, study.folder / file);
  }
  if (!files.population.empty()) {
    sources.population = study.folder / files.population;
  }
  return {data::MappedFile::holding(make_pack(sources, library(definitions))), "study.toml"};
}

}  // namespace

std::optional<Pack> pack_of(const study::Study& study, Problems& problems) {
  if (!study.place) {
    return std::nullopt;
  }
  try {
    return open(study, *study.place);
  } catch (const Error& error) {
    Problems named;
    named.add(error.problems());
    for (Problem problem : named.items()) {
      problem.where = problem.where.file.empty() ? study.place->where : problem.where;
      problem.where.file = text::replace_all(problem.where.file, study.folder.string() + "/", "");
      problems.add(std::move(problem));
    }
    return std::nullopt;
  }
}

std::vector<std::string> files_of(const study::Study& study) {
  std::vector<std::string> files;
  if (study.place) {
    files = study.place->postcodes;
    files.insert(files.end(), study.place->definitions.begin(), study.place->definitions.end());
    for (const auto& [id, file] : study.place->indices) {
      files.push_back(file);
    }
    for (const std::string& file : {study.place->pack, study.place->population}) {
      if (!file.empty()) {
        files.push_back(file);
      }
    }
  }
  return files;
}

JoinOptions join_options(const study::PlaceFiles& files) {
  JoinOptions options{.indices = files.use, .cuts = {files.cut}};
  if (!files.by.empty()) {
    options.by = files.by == "population" ? By::Population : By::Areas;
  }
  return options;
}

}  // namespace kith::place
