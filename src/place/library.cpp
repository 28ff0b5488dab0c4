#include "place/library.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "study/toml_reader.h"

namespace kith::embedded {
std::span<const std::pair<std::string_view, std::string_view>> place_library();  // cmake/embed.cmake
}

namespace kith::place {

namespace {

using study::Entry;
using study::Need;
using study::Trail;

By read_by(Entry& entry) {
  return entry.choice<By>("by", {{"areas", By::Areas}, {"population", By::Population}}, By::Areas);
}

std::vector<EndsAt> read_ends_at(Entry& entry) {
  std::vector<EndsAt> rules;
  const std::vector<std::string> words =
      entry.has_text("ends_at") ? std::vector<std::string>{entry.text("ends_at")}
                                : (entry.has("ends_at") ? entry.texts("ends_at") : std::vector<std::string>{});
  for (const std::string& word : words) {
    if (word == "down" || word == "nearest" || word == "up") {
      rules.push_back(word == "down" ? EndsAt::Down : word == "up" ? EndsAt::Up : EndsAt::Nearest);
    } else {
      entry.problem("unknown-word", fmt::format("unknown rule `{}`", word), "ends_at", "one of: down, nearest, up");
    }
  }
  if (rules.empty()) {
    rules.push_back(EndsAt::Down);
  }
  return rules;
}

void read_vintage(Entry& entry, Library& library) {
  Vintage vintage;
  vintage.where = entry.where();
  vintage.id = entry.code("id", Need::Required);
  vintage.title = entry.text("title", Need::Required);
  vintage.columns = entry.texts("columns");
  entry.each("codes", [&](Entry& range) {
    CodeRange codes{range.text("from", Need::Required), range.text("to", Need::Required)};
    if (codes.from.size() != codes.to.size() || codes.from > codes.to) {
      range.problem("bad-range", "`from` and `to` must be as long as each other, and in order", "from");
    }
    vintage.codes.push_back(std::move(codes));
  });
  if (vintage.codes.empty()) {
    entry.problem("no-codes", "the vintage has no codes", "codes", "codes = [{ from = \"...\", to = \"...\" }]");
  }
  library.vintages.push_back(std::move(vintage));
}

void read_index(Entry& entry, Library& library) {
  Definition index;
  index.where = entry.where();
  index.id = entry.name("id", Need::Required);
  index.title = entry.text("title", Need::Required);
  index.nations = entry.texts("nations");
  index.vintages = entry.codes("vintages");
  index.areas = static_cast<std::size_t>(entry.integer("areas", 1, 10'000'000).value_or(0));
  if (index.areas == 0 && !entry.has("areas")) {
    entry.problem("missing-key", "the number of areas is missing", "areas", "areas = 32844");
  }
  if (index.nations.empty() || index.vintages.empty()) {
    entry.problem("missing-key", "an index covers at least one nation, in a vintage of areas", "nations");
  }
  index.base = entry.text("base");
  index.warning = entry.text("warning");
  index.publisher = entry.text("publisher");
  index.source = entry.text("source");
  index.licence = entry.text("licence");
  index.rule = entry.text("rule");
  entry.one("columns", [&](Entry& columns) {
    index.code = columns.texts("code");
    index.rank = columns.texts("rank");
    index.decile = columns.texts("decile");
    index.score = columns.texts("score");
  });
  if (index.code.empty() || index.rank.empty()) {
    entry.problem("missing-key", "[index.columns] must say what the columns of codes and ranks are called", "columns");
  }
  index.deciles_end_at = {EndsAt::Down};
  entry.one("deciles", [&](Entry& deciles) {
    index.deciles_by = read_by(deciles);
    index.deciles_end_at = read_ends_at(deciles);
  });
  entry.one("bands", [&](Entry& bands) {
    index.bands_by = read_by(bands);
    index.bands_end_at = read_ends_at(bands).front();
  });
  library.indices.push_back(std::move(index));
}

void read_file(std::string_view bytes, const std::string& name, Trail& trail, Library& library) {
  study::read_toml(bytes, name, trail, [&](Entry& top) {
    top.each("vintage", [&](Entry& entry) { read_vintage(entry, library); });
    top.each("index", [&](Entry& entry) { read_index(entry, library); });
    top.one("look_up", [&](Entry& entry) {
      library.look_up = {entry.texts("postcode"), entry.texts("terminated"), entry.texts("user_type"),
                         entry.texts("district"), entry.texts("settlement")};
    });
    top.one("settlement", [&](Entry& entry) {
      library.urban = entry.texts("urban");
      library.rural = entry.texts("rural");
    });
  });
}

void check(Trail& trail, const Library& library) {
  study::expect_unique(trail, "vintage", "id", library.vintages, [](const Vintage& vintage) { return vintage.id; });
  study::expect_unique(trail, "index", "id", library.indices, [](const Definition& index) { return index.id; });
  const std::vector<std::string> known = study::codes_of(library.vintages, &Vintage::id);
  for (const Definition& index : library.indices) {
    for (const std::string& vintage : index.vintages) {
      study::expect_known(trail, "vintage", vintage, known, trail.at(index.where, "vintages"));
    }
  }
}

}  // namespace

std::string_view to_string(EndsAt rule) {
  return rule == EndsAt::Down ? "down" : rule == EndsAt::Up ? "up" : "nearest";
}

std::string_view to_string(By by) {
  return by == By::Areas ? "areas" : "population";
}

bool Vintage::holds(std::string_view code) const {
  return std::ranges::any_of(codes, [&](const CodeRange& range) {
    return code.size() == range.from.size() && code >= range.from && code <= range.to;
  });
}

const Definition& Library::index(std::string_view id) const {
  const auto found = std::ranges::find(indices, id, &Definition::id);
  if (found == indices.end()) {
    throw Error({"unknown-index", fmt::format("unknown index `{}`", id), {}, text::suggestion(id, index_ids())});
  }
  return *found;
}

const Vintage& Library::vintage(std::string_view id) const {
  const auto found = std::ranges::find(vintages, id, &Vintage::id);
  if (found == vintages.end()) {
    throw Error({"unknown-vintage", fmt::format("unknown vintage of areas `{}`", id), {}, "see docs/places.md"});
  }
  return *found;
}

std::vector<std::string> Library::index_ids() const {
  return study::codes_of(indices, &Definition::id);
}

std::vector<const Vintage*> Library::vintages_of(std::span<const std::string> codes, std::string_view but) const {
  std::vector<const Vintage*> found;
  for (const Vintage& vintage : vintages) {
    if (vintage.id != but && std::ranges::all_of(codes, [&](const std::string& code) { return vintage.holds(code); })) {
      found.push_back(&vintage);
    }
  }
  return found;
}

Library library(const std::vector<std::filesystem::path>& files) {
  std::vector<DefinitionFile> own;
  own.reserve(files.size());
  for (const std::filesystem::path& file : files) {
    own.push_back({file.string(), kith::read_file(file)});
  }
  return library_with(own);
}

Library library_with(std::span<const DefinitionFile> files) {
  Library result;
  Trail trail;
  for (const auto& [name, bytes] : embedded::place_library()) {
    read_file(bytes, std::string(name), trail, result);
  }
  for (const DefinitionFile& file : files) {
    read_file(file.bytes, file.name, trail, result);
  }
  check(trail, result);
  trail.problems.throw_if_any();
  return result;
}

std::string heading(std::string_view text) {
  std::string result;
  const std::string folded = text::fold(text);
  for (const char c : std::string_view(folded).substr(0, folded.find("(where"))) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      result += c;
    }
  }
  return result;
}

}  // namespace kith::place
