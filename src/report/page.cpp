#include "report/page.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/html.h"
#include "report/project_pages.h"

namespace kith::report {

namespace {

std::string part_html(const Part& part) {
  return fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n{2}</section>\n", part.anchor,
                     escape(part.title), part.html);
}

// "Wave 1, April to July 2021", then who answered, then how.
std::string meta_line(const Release& release) {
  const study::Study& study = release.study();
  std::vector<std::string> items;
  if (const study::Wave* wave = study.find_wave(study.wave)) {
    const std::string dates = period(*wave);
    items.push_back(wave->name + (dates.empty() ? "" : ", " + dates));
  }
  for (const study::Population& population : study.populations) {
    for (const finding::Finding* count : release.respondents_by(population.code, "")) {
      if (!count->withheld) {
        items.push_back(release.shown(*count).figure() + " " + population.plural);
      }
    }
  }
  std::vector<std::string> modes;
  for (const study::Population& population : study.populations) {
    for (const finding::Finding* count : release.respondents_by(population.code, "mode")) {
      if (std::ranges::find(modes, domain_text(*count)) == modes.end()) {
        modes.push_back(domain_text(*count));
      }
    }
  }
  if (!modes.empty()) {
    modes[0] = capitalised(modes[0]);
    for (std::size_t i = 1; i < modes.size(); ++i) {
      modes[i] = text::fold(modes[i]);
    }
    items.push_back(listed(modes));
  }
  if (!study.evaluator.empty()) {
    items.push_back(study.evaluator + (study.funder.empty() ? "" : " for " + study.funder));
  }
  std::string html = "<ul class=\"meta\">\n";
  for (const std::string& item : items) {
    html += fmt::format("<li>{}</li>\n", escape(item));
  }
  return items.empty() ? "" : html + "</ul>\n";
}

// Without a narrative the report still says what it is.
std::string plain_lede(const Release& release) {
  const study::Study& study = release.study();
  std::vector<std::string> programmes;
  programmes.reserve(study.programmes.size());
  for (const study::Programme& programme : study.programmes) {
    programmes.push_back(programme.name);
  }
  std::vector<std::string> who;
  who.reserve(study.populations.size());
  for (const study::Population& population : study.populations) {
    who.push_back(population.plural);
  }
  std::vector<std::string> benchmarks;
  for (const study::PlannedComparison& planned : study.comparisons) {
    const study::Benchmark* benchmark = study.benchmark(planned.indicator, planned.benchmark);
    if (benchmark != nullptr && std::ranges::find(benchmarks, benchmark->label) == benchmarks.end()) {
      benchmarks.push_back(benchmark->label);
    }
  }
  return fmt::format("<p>What {}{} told us{}.</p>\n", escape(who.empty() ? "people" : listed(who)),
                     programmes.empty() ? "" : " of " + escape(listed(programmes)),
                     benchmarks.empty() ? "" : ", and how that compares with " + escape(listed(benchmarks)));
}

std::string lede(const Release& release, const Story& story, Illustrations& illustrations) {
  std::string html;
  for (const Chapter& chapter : story.chapters) {
    if (!chapter.title.empty()) {
      continue;
    }
    for (const Block& block : chapter.blocks) {
      const Placement* placement = std::get_if<Placement>(&block);
      html += placement != nullptr ? illustrations.place(*placement) : std::get<std::string>(block);
    }
  }
  return html.empty() ? plain_lede(release) : html;
}

// A chapter that the author, or a section of the plan, has under the same name takes ours up, so that none stands there
// twice: after what an author wrote, before charts alone.
void add_part(std::vector<Part>& parts, Part part) {
  const auto own = std::ranges::find_if(
      parts, [&](const Part& one) { return one.anchor == part.anchor || part.anchor.starts_with(one.anchor + "-"); });
  if (part.html.empty()) {
    return;
  }
  if (own != parts.end()) {
    own->html = own->by == Part::By::Author ? own->html + part.html : part.html + own->html;
  } else {
    parts.push_back(std::move(part));
  }
}

void move_to_end(std::vector<Part>& parts, std::string_view anchor) {
  std::ranges::stable_partition(parts, [&](const Part& part) { return part.anchor != anchor; });
}

bool has_panels(const Story& story) {
  return std::ranges::any_of(story.chapters, [](const Chapter& chapter) {
    return std::ranges::any_of(chapter.blocks, [](const Block& block) {
      const Placement* placement = std::get_if<Placement>(&block);
      return placement != nullptr && placement->kind == "panel";
    });
  });
}

std::string contents(const std::vector<Part>& parts) {
  std::string html = "<nav aria-label=\"Contents\">\n<ol>\n";
  for (const Part& part : parts) {
    html += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", part.anchor, escape(part.title));
  }
  return html + "</ol>\n</nav>\n";
}

}  // namespace

std::string page_head(const Release& release, const std::string& headline) {
  const study::Study& study = release.study();
  const std::string title = headline == study.title ? headline : headline + " - " + study.title;
  return fmt::format(
      "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; font-src "
      "data:\">\n{}{}\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n",
      generator_mark, escape(release.input().manifest.version), escape(title), style());
}

std::string page_foot(const study::Study& study) {
  return fmt::format("</main>\n<footer>\n<p>{}</p>\n</footer>\n</body>\n</html>\n",
                     escape(study.synthetic.empty() ? study.title : study.synthetic));
}

std::string synthetic_banner(const study::Study& study) {
  return study.synthetic.empty() ? ""
                                 : fmt::format("<aside class=\"banner\" aria-label=\"Please note\"><p>{}</p></aside>\n",
                                               escape(study.synthetic));
}

namespace {

std::string panels_intro(const Release& release) {
  const bool causal = study::maryland_level(release.study().design) >= 3;
  return causal ? "<p>What stands out most.</p>\n"
                : "<p>What stands out most. Each is a difference between people who take part and others; this design "
                  "cannot show what the projects caused.</p>\n";
}

}  // namespace

std::string html(const Input& input) {
  const Release release(input);
  const study::Study& study = input.study;
  const Story story = tell(study, input.findings, input.quotes, input.evidence);
  Illustrations illustrations(release);

  const std::string headline = story.headline.empty() ? study.title : story.headline;
  const std::string opening = lede(release, story, illustrations);
  std::vector<Part> parts;
  if (!has_panels(story)) {
    if (std::string panels = illustrations.headline_panels(); !panels.empty()) {
      parts.push_back({"in-short", "In short", panels_intro(release) + panels});
    }
  }
  for (Part& part : chapters(release, story, illustrations)) {
    parts.push_back(std::move(part));
  }
  add_part(parts, changes(release));
  add_part(parts, group_differences(release));
  add_part(parts, group_by_group(release));
  add_part(parts, who_answered(release));
  add_part(parts, {"limitations", "Limitations", limitations_html(release)});
  move_to_end(parts, "limitations");
  add_part(parts, annex(release));

  std::string page = page_head(release, headline);
  page += "<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n";
  page += synthetic_banner(study);
  const std::string above = headline == study.title  ? study.subtitle
                            : study.subtitle.empty() ? study.title
                                                     : study.title + ": " + study.subtitle;
  page += "<header>\n";
  page += above.empty() ? "" : fmt::format("<p class=\"above\">{}</p>\n", escape(above));
  page += fmt::format("<h1>{}</h1>\n<div class=\"lede\">\n{}</div>\n{}{}</header>\n", escape(headline), opening,
                      meta_line(release), contents(parts));
  page += "<main id=\"main\">\n";
  for (const Part& part : parts) {
    page += part_html(part);
  }
  return page + page_foot(study);
}

}  // namespace kith::report
