#include <algorithm>
#include <utility>

#include "report/charts.h"
#include "report/page.h"
#include "report/project_areas.h"

namespace kith::report {

namespace {

std::string population_name(const Release& release, const std::string& code) {
  const study::Population* population = release.study().population(code);
  return population != nullptr ? capitalised(population->plural) : code;
}

// Rows grouped under a heading, headings in order of first appearance.
void add_row(std::vector<Group>& groups, const std::string& heading, Labelled row) {
  const auto at = std::ranges::find(groups, heading, &Group::label);
  if (at == groups.end()) {
    groups.push_back({heading, {std::move(row)}});
  } else {
    at->rows.push_back(std::move(row));
  }
}

bool any_shown(const std::vector<Group>& groups) {
  return std::ranges::any_of(groups, [](const Group& group) {
    return std::ranges::any_of(group.rows, [](const Labelled& row) { return !row.shown.finding().withheld; });
  });
}

std::string programme_of(const Release& release, const std::string& project_code) {
  const study::Project* project = release.study().project(project_code);
  const study::Programme* programme = project != nullptr ? release.study().programme(project->programme) : nullptr;
  return programme != nullptr ? programme->name : "Projects";
}

// The counts of one project, by one dimension, that are shown.
std::vector<const finding::Finding*> profile(const Release& release, const std::string& population,
                                             const std::string& project, const std::string& dimension) {
  std::vector<const finding::Finding*> shown = release.by("respondents_" + population, {"project", dimension});
  std::erase_if(shown, [&](const finding::Finding* count) {
    return count->withheld.has_value() || count->by[0].code != project;
  });
  return shown;
}

// By deprivation and rurality: everybody, then the projects of which both bands are shown (D6).
std::string where_people_live(const Release& release, const study::Population& population) {
  const auto setting = [&](const std::string& id, const std::string& caption) {
    return Setting{.id = id, .caption = caption, .measure = {}, .population = nullptr, .rules = release.rules()};
  };
  std::vector<Group> all, projects;
  for (const auto& [dimension, heading] : {std::pair("deprivation", "Deprivation"), {"rurality", "Urban or rural"}}) {
    for (const finding::Finding* count : release.respondents_by(population.code, dimension)) {
      add_row(all, heading, {capitalised(domain_text(*count)), release.shown(*count)});
    }
  }
  for (const study::Project& project : release.study().projects) {
    const auto bands = profile(release, population.code, project.code, "deprivation");
    for (const char* dimension : {"deprivation", "rurality"}) {
      for (const finding::Finding* count : profile(release, population.code, project.code, dimension)) {
        if (bands.size() > 1) {
          add_row(projects, project.name, {capitalised(count->by[1].label), release.shown(*count)});
        }
      }
    }
  }
  const std::string caption = "Where " + population.plural + " live";
  std::string html;
  if (any_shown(all)) {
    html += figure(counts(setting("areas-" + population.code, caption), all));
  }
  if (!projects.empty()) {
    html += figure(counts(setting("project-areas-" + population.code, caption + ", by project"), projects));
  }
  return html;
}

}  // namespace

Part who_answered(const Release& release) {
  Part part{.anchor = "who-answered-and-how", .title = "Who answered and how", .html = {}};
  const auto setting = [&](const std::string& id, const std::string& caption) {
    return Setting{.id = id, .caption = caption, .measure = {}, .population = nullptr, .rules = release.rules()};
  };
  std::vector<Group> flow, modes;
  for (const FlowRow& row : release.input().flow) {
    add_row(flow, population_name(release, row.count->population), {row.label, release.shown(*row.count)});
  }
  if (!flow.empty()) {
    part.html += figure(counts(setting("flow", "From those invited to those whose answers count here"), flow));
  }
  for (const study::Population& population : release.study().populations) {
    for (const finding::Finding* count : release.respondents_by(population.code, "mode")) {
      add_row(modes, capitalised(population.plural), {capitalised(domain_text(*count)), release.shown(*count)});
    }
  }
  if (!modes.empty()) {
    part.html += figure(counts(setting("modes", "How people answered"), modes));
  }
  for (const study::Population& population : release.study().populations) {
    std::vector<Group> projects;
    for (const finding::Finding* count : release.respondents_by(population.code, "project")) {
      add_row(projects, programme_of(release, count->by[0].code), {domain_text(*count), release.shown(*count)});
    }
    if (any_shown(projects)) {  // forty bars that are all withheld would say nothing
      part.html += figure(
          counts(setting("projects-" + population.code, capitalised(population.plural) + " who answered, by project"),
                 projects));
    }
  }
  for (const study::Population& population : release.study().populations) {
    part.html += where_people_live(release, population);
  }
  part.html += project_areas(release);
  return part;
}

}  // namespace kith::report
