#include "report/project_pages.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/charts.h"
#include "report/html.h"
#include "report/page.h"
#include "report/project_areas.h"

namespace kith::report {

namespace {

// What the people of one population in one project said, and everyone of that population.
struct Row {
  const study::Indicator* indicator = nullptr;
  const finding::Finding* own = nullptr;
  const finding::Finding* all = nullptr;  // null: not in the release
};

class Page {
 public:
  Page(const Release& release, const study::Project& project) : release_(release), project_(project) {
    for (const study::Population& population : release.study().populations) {
      std::vector<Row> rows = rows_of(population);
      if (std::ranges::any_of(rows, [&](const Row& row) { return release.shown(*row.own).has_value(); })) {
        populations_.emplace_back(&population, std::move(rows));
      }
    }
  }

  bool is_empty() const { return populations_.empty(); }

  std::string html() const {
    const study::Study& study = release_.study();
    std::string page = page_head(release_, project_.name) +
                       "<body class=\"one-page\">\n<a class=\"skip\" href=\"#main\">Skip to the figures</a>\n" +
                       synthetic_banner(study);
    page += fmt::format("<header>\n<p class=\"above\">{}</p>\n<h1>{}</h1>\n<div class=\"lede\">\n{}</div>\n</header>\n",
                        escape(study.title), escape(project_.name), lede());
    page += "<main id=\"main\">\n";
    for (const auto& [population, rows] : populations_) {
      page += section(*population, rows);
    }
    if (const auto area = area_facts(release_, project_.code); !area.empty()) {
      page += "<section aria-labelledby=\"area\">\n<h2 id=\"area\">Where the project works</h2>\n" + facts(area) +
              "</section>\n";
    }
    page += how_to_read();
    return page + page_foot(study);
  }

 private:
  std::vector<Row> rows_of(const study::Population& population) const {
    std::vector<Row> rows;
    for (const study::Indicator& indicator : release_.study().indicators) {
      if (indicator.population != population.code) {
        continue;
      }
      for (const finding::Finding* finding : release_.by(indicator.id, {"project"})) {
        if (finding->by.front().code == project_.code && finding->kind != finding::Kind::Count) {
          rows.push_back({&indicator, finding, release_.overall(indicator.id)});
        }
      }
    }
    return rows;
  }

  std::string lede() const {
    const study::Study& study = release_.study();
    const study::Programme* programme = study.programme(project_.programme);
    const study::Nation* nation = study.nation(project_.nation);
    const study::Wave* wave = study.find_wave(study.wave);
    std::vector<std::string> who;
    who.reserve(populations_.size());
    for (const auto& [population, rows] : populations_) {
      who.push_back(population->plural);
    }
    std::string text = fmt::format("What {} of {} told us", listed(who), project_.name);
    if (wave != nullptr) {
      const std::string dates = period(*wave);
      text += fmt::format(" in {}{}", wave->name, dates.empty() ? "" : ", " + dates);
    }
    std::vector<std::string> of;
    if (programme != nullptr) {
      of.push_back(programme->name);
    }
    if (nation != nullptr) {
      of.push_back(nation->name);
    }
    return fmt::format("<p>{}.{}</p>\n", escape(text), of.empty() ? "" : " " + escape(text::join(of, ", ")) + ".");
  }

  // A drawing of the shares, with a table behind it, and a table of the means.
  std::string section(const study::Population& population, const std::vector<Row>& rows) const {
    const std::string title = fmt::format("What {} said", population.plural);
    const std::string id = "said-" + anchor(population.code);
    std::string html = fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", id, escape(title));
    std::vector<Row> shares, others;
    for (const Row& row : rows) {
      (row.own->kind == finding::Kind::Share ? shares : others).push_back(row);
    }
    html += shares.empty() ? "" : figure(drawing(population, shares));
    html += others.empty() ? "" : table(beside_everyone(population, others));
    return html + "</section>\n";
  }

  Chart drawing(const study::Population& population, const std::vector<Row>& rows) const {
    std::vector<finding::Finding> findings;  // with everyone in the place of the benchmark
    findings.reserve(rows.size());
    std::vector<Labelled> labelled;
    for (const Row& row : rows) {
      finding::Finding& own = findings.emplace_back(*row.own);
      own.comparison.reset();
      if (own.value && row.all != nullptr && release_.shown(*row.all).value()) {
        own.comparison = finding::Comparison{};
        own.comparison->label = "all " + population.plural;
        own.comparison->value = row.all->value.value_or(0);
      }
      labelled.push_back({chart_label(*row.indicator), release_.shown(own)});
    }
    Chart chart = dumbbell({.id = "chart-" + anchor(population.code),
                            .caption = project_.name + " beside all " + population.plural,
                            .measure = capitalised(population.plural) + " of " + project_.name,
                            .population = &population,
                            .rules = release_.rules()},
                           labelled);
    chart.table = beside_everyone(population, rows);
    return chart;
  }

  Cells beside_everyone(const study::Population& population, const std::vector<Row>& rows) const {
    Cells cells{.caption = fmt::format("{} beside all {}", project_.name, population.plural),
                .header = {"Question", project_.name, "95% interval", "Base", "All " + population.plural},
                .rows = {}};
    for (const Row& row : rows) {
      const Shown own = release_.shown(*row.own);
      cells.rows.push_back({chart_label(*row.indicator), own.figure(), own.limits(), own.base(),
                            row.all == nullptr ? "" : release_.shown(*row.all).figure()});
    }
    if (std::ranges::all_of(cells.rows, [](const auto& row) { return row[2].empty(); })) {
      cells.header.erase(cells.header.begin() + 2);  // of one place no interval is known
      for (auto& row : cells.rows) {
        row.erase(row.begin() + 2);
      }
    }
    return cells;
  }

  std::string how_to_read() const {
    std::string html = "<section aria-labelledby=\"reading\">\n<h2 id=\"reading\">How to read this page</h2>\n";
    for (const auto& [population, rows] : populations_) {
      if (std::ranges::any_of(rows, [&](const Row& row) { return !release_.shown(*row.own).limits().empty(); })) {
        html += fmt::format("<p>{}</p>\n", escape(interval_note(release_, population->code)));
      }
    }
    return html +
           "<p>One project's figures rest on few people: a difference from everyone may well be chance. Everyone "
           "includes "
           "the people of this project. [c] stands where a figure would give somebody away, [u] where too few "
           "answered. "
           "Projects differ in whom they work with, so these figures do not rank them.</p>\n</section>\n";
  }

  const Release& release_;
  const study::Project& project_;
  std::vector<std::pair<const study::Population*, std::vector<Row>>> populations_;
};

}  // namespace

std::vector<ProjectPage> project_pages(const Input& input) {
  const Release release(input);
  std::vector<ProjectPage> pages;
  for (const study::Project& project : input.study.projects) {
    if (const Page page(release, project); !page.is_empty()) {
      pages.push_back({project.code, page.html()});
    }
  }
  return pages;
}

}  // namespace kith::report
