#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "report/annex_words.h"
#include "report/group_text.h"
#include "report/illustrations.h"
#include "report/page.h"
#include "report/passport.h"
#include "report/reader_notes.h"

namespace kith::report {

namespace {

// The notes that are worth a column: what the marks beside a figure say already, and what is said once, are not.
constexpr std::array<std::string_view, 4> said_elsewhere{"describes-variation", "bracketed", "small-base", "left-out"};

std::string remarks(const Shown& shown) {
  if (!shown.has_value()) {
    return shown.notes();
  }
  std::string text;
  for (const finding::Note& note : reader_notes(shown.finding().notes)) {
    if (std::ranges::find(said_elsewhere, note.code) == said_elsewhere.end()) {
      text += (text.empty() ? "" : " ") + note.text;
    }
  }
  return text;
}

std::string all_figures(const Release& release) {
  std::string html =
      "<h3 id=\"all-figures\">All figures</h3>\n<p>Shares are of those who answered the question; people "
      "who did not know, would not say or were not asked are not in the base.</p>\n";
  for (const study::Section& section : release.study().sections) {
    std::string tables;
    for (const study::Indicator& indicator : release.study().indicators) {
      const bool here = indicator.section == section.code ||
                        (indicator.section.empty() && &section == &release.study().sections.back());
      const auto findings = release.of(indicator.id);
      if (!here || findings.empty()) {
        continue;
      }
      Cells cells;
      cells.caption = chart_label(indicator);
      cells.header = {"Group", "Figure", "95% interval", "Base"};
      const bool compared = !indicator.self_attributed && std::ranges::any_of(findings, [&](const auto* finding) {
        return release.shown(*finding).comparison().has_value();
      });
      if (compared) {
        cells.header.insert(cells.header.end(), {"Benchmark", difference_header(findings.front()->kind), "Result"});
      }
      cells.header.emplace_back("Notes");
      for (const finding::Finding* finding : findings) {
        const Shown shown = release.shown(*finding);
        const std::string answer = release.option_label(*finding);
        std::vector<std::string> row{group_text(*finding) + (answer.empty() ? "" : ": " + answer), shown.figure(),
                                     shown.limits(), shown.base()};
        if (compared) {
          const auto against = shown.comparison();
          const std::string limits = shown.difference_limits();
          row.push_back(shown.benchmark());
          row.push_back(shown.difference() + (limits.empty() ? "" : " (" + limits + ")"));
          row.push_back(against ? against->verdict : "");
        }
        row.push_back(remarks(shown));
        cells.rows.push_back(std::move(row));
      }
      // An empty column of notes is only noise.
      if (std::ranges::all_of(cells.rows, [](const auto& row) { return row.back().empty(); })) {
        cells.header.pop_back();
        for (auto& row : cells.rows) {
          row.pop_back();
        }
      }
      tables += folded("figure-table", cells.caption, table(cells));
    }
    if (!tables.empty()) {
      html += fmt::format("<h4>{}</h4>\n{}", escape(section.title), tables);
    }
  }
  return html;
}

std::string passports(const Release& release) {
  std::string html;
  for (const study::Indicator& indicator : release.study().indicators) {
    const finding::Finding* finding = release.overall(indicator.id);
    if (finding != nullptr && finding->comparison && release.shown(*finding).comparison()) {
      html +=
          folded("passport", fmt::format("{}: comparability {}", chart_label(indicator), finding->comparison->grade),
                 facts(passport(release, *finding)));
    }
  }
  return html.empty() ? "" : "<h3 id=\"passports\">How alike the two sides of each comparison are</h3>\n" + html;
}

// One line a choice: the comparison as published, adjusted, and under every other choice (G5).
std::string sensitivity(const Release& release) {
  std::string html;
  for (const study::Indicator& indicator : release.study().indicators) {
    const finding::Finding* finding = release.overall(indicator.id);
    const auto against = finding == nullptr ? std::nullopt : release.shown(*finding).comparison();
    if (!against || (against->alternatives.empty() && !against->adjusted)) {
      continue;
    }
    const Shown shown = release.shown(*finding);
    Cells cells{.caption = chart_label(indicator),
                .header = {"Choice", difference_header(finding->kind), "Result"},
                .rows = {}};
    const std::string limits = shown.difference_limits();
    cells.rows.push_back(
        {"As in the report", shown.difference() + (limits.empty() ? "" : " (" + limits + ")"), against->verdict});
    if (against->adjusted) {
      cells.rows.push_back(
          {"Against people like the participants", shown.adjusted_difference(), against->adjusted->verdict});
    }
    for (const finding::Comparison::Alternative& choice : against->alternatives) {
      const std::string low = signed_difference_text(choice.low, finding->kind);
      const std::string high = signed_difference_text(choice.high, finding->kind);
      cells.rows.push_back(
          {capitalised(choice.label), low == high ? low : fmt::format("{} to {}", low, high), choice.verdict});
    }
    html += folded("figure-table", cells.caption, table(cells));
  }
  return html.empty()
             ? ""
             : "<h3 id=\"sensitivity\">The comparisons under other choices</h3>\n<p>Each line makes one choice "
               "differently and leaves the rest as it is. A range has the smallest and the largest difference; "
               "results are by each test alone, and \"mixed\" where they differ within the range.</p>\n" +
                   html;
}

// Readers who add groups up must know that somebody may be missing.
std::string left_out_of_groups(const Release& release, const study::Population& population) {
  std::vector<std::string> names;
  for (const disclose::Incomplete& one : release.input().manifest.incomplete) {
    if (one.population == population.code) {
      names.push_back(dimension_name(release.study(), one.dimension));
    }
  }
  return names.empty() ? ""
                       : fmt::format(
                             "<p>Some {} are in the figures of everyone and in no group, since it is not known "
                             "where they belong. That concerns groups by: {}.</p>\n",
                             escape(population.plural), escape(text::join(names, "; ")));
}

std::string methods(const Release& release) {
  const study::Study& study = release.study();
  std::string html = "<h3 id=\"methods\">How the figures were made</h3>\n";
  for (const study::Population& population : study.populations) {
    const std::string cluster = !population.clusters.empty() ? "the sampling units named in the study"
                                : population.project.empty() ? "single respondents"
                                                             : "projects";
    html += fmt::format(
        "<p><b>{}.</b> {} Figures are {}. Standard errors are by Taylor linearisation, with {} as clusters{}. {}</p>\n",
        escape(capitalised(population.plural)),
        population.random_sample ? "A random sample."
                                 : "Everyone who could be reached was invited; the sample is not random.",
        population.weight.empty() ? "unweighted" : "weighted", cluster,
        population.strata.empty() ? "" : " within strata", escape(interval_note(release, population.code)));
    html += left_out_of_groups(release, population);
  }
  static constexpr std::array<std::string_view, 6> maryland{"", "1", "2", "3", "4", "5"};
  const int level = std::clamp(study::maryland_level(study.design), 1, 5);
  html += fmt::format(
      "<p>{}P-values are adjusted within the families that the analysis plan declares. On the "
      "Maryland "
      "scale of evidence this design stands at level {}{}.</p>\n",
      escape(smallest_differences_text(study)), maryland[static_cast<std::size_t>(level)],
      level < 3 ? ", which bears talk of differences and associations but not of effects" : "");
  if (!study.research_questions.empty()) {
    html += "<h3 id=\"questions-asked\">What this evaluation asks</h3>\n<ol>\n";
    for (const std::string& question : study.research_questions) {
      html += fmt::format("<li>{}</li>\n", escape(question));
    }
    html += "</ol>\n";
  }
  return html;
}

// The rules that the study changed, and why; nothing where it keeps to Kith's.
std::string rules_changed(const Release& release) {
  const std::vector<disclose::NamedRule> changed = disclose::changed_rules(release.rules());
  if (changed.empty()) {
    return "";
  }
  std::vector<std::string> named;
  named.reserve(changed.size());
  for (const disclose::NamedRule& rule : changed) {
    named.push_back(changed_rule_text(rule, release.rules()));
  }
  const std::string& reason = release.input().study.disclosure.reason;
  return fmt::format("<p>This study changes rules of disclosure control: {}. {}</p>\n", text::join(named, "; "),
                     reason.empty() ? "It gives no reason." : escape("Reason: " + reason));
}

std::string disclosure(const Release& release) {
  const disclose::Rules& rules = release.rules();
  const std::vector<std::pair<std::string, std::string>> rows{
      {"No figure about fewer than",
       fmt::format("{} people, nor with fewer than that on either side of a share", rules.minimum_cell)},
      {"Not shown", fmt::format("bases under {}", rules.withhold_below)},
      {"In brackets [ ]", fmt::format("bases under {}", rules.bracket_below)},
      {"Marked *", fmt::format("bases under {}, which are shown as a range", rules.flag_below)},
      {"Sensitive questions",
       fmt::format("none and all are not shown on bases under {}", rules.sensitive_extremes_below)},
      {"Means and totals of amounts",
       fmt::format("not shown where one person's amount makes more than {}% of all", rules.largest_amount_percent)},
      {"Quotes",
       fmt::format("named by role and programme only if at least {} people share them", rules.attribution_minimum)},
      {"Counts", rules.round_counts_to > 1 ? fmt::format("rounded to {}", rules.round_counts_to)
                                           : fmt::format("exact from {} on", rules.flag_below)},
      {"Limits",
       fmt::format(
           "stand about the figure as it is shown; beside bases under {} they go outwards to steps of five points",
           rules.flag_below)},
      {"p-values",
       "to three decimals, to two from 0.1 on; where people were asked one by one, and not by project or place, the "
       "next "
       "of 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5"},
      {"Symbols", "[u] too few answers to be reliable; [c] confidential; [x] could not be estimated"}};
  std::string html = "<h3 id=\"disclosure\">What may be shown</h3>\n" + facts(rows) + rules_changed(release);
  if (const std::vector<std::string>& earlier = release.input().manifest.earlier; !earlier.empty()) {
    html += fmt::format(
        "<p>This release was held against {} of this study: together they tell no more of small groups than each may "
        "alone.</p>\n",
        earlier.size() == 1 ? "the one before it" : fmt::format("the {} before it", number_word(earlier.size())));
  }
  std::map<std::string, int> withheld;  // symbol -> findings
  for (const auto& safe : release.input().findings) {
    if (const auto& reason = safe->withheld) {
      ++withheld[symbol_of(reason->code)];
    }
  }
  for (const auto& [symbol, count] : withheld) {
    html += fmt::format("<p>{} stands in place of {} figure{}.</p>\n", symbol, count, count == 1 ? "" : "s");
  }
  return html;
}

std::string_view type_text(study::QuestionType type) {
  switch (type) {
    case study::QuestionType::Single:
      return "one answer";
    case study::QuestionType::Multiple:
      return "all that apply";
    case study::QuestionType::Number:
      return "a number";
    case study::QuestionType::Text:
      return "in their own words";
  }
  return "";
}

std::string questionnaire(const Release& release) {
  std::string html;
  for (const study::Instrument& instrument : release.study().instruments) {
    std::string questions = "<ol>\n";
    for (const study::Question& question : instrument.questions) {
      std::string options;
      for (const study::Option& option : question.options) {
        options += (options.empty() ? "" : " / ") + option.label;
      }
      questions +=
          fmt::format("<li>{} <small>({}{}{})</small>{}</li>\n", escape(question.text), type_text(question.type),
                      question.source.empty() ? "" : "; from " + escape(question.source),
                      question.asked_if.empty() ? "" : "; asked if " + escape(question.asked_if),
                      options.empty() ? "" : "<br><span class=\"options\">" + escape(options) + "</span>");
    }
    html += folded("questionnaire", questionnaire_title(release.study(), instrument), questions + "</ol>\n");
  }
  return html.empty() ? "" : "<h3 id=\"questionnaire\">The questions, word for word</h3>\n" + html;
}

std::string origin(const Release& release) {
  const Manifest& manifest = release.input().manifest;
  Cells cells{.caption = "Files that this report was made from",
              .header = {"File", "SHA-256"},
              .rows = {},
              .content = Cells::Content::Words};
  for (const auto& [file, hash] : manifest.hashes) {
    cells.rows.push_back({file, hash});
  }
  std::string html = fmt::format(
      "<h3 id=\"origin\">Where this report comes from</h3>\n<p>Made with Kith {}. The same files give the same report, "
      "byte for byte.</p>\n",
      escape(manifest.version));
  for (const std::string& note : manifest.notes) {
    html += fmt::format("<p>{}</p>\n", escape(note));
  }
  return cells.rows.empty() ? html : html + table(cells);
}

}  // namespace

Part annex(const Release& release) {
  return {"annex", "Technical annex",
          all_figures(release) + passports(release) + sensitivity(release) + methods(release) + disclosure(release) +
              questionnaire(release) + origin(release)};
}

}  // namespace kith::report
