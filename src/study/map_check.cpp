// What the plan says about maps, held against everything else. What stands in the boundary files is read by run/maps.h.
#include <algorithm>

#include <fmt/format.h>

#include "study/dimension.h"
#include "study/loading.h"

namespace kith::study {

namespace {

class MapCheck {
 public:
  explicit MapCheck(Loading& loading) : loading_(loading), trail_(loading.trail), study_(loading.study) {}

  void check(PlannedMap& map) {
    map_ = &map;
    expect_known(trail_, "section", map.section, codes_of(study_.sections, &Section::code), at("section"));
    if (map.section.empty() && !study_.sections.empty()) {
      map.section = study_.sections.back().code;
    }
    expect_inside(loading_, map.boundaries, at("boundaries"), Presence::MustExist);
    switch (map.shows) {
      case MapShows::Projects:
        check_projects();
        break;
      case MapShows::Bands:
        check_bands();
        break;
      case MapShows::Figures:
        check_figures();
        break;
    }
  }

 private:
  Where at(std::string_view key) const { return trail_.at(map_->where, key); }

  void add(const char* code, const char* key, std::string message, std::string hint) {
    trail_.problems.add(code, std::move(message), at(key), std::move(hint));
  }

  void missing(const char* key, std::string hint) {
    add("missing-key", key, fmt::format("map `{}` has no `{}`", map_->id, key), std::move(hint));
  }

  void check_projects() {
    if (!loading_.readable("study")) {
      return;
    }
    const auto with_projects = [](const Population& population) { return !population.project.empty(); };
    if (map_->population.empty()) {
      const auto first = std::ranges::find_if(study_.populations, with_projects);
      map_->population = first != study_.populations.end() ? first->code : "";
    }
    expect_known(trail_, "population", map_->population, codes_of(study_.populations, &Population::code),
                 at("population"));
    if (std::ranges::none_of(study_.projects, [](const Project& project) { return !project.area.empty(); })) {
      add("no-areas", "id", fmt::format("map `{}` shows projects, and none has an area", map_->id),
          "add `area = \"...\"` to [[project]] in study.toml");
    }
  }

  void check_bands() {
    if (!map_->bands_index.empty()) {
      return check_bands_of_pack();
    }
    if (map_->bands.empty()) {
      missing("bands", "name a CSV file with a code and a band for each area");
    } else {
      expect_inside(loading_, map_->bands, at("bands"), Presence::MustExist);
    }
    if (map_->bands_column.empty()) {
      missing("bands_column", "name the column that holds the band");
    }
    if (map_->bands_label.empty()) {
      missing("bands_label", "say what the bands are: \"Deprivation decile\"");
    }
  }

  // Which indices a pack holds is known when it is opened (run/maps.h).
  void check_bands_of_pack() {
    if (!map_->bands.empty() || !map_->bands_column.empty()) {
      add("two-bands", "bands_index", fmt::format("map `{}` takes its bands from a file and from an index", map_->id),
          "remove `bands` and `bands_column`, or `bands_index`");
    }
    if (loading_.readable("study") && !study_.place) {
      add("no-place", "bands_index", fmt::format("the study has no place pack to take `{}` from", map_->bands_index),
          "add [place] to study.toml (docs/places.md)");
    }
  }

  void check_figures() {
    const Indicator* indicator = study_.indicator(map_->indicator);
    if (map_->indicator.empty()) {
      missing("indicator", "name an indicator of the plan");
    }
    if (map_->dimension.empty()) {
      missing("dimension", "name the dimension whose codes are those of the areas");
    }
    expect_known(trail_, "indicator", map_->indicator, codes_of(study_.indicators, &Indicator::id), at("indicator"));
    if (indicator == nullptr || map_->dimension.empty()) {
      return;
    }
    const bool every_option = indicator->theme.empty() && indicator->measure == "share" && indicator->positive.empty();
    if (every_option) {
      add("several-figures", "indicator", fmt::format("`{}` reports every option of its question", indicator->id),
          "a map shows one figure: name an indicator with `positive`");
    }
    const bool broken_down = std::ranges::any_of(study_.breakdowns, [&](const Breakdown& breakdown) {
      const bool named = std::ranges::find(indicator->breakdowns, breakdown.id) != indicator->breakdowns.end();
      return breakdown.dimensions == std::vector<std::string>{map_->dimension} &&
             (named || (indicator->breakdowns.empty() && breakdown.by_default));
    });
    if (!broken_down) {
      add("not-broken-down", "dimension",
          fmt::format("`{}` is not broken down by `{}`", indicator->id, map_->dimension),
          "a map shows what the tables show: add a [[breakdown]], or name it in the indicator");
    }
  }

  Loading& loading_;
  Trail& trail_;
  Study& study_;
  PlannedMap* map_ = nullptr;
};

}  // namespace

void check_maps(Loading& loading) {
  expect_unique(loading.trail, "map", "id", loading.study.maps, [](const PlannedMap& map) { return map.id; });
  MapCheck check(loading);
  for (PlannedMap& map : loading.study.maps) {
    check.check(map);
  }
}

}  // namespace kith::study
