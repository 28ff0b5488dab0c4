#include "report/project_areas.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/html.h"

namespace kith::report {

namespace {

std::string known(const std::string& text) {
  return text.empty() ? "not known" : text;
}

std::string decile_text(const ProjectArea& area) {
  return area.index.empty()  ? known("")
         : area.decile == 1  ? "1, most deprived"
         : area.decile == 10 ? "10, least deprived"
                             : std::to_string(area.decile);
}

std::string deprived_text(const ProjectArea& area) {
  return area.index.empty() ? known("") : area.deprived ? "yes" : "no";
}

std::string people_text(const ProjectArea& area) {
  return area.people ? text::grouped(*area.people) : known("");
}

std::string cut_text(const study::Study& study) {
  return fmt::format("In the {}% most deprived", text::exact(study.place ? study.place->cut : 0));
}

// Columns of which nothing is known of any project.
void drop_unknown(Cells& cells) {
  for (std::size_t column = cells.header.size(); column-- > 1;) {
    if (std::ranges::all_of(cells.rows, [&](const auto& row) { return row[column] == known(""); })) {
      const auto at = static_cast<std::ptrdiff_t>(column);
      cells.header.erase(cells.header.begin() + at);
      for (auto& row : cells.rows) {
        row.erase(row.begin() + at);
      }
    }
  }
}

}  // namespace

std::string project_areas(const Release& release) {
  const study::Study& study = release.study();
  Cells cells{.caption = "Where the projects work",
              .header = {"Project", "Small area", "Index", "Decile", cut_text(study), "Urban or rural", "People there"},
              .rows = {}};
  for (const ProjectArea& area : release.input().areas) {
    const study::Project* project = study.project(area.project);
    cells.rows.push_back({project == nullptr ? area.project : project->name, known(area.area), known(area.index),
                          decile_text(area), deprived_text(area), known(area.rurality), people_text(area)});
  }
  drop_unknown(cells);
  return cells.rows.empty()
             ? ""
             : folded("figure-table", cells.caption,
                      "<p>The area around each project's own address, not those where people live. Official "
                      "indices of different nations are not comparable.</p>\n" +
                          table(cells));
}

std::vector<std::pair<std::string, std::string>> area_facts(const Release& release, const std::string& project) {
  const auto found = std::ranges::find(release.input().areas, project, &ProjectArea::project);
  if (found == release.input().areas.end()) {
    return {};
  }
  std::vector<std::pair<std::string, std::string>> rows{
      {"Small area", known(found->area)},
      {"Deprivation",
       found->index.empty() ? known("") : fmt::format("{}: decile {}", found->index, decile_text(*found))},
      {cut_text(release.study()), deprived_text(*found)},
      {"Urban or rural", known(found->rurality)},
      {"People who live there", people_text(*found)}};
  std::erase_if(rows, [](const auto& row) { return row.second == known(""); });
  return rows;
}

}  // namespace kith::report
