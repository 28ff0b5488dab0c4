#include <algorithm>

#include <fmt/format.h>

#include "base/round.h"
#include "base/text.h"
#include "report/charts.h"
#include "report/group_text.h"
#include "report/page.h"

namespace kith::report {

namespace {

using finding::Pooling;

std::string spread_text(const Pooling& pooling, const Noun& noun) {
  if (!pooling.mean) {
    return pooling.reason;
  }
  if (pooling.between.value_or(0) == 0) {
    return fmt::format("No difference between {} can be told from chance: of each one would expect the share of all.",
                       noun.many);
  }
  return fmt::format("{}% of what parts one answer from another lies between {}.",
                     text::fixed(100 * *pooling.between, 1), noun.many);
}

std::string outside_text(const Pooling& pooling, const Noun& noun) {
  std::vector<std::string> outside;
  for (const Pooling::Group& group : pooling.groups) {
    if (group.place.starts_with("outside")) {
      outside.push_back(group.level.label);
    }
  }
  if (!pooling.mean) {
    return {};
  }
  return outside.empty() ? fmt::format(" All {} that are shown lie where chance alone may put them.", noun.many)
                         : fmt::format(" Further from all than chance alone puts 95 in 100: {}.", listed(outside));
}

std::string not_shown_text(const Pooling& pooling, const Noun& noun) {
  return pooling.not_shown == 0 ? ""
                                : fmt::format(" {} {} too small to show, and in none of these numbers.",
                                              capitalised(number_word(pooling.not_shown)),
                                              pooling.not_shown == 1 ? noun.one + " is" : noun.many + " are");
}

std::string pooling_html(const Release& release, const disclose::Safe<Pooling>& released, std::size_t number) {
  const Pooling& pooling = *released;
  const study::Indicator* indicator = release.study().indicator(pooling.indicator);
  if (indicator == nullptr) {
    return {};
  }
  const Noun noun = group_noun(release, pooling.indicator, pooling.dimension);
  const std::string label = chart_label(*indicator);
  std::string html =
      fmt::format("<h3>{}</h3>\n<p>{}</p>\n", escape(label),
                  escape(spread_text(pooling, noun) + outside_text(pooling, noun) + not_shown_text(pooling, noun)));
  Cells cells{.caption = fmt::format("{}: raw and steadied shares, {} by {}", label, noun.one, noun.one),
              .header = {capitalised(noun.one), "Raw", "Steadied", "Answers", "95% interval of the steadied"},
              .rows = {}};
  for (std::vector<std::string>& row : pooling_rows(release, released)) {
    row.pop_back();
    cells.rows.push_back(std::move(row));
  }
  html += table(cells);
  if (pooling.funnel.empty()) {
    return html;
  }
  const study::Population* population = release.study().population(indicator->population);
  const Setting setting{.id = fmt::format("funnel-{}", number),
                        .caption = fmt::format("{}: {} and what chance alone gives", label, noun.many),
                        .measure = "Share of " + (population != nullptr ? population->plural : "those who answered"),
                        .population = population,
                        .rules = release.rules()};
  return html + figure(funnel(setting, released, release));
}

}  // namespace

std::vector<std::vector<std::string>> pooling_rows(const Release& release, const disclose::Safe<Pooling>& pooling) {
  std::vector<std::vector<std::string>> rows;
  for (const Pooling::Group& group : pooling->groups) {
    const finding::Finding* finding = release.find(group.finding);
    if (finding == nullptr) {
      continue;
    }
    const Shown shown = release.shown(*finding);
    if (!shown.has_value()) {
      rows.push_back({group.level.label, shown.figure(), "", shown.base(), "", ""});
      continue;
    }
    rows.push_back(
        {group.level.label, shown.figure(), group.steadied ? percent_text(*group.steadied) : "", shown.base(),
         group.interval ? percent_text(group.interval->low) + " to " + percent_text(group.interval->high) : "",
         group.place});
  }
  return rows;
}

Part group_by_group(const Release& release) {
  Part part{.anchor = "group-by-group", .title = "Group by group", .html = {}};
  const std::vector<disclose::Safe<Pooling>>& poolings = release.input().poolings;
  if (poolings.empty()) {
    return part;
  }
  const Noun noun = group_noun(release, poolings.front()->indicator, poolings.front()->dimension);
  const bool alike =
      std::ranges::all_of(poolings, [&](const auto& one) { return one->dimension == poolings.front()->dimension; });
  if (alike) {
    part.title = fmt::format("{} by {}", capitalised(noun.one), noun.one);
    part.anchor = anchor(part.title);
  }
  const std::string many = alike ? noun.many : "groups";
  part.html = fmt::format(
      "<p>The fewer people answer, the further a share may lie from what it would be if more did. So beside the share "
      "of "
      "those who answered (raw) stands the one that one would expect, knowing how much {} differ (steadied). They "
      "stand "
      "in no ranking: neighbours in a ranking differ by chance.</p>\n",
      escape(many));
  for (std::size_t i = 0; i < poolings.size(); ++i) {
    part.html += pooling_html(release, poolings[i], i + 1);
  }
  return part;
}

}  // namespace kith::report
