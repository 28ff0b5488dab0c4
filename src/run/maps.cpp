#include "run/maps.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "data/csv.h"
#include "num/equal_area.h"
#include "num/polygon.h"
#include "place/boundaries.h"
#include "place/study_places.h"
#include "report/release.h"
#include "run/indicators.h"
#include "run/respondents.h"
#include "study/dimension.h"

namespace kith::run {

namespace {

using finding::Map;

class MapReader {
 public:
  // `pack` is the study's, where it has one.
  MapReader(const study::Study& study, const study::PlannedMap& plan, const place::Pack* pack, Problems& problems)
      : study_(study), plan_(plan), pack_(pack), problems_(problems) {}

  Map read(place::Boundaries boundaries) {
    map_.id = plan_.id;
    map_.title = plan_.title;
    map_.section = plan_.section;
    map_.note = plan_.note;
    map_.source = plan_.source;
    map_.licence = plan_.licence;
    for (const place::Area& area : boundaries.areas) {
      known_.push_back(area.code);
    }
    std::erase_if(boundaries.areas, [&](const place::Area& area) { return !drawn(area); });
    if (boundaries.areas.empty()) {
      problem("no-areas", fmt::format("no area of {} begins like `only` says", plan_.boundaries),
              "its codes and names decide, in any case of letters");
      return std::move(map_);
    }
    take_areas(std::move(boundaries));
    switch (plan_.shows) {
      case study::MapShows::Projects:
        show_projects();
        break;
      case study::MapShows::Bands:
        show_bands();
        break;
      case study::MapShows::Figures:
        show_figures();
        break;
    }
    return std::move(map_);
  }

 private:
  void problem(std::string code, std::string message, std::string hint) {
    problems_.add(std::move(code), std::move(message), plan_.where, std::move(hint));
  }

  bool drawn(const place::Area& area) const {
    return plan_.only.empty() || std::ranges::any_of(plan_.only, [&](const std::string& beginning) {
             return text::starts_with_fold(area.code, beginning) || text::starts_with_fold(area.name, beginning);
           });
  }

  void take_areas(place::Boundaries boundaries) {
    num::Extent extent;
    for (const place::Area& area : boundaries.areas) {
      const num::Extent own = num::extent_of(area.polygons);
      extent.add(own.low);
      extent.add(own.high);
    }
    const num::EqualArea project({(extent.low.x + extent.high.x) / 2, (extent.low.y + extent.high.y) / 2});
    for (place::Area& area : boundaries.areas) {
      if (boundaries.grid == place::Grid::Degrees) {
        for (Polygon& polygon : area.polygons) {
          for (Ring& ring : polygon) {
            std::ranges::transform(ring, ring.begin(), project);
          }
        }
      }
      place_.emplace(text::fold(area.code), map_.areas.size());
      map_.areas.push_back({.code = std::move(area.code),
                            .name = std::move(area.name),
                            .polygons = std::move(area.polygons),
                            .finding = {},
                            .level = {}});
    }
  }

  std::optional<std::size_t> area(const std::string& code) const {
    const auto found = place_.find(text::fold(code));
    return found == place_.end() ? std::nullopt : std::optional(found->second);
  }

  bool in_file(const std::string& code) const {
    return std::ranges::any_of(known_, [&](const std::string& known) { return text::fold(known) == text::fold(code); });
  }

  void show_projects() {
    map_.shows = Map::Shows::Projects;
    const study::Population* population = study_.population(plan_.population);
    map_.measure =
        report::capitalised((population != nullptr ? population->plural : std::string("people")) + " who answered");
    for (const study::Project& project : study_.projects) {
      const auto found = area(project.area);
      if (!found) {
        ++map_.elsewhere;
        if (!project.area.empty() && !in_file(project.area)) {
          problems_.add("unknown-area",
                        fmt::format("project `{}` lies in `{}`, which {} does not hold", project.code, project.area,
                                    plan_.boundaries),
                        project.where, text::suggestion(project.area, known_));
        }
        continue;
      }
      const double size = num::area_of(std::span<const Polygon>(map_.areas[*found].polygons)) / 1e6;
      if (size < plan_.coarseness) {
        problems_.add("too-fine",
                      fmt::format("map `{}` would show project `{}` in an area of {} square kilometres", plan_.id,
                                  project.code, text::fixed(size, 2)),
                      project.where,
                      fmt::format("take boundaries of larger areas: `coarseness` asks for {} square kilometres",
                                  text::exact(plan_.coarseness)));
      }
      map_.marks.push_back({.code = project.code,
                            .label = project.name,
                            .area = *found,
                            .finding = id_of("respondents_" + plan_.population, {{"project", project.code, {}}}, {}),
                            .level = {}});
    }
  }

  void show_figures() {
    map_.shows = Map::Shows::Figures;
    const study::Indicator* indicator = study_.indicator(plan_.indicator);
    if (indicator == nullptr) {
      return;
    }
    map_.measure = indicator->short_label;
    const auto codes = study::level_codes(study_, indicator->population, plan_.dimension);
    for (const std::string& code : codes.value_or(std::vector<std::string>())) {
      if (const auto found = area(code)) {
        map_.areas[*found].finding = id_of(indicator->id, {{plan_.dimension, code, {}}}, {});
      } else if (!in_file(code)) {
        problem("unknown-area",
                fmt::format("{} holds no area `{}`, a {} of the study", plan_.boundaries, code, plan_.dimension),
                text::suggestion(code, known_));
      }
    }
  }

  void show_bands() {
    map_.shows = Map::Shows::Bands;
    map_.measure = plan_.bands_label;
    if (!plan_.bands_index.empty()) {
      return take_deciles();
    }
    try {
      read_bands(data::read_csv(read_file(study_.folder / plan_.bands), plan_.bands).table);
    } catch (const Error& error) {
      problems_.add_renamed(error, (study_.folder / plan_.bands).string(), plan_.bands);
    }
  }

  void read_bands(const data::Table& table) {
    const data::Column& bands = table.column(plan_.bands_column);
    const data::Column& codes = plan_.bands_code.empty() ? table.columns().front() : table.column(plan_.bands_code);
    std::map<std::size_t, std::string> band_of;
    std::set<std::string> different;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string band = code_at(bands, row);
      const auto found = area(code_at(codes, row));
      if (band.empty() || !found) {
        continue;
      }
      const auto [at, is_new] = band_of.emplace(*found, band);
      if (!is_new && at->second != band) {
        problem("two-bands",
                fmt::format("{} gives area `{}` two bands: {} and {}", plan_.bands, map_.areas[*found].code, at->second,
                            band),
                "each area has one band");
        return;
      }
      different.insert(band);
    }
    constexpr std::size_t most = 12;
    if (band_of.empty() || different.size() > most) {
      problem("no-bands",
              band_of.empty() ? fmt::format("{} has a band for no area of this map", plan_.bands)
                              : fmt::format("`{}` of {} has {} different values", plan_.bands_column, plan_.bands,
                                            different.size()),
              band_of.empty() ? "its column of codes needs the codes of the boundary file; `bands_code` names it"
                              : fmt::format("a map shows at most {} bands, such as deciles", most));
      return;
    }
    take_bands(band_of, plan_.bands_ends);
  }

  void take_bands(const std::map<std::size_t, std::string>& band_of, const std::vector<std::string>& ends) {
    std::set<std::string> different;
    for (const auto& [index, band] : band_of) {
      different.insert(band);
    }
    const std::vector<std::string> order = ordered({different.begin(), different.end()});
    for (const auto& [index, band] : band_of) {
      map_.areas[index].level = static_cast<std::size_t>(std::ranges::find(order, band) - order.begin());
    }
    map_.levels = order;
    if (ends.size() == 2 && order.size() > 1) {
      map_.levels.back() += fmt::format(" ({})", ends[0]);
      map_.levels.front() += fmt::format(" ({})", ends[1]);
    }
  }

  std::string vintages_text(const place::PackedIndex& index) const {
    std::vector<std::string> titles;
    for (std::size_t i = 0; i < pack_->vintages().size(); ++i) {
      if (std::ranges::find(index.definition.vintages, pack_->vintages()[i]) != index.definition.vintages.end()) {
        titles.push_back(pack_->vintage_titles()[i]);
      }
    }
    return text::join(titles, " or ");
  }

  // The deciles that an index of the place pack gives the areas, by their codes.
  void take_deciles() {
    if (pack_ == nullptr) {
      return;  // that there is none, or why it cannot be opened, has been said
    }
    std::vector<std::string> ids;
    for (const place::PackedIndex& index : pack_->indices()) {
      ids.push_back(index.definition.id);
    }
    const auto index = std::ranges::find(ids, plan_.bands_index);
    if (index == ids.end()) {
      problem("unknown-index", fmt::format("the place pack has no index `{}`", plan_.bands_index),
              text::suggestion(plan_.bands_index, ids));
      return;
    }
    const place::PackedIndex& packed = pack_->indices()[static_cast<std::size_t>(index - ids.begin())];
    std::map<std::size_t, std::string> band_of;
    for (std::size_t i = 0; i < packed.areas.size(); ++i) {
      if (const auto found = area(pack_->areas()[packed.areas[i]])) {
        band_of.emplace(*found, std::to_string(packed.deciles[i]));
      }
    }
    if (band_of.empty()) {
      problem("no-bands", fmt::format("{} has a decile for no area of this map", packed.definition.title),
              fmt::format("its areas are {}: take their boundaries", vintages_text(packed)));
      return;
    }
    if (map_.measure.empty()) {
      map_.measure = "Decile of deprivation, " + packed.definition.title;
    }
    take_bands(band_of, plan_.bands_ends.empty() ? std::vector<std::string>{"most deprived", "least deprived"}
                                                 : plan_.bands_ends);
  }

  // Numbers by size, words as they sort; the first last, because the last level is the darkest, and the first decile
  // the most deprived.
  static std::vector<std::string> ordered(std::vector<std::string> bands) {
    const bool numbers =
        std::ranges::all_of(bands, [](const std::string& band) { return text::to_number(band).has_value(); });
    if (numbers) {
      std::ranges::sort(bands, {}, [](const std::string& band) { return text::to_number(band).value_or(0); });
    }
    std::ranges::reverse(bands);
    return bands;
  }

  const study::Study& study_;
  const study::PlannedMap& plan_;
  const place::Pack* pack_;
  Problems& problems_;
  Map map_;
  std::vector<std::string> known_;            // codes of the file
  std::map<std::string, std::size_t> place_;  // folded code -> index of the area
};

}  // namespace

ReadMaps read_maps(const study::Study& study, Problems& problems) {
  ReadMaps read;
  std::set<std::string> hashed;
  const bool wanted =
      std::ranges::any_of(study.maps, [](const study::PlannedMap& map) { return !map.bands_index.empty(); });
  const std::optional<place::Pack> pack = wanted ? place::pack_of(study, problems) : std::nullopt;
  for (const study::PlannedMap& plan : study.maps) {
    const std::filesystem::path file = study.folder / plan.boundaries;
    try {
      place::Boundaries boundaries = place::read_boundaries(
          file, plan.boundaries, {.code = plan.code, .name = plan.name, .layer = plan.layer, .crs = plan.crs});
      read.maps.push_back(MapReader(study, plan, pack ? &*pack : nullptr, problems).read(std::move(boundaries)));
      for (const std::string& name : {plan.boundaries, plan.bands}) {
        if (!name.empty() && hashed.insert(name).second) {
          read.hashes.emplace_back(name, sha256(read_file(study.folder / name)));
        }
      }
    } catch (const Error& error) {
      if (error.fault() != Fault::Input) {
        throw;
      }
      problems.add_renamed(error, file.string(), plan.boundaries);
    }
  }
  return read;
}

}  // namespace kith::run
