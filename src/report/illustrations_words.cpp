// Panels, quotes and the theory of change: what stands between the charts.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/round.h"
#include "report/illustrations.h"

namespace kith::report {

namespace {

constexpr std::size_t most_panels = 3;

}  // namespace

std::string Illustrations::panel(const finding::Finding& finding) const {
  const Shown shown = release_->shown(finding);
  const study::Population* population = release_->study().population(finding.population);
  const std::string base_noun = population != nullptr ? population->base_noun : "those who answered";
  std::string domain = domain_text(finding);
  std::string html = "<li class=\"panel\">\n";
  if (!shown.has_value()) {
    return html + fmt::format("<p class=\"big absent\">{}</p>\n<p>{}</p>\n<p class=\"against\">{}</p>\n</li>\n",
                              escape(shown.symbol()), escape(capitalised(finding.label)), escape(shown.notes()));
  }
  std::string figure = shown.plain_figure();
  if (figure.ends_with('%')) {
    figure = fmt::format("{}<span>%</span>", escape(figure.substr(0, figure.size() - 1)));
  }
  html += fmt::format("<p class=\"big\">{}</p>\n", figure);
  if (const auto share = shown.value(); share && finding.kind == finding::Kind::Share) {
    const int people = static_cast<int>(round_half_up(*share * 10, 0));
    html +=
        ten_people(*share).svg("people-" + anchor(finding.id), "people", fmt::format("About {} in 10 people", people),
                               fmt::format("{} of ten figures are filled.", people));
  }
  const std::string whose = escape(base_noun) + (domain.empty() ? "" : " (" + escape(domain) + ")");
  html += finding.kind == finding::Kind::Share
              ? fmt::format("<p>of {} said that they {}</p>\n", whose, escape(finding.label))
              : fmt::format("<p>{}, among {}</p>\n", escape(capitalised(finding.label)), whose);
  std::string against;
  if (const auto comparison = shown.comparison()) {
    against =
        fmt::format("<b>{}</b> {} {}: {}{}", shown.benchmark(), finding.kind == finding::Kind::Share ? "of" : "among",
                    escape(comparison->label), escape(shown.verdict()),
                    comparison->benchmark_has_error ? "" : ". How sure their figure is, its source does not say");
  } else if (const std::string limits = shown.limits(); !limits.empty()) {
    against = "95% interval " + limits;
  }
  if (shown.reliability() != Reliability::Plain) {
    against += fmt::format("{}Base {}: read with care.", against.empty() ? "" : ". ", shown.base());
  }
  return html + fmt::format("<p class=\"against\">{}</p>\n</li>\n", against);
}

std::string Illustrations::quote(const finding::Quote& quote) {
  quoted_.insert(quote.id);
  return fmt::format(
      "<figure class=\"quote\">\n<blockquote><p>\u201c{}\u201d</p></blockquote>\n<figcaption>{}{}"
      "</figcaption>\n</figure>\n",
      escape(quote.text), escape(quote.attribution_text), release_->study().synthetic.empty() ? "" : " (synthetic)");
}

std::string Illustrations::remaining_quotes() {
  std::string html;
  for (const auto& safe : release_->input().quotes) {
    html += quoted_.contains(safe->id) ? "" : quote(*safe);
  }
  return html;
}

std::string Illustrations::headline_panels() const {
  std::vector<const finding::Finding*> tested;
  for (const study::Indicator& indicator : release_->study().indicators) {
    const finding::Finding* finding = release_->overall(indicator.id);
    if (finding == nullptr || indicator.self_attributed) {
      continue;
    }
    const auto against = release_->shown(*finding).comparison();
    if (against && against->grade != 'C' && (against->verdict == "higher" || against->verdict == "lower")) {
      tested.push_back(finding);
    }
  }
  // Shares first, the farthest from their benchmark before the others; differences of means have units of their own.
  std::ranges::stable_sort(tested, std::greater{}, [](const finding::Finding* finding) {
    return finding->kind == finding::Kind::Share ? std::abs(finding->comparison->difference) : 0;
  });
  tested.resize(std::min(tested.size(), most_panels));
  if (tested.empty()) {
    return {};
  }
  std::string html = "<ul class=\"panels\">\n";
  for (const finding::Finding* finding : tested) {
    html += panel(*finding);
  }
  return html + "</ul>\n";
}

std::string Illustrations::theory_of_change() {
  if (theory_drawn_ || release_->study().nodes.empty()) {
    return {};
  }
  theory_drawn_ = true;
  return figure(theory({.id = fmt::format("chart-{}", ++count_),
                        .caption = "The theory of change",
                        .measure = {},
                        .population = nullptr,
                        .rules = release_->rules()},
                       *release_));
}

}  // namespace kith::report
