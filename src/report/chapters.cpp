#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "report/page.h"

namespace kith::report {

namespace {

bool is_panel(const Block& block) {
  const Placement* placement = std::get_if<Placement>(&block);
  return placement != nullptr && placement->kind == "panel";
}

// Panels that follow each other stand side by side.
std::string blocks_html(const std::vector<Block>& blocks, Illustrations& illustrations) {
  std::string html;
  bool in_panels = false;
  for (const Block& block : blocks) {
    if (is_panel(block) != in_panels) {
      html += in_panels ? "</ul>\n" : "<ul class=\"panels\">\n";
      in_panels = !in_panels;
    }
    if (const Placement* placement = std::get_if<Placement>(&block)) {
      html += illustrations.place(*placement);
    } else {
      html += std::get<std::string>(block);
    }
  }
  return in_panels ? html + "</ul>\n" : html;
}

bool is_about(const Chapter& chapter, const study::Section& section) {
  return chapter.title == section.title || chapter.anchor == anchor(section.title) || chapter.anchor == section.code;
}

}  // namespace

std::vector<Part> chapters(const Release& release, const Story& story, Illustrations& illustrations) {
  std::vector<Part> parts;
  for (const Chapter& chapter : story.chapters) {
    if (!chapter.title.empty()) {
      parts.push_back({chapter.anchor, chapter.title, blocks_html(chapter.blocks, illustrations), Part::By::Author});
    }
  }
  // Only when all placements are drawn is it known what a section still lacks.
  const std::size_t told = parts.size();
  for (const study::Section& section : release.study().sections) {
    std::string charts = illustrations.remaining(section);
    if (charts.empty()) {
      continue;
    }
    const auto chapter = std::ranges::find_if(
        story.chapters, [&](const Chapter& one) { return !one.title.empty() && is_about(one, section); });
    const auto part = chapter == story.chapters.end()
                          ? parts.end()
                          : std::find_if(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(told),
                                         [&](const Part& one) { return one.anchor == chapter->anchor; });
    if (part != parts.end()) {
      part->html += charts;
    } else {
      parts.push_back({anchor(section.title), section.title, std::move(charts)});
    }
  }
  if (std::string picture = illustrations.theory_of_change(); !picture.empty()) {
    parts.push_back({"theory-of-change", "How change is meant to happen",
                     "<p>The theory of change says what the programmes hope to bring about, and in which order. Beside "
                     "each step stand the figures of this report that speak to it.</p>\n" +
                         picture});
  }
  if (std::string quotes = illustrations.remaining_quotes(); !quotes.empty()) {
    parts.push_back({"own-words", "In people\u2019s own words", std::move(quotes)});
  }
  return parts;
}

}  // namespace kith::report
