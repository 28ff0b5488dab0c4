#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/annex_words.h"
#include "report/group_text.h"
#include "report/passport.h"
#include "report/release.h"

namespace kith::report {

namespace {

std::string indicator_label(const Release& release, const finding::Finding& finding) {
  const study::Indicator* indicator = release.study().indicator(finding.indicator);
  return indicator != nullptr ? chart_label(*indicator) : capitalised(finding.label);
}

Sheet findings_sheet(const Release& release) {
  Sheet sheet{
      "Findings", {"Id", "Indicator", "Group", "Answer", "Figure", "95% interval", "Base", "Wave", "Notes"}, {}};
  for (const auto& safe : release.input().findings) {
    const Shown shown = release.shown(*safe);
    sheet.rows.push_back({safe->id, indicator_label(release, *safe), group_text(*safe), release.option_label(*safe),
                          shown.figure(), shown.limits(), shown.base(), safe->wave, shown.notes()});
  }
  return sheet;
}

Sheet comparisons_sheet(const Release& release) {
  Sheet sheet{"Comparisons",
              {"Id", "Indicator", "Group", "Figure", "Compared with", "Benchmark",
               "Difference in points (means: in their units)", "Interval of the difference", "Result", "Comparability",
               "Benchmark, people like them", "Difference from them in points", "Result against them"},
              {}};
  std::vector<std::string> names;  // of the passport's lines, in their order
  for (const auto& safe : release.input().findings) {
    if (!release.shown(*safe).comparison()) {
      continue;
    }
    for (const auto& [name, value] : passport(release, *safe)) {
      if (std::ranges::find(names, name) == names.end()) {
        names.push_back(name);
      }
    }
  }
  sheet.header.insert(sheet.header.end(), names.begin(), names.end());
  for (const auto& safe : release.input().findings) {
    const Shown shown = release.shown(*safe);
    const auto against = shown.comparison();
    if (!against) {
      continue;
    }
    std::vector<std::string> row{safe->id,
                                 indicator_label(release, *safe),
                                 group_text(*safe),
                                 shown.figure(),
                                 against->label,
                                 shown.benchmark(),
                                 shown.difference(),
                                 shown.difference_limits(),
                                 against->verdict,
                                 std::string(1, against->grade),
                                 shown.adjusted_benchmark(),
                                 shown.adjusted_difference(),
                                 against->adjusted ? against->adjusted->verdict : ""};
    const auto lines = passport(release, *safe);
    for (const std::string& name : names) {
      const auto at = std::ranges::find(lines, name, &std::pair<std::string, std::string>::first);
      row.push_back(at == lines.end() ? "" : at->second);
    }
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

Sheet groups_sheet(const Release& release) {
  Sheet sheet{
      "Groups", {"Indicator", "By", "Compared", "Groups", "Difference", "95% interval", "Adjusted p", "Result"}, {}};
  for (const disclose::Safe<finding::GroupTest>& released : release.input().group_tests) {
    const finding::GroupTest& test = *released;
    const std::string indicator = test_label(release, test);
    const std::string by = group_noun(release, test.indicator, test.dimension).one;
    const std::string compared = test.of == finding::GroupTest::Of::Figures ? "the figures" : compared_text(test);
    sheet.rows.push_back({indicator, by, compared, "All of them", "", "", test.q ? p_text(*test.q) : "", test.verdict});
    for (const finding::GroupTest::Gap& gap : test.gaps) {
      sheet.rows.push_back({indicator, by, compared, gap_label(test, gap), gap_difference(test, gap),
                            gap_limits(test, gap), gap.q ? p_text(*gap.q) : "", gap.verdict});
    }
  }
  return sheet;
}

// Raw and steadied shares and bases side by side (F9).
Sheet poolings_sheet(const Release& release) {
  Sheet sheet{"Group by group",
              {"Indicator", "Group", "Raw", "Steadied", "Answers", "95% interval of the steadied", "Funnel"},
              {}};
  for (const disclose::Safe<finding::Pooling>& pooling : release.input().poolings) {
    const study::Indicator* indicator = release.study().indicator(pooling->indicator);
    for (std::vector<std::string>& row : pooling_rows(release, pooling)) {
      row.insert(row.begin(), indicator != nullptr ? chart_label(*indicator) : pooling->indicator);
      sheet.rows.push_back(std::move(row));
    }
  }
  return sheet;
}

// Who is in each base and who is not: F5 and F8.
Sheet bases_sheet(const Release& release) {
  Sheet sheet{"Bases",
              {"Id", "Indicator", "Group", "Answered", "Weighted", "Effective", "Don't know", "Prefer not to say",
               "Not asked", "No answer"},
              {}};
  const auto rounded = [](double value) { return value > 0 ? text::exact(value) : std::string(); };
  for (const auto& safe : release.input().findings) {
    const Shown shown = release.shown(*safe);
    std::vector<std::string> row{safe->id, indicator_label(release, *safe), group_text(*safe), shown.base()};
    const bool full = !safe->withheld && !shown.band();
    const finding::Bases& bases = safe->bases;
    row.push_back(full ? rounded(bases.weighted) : "");
    row.push_back(full ? rounded(bases.effective) : "");
    for (const std::int64_t count : {bases.dont_know, bases.prefer_not, bases.routed_out, bases.missing}) {
      row.push_back(full ? disclose::unanswered_text(count, release.rules()) : "");
    }
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

Sheet questions_sheet(const Release& release) {
  Sheet sheet{"Questions", {"Questionnaire", "Name", "Question", "Answers", "Asked if", "Source", "Licence"}, {}};
  for (const study::Instrument& instrument : release.study().instruments) {
    const std::string title = questionnaire_title(release.study(), instrument);
    for (const study::Question& question : instrument.questions) {
      std::vector<std::string> options;
      options.reserve(question.options.size());
      for (const study::Option& option : question.options) {
        options.push_back(option.label);
      }
      sheet.rows.push_back({title, question.name, question.text, text::join(options, " / "), question.asked_if,
                            question.source, question.licence});
    }
  }
  return sheet;
}

Sheet flow_sheet(const Release& release) {
  Sheet sheet{"Flow", {"Population", "Step", "Number"}, {}};
  for (const FlowRow& row : release.input().flow) {
    const study::Population* population = release.study().population(row.count->population);
    const Shown shown = release.shown(*row.count);
    sheet.rows.push_back({population != nullptr ? population->plural : row.count->population, row.label,
                          shown.figure() + (row.count->withheld ? " " + shown.notes() : "")});
  }
  return sheet;
}

Sheet rules_sheet(const Release& release) {
  const disclose::Rules& rules = release.rules();
  Sheet sheet{"Notes and rules", {"Subject", "Text"}, {}};
  const auto add = [&](const std::string& subject, const std::string& text) {
    if (!text.empty()) {
      sheet.rows.push_back({subject, text});
    }
  };
  add("Study", release.study().title);
  add("Synthetic", release.study().synthetic);
  add("[u]", fmt::format("too few answers to be reliable: the base is below {}", rules.withhold_below));
  add("[c]",
      fmt::format("confidential: about fewer than {} people, or it would give such a figure away", rules.minimum_cell));
  add("[x]", "could not be estimated");
  add("[66%]", fmt::format("base below {}: read with care", rules.bracket_below));
  add("75%*", fmt::format("base below {}, shown as a range", rules.flag_below));
  for (const study::Population& population : release.study().populations) {
    add("Intervals", interval_note(release, population.code));
  }
  for (const study::LeftOut& left_out : release.study().left_out) {
    add("Left out", left_out.reason);
  }
  add("Kith", release.input().manifest.version);
  for (const std::string& note : release.input().manifest.notes) {
    add("Note", note);
  }
  for (const auto& [file, hash] : release.input().manifest.hashes) {
    add("SHA-256 of " + file, hash);
  }
  return sheet;
}

}  // namespace

std::vector<Sheet> workbook(const Input& input) {
  const Release release(input);
  std::vector<Sheet> sheets{findings_sheet(release), comparisons_sheet(release)};
  if (!input.group_tests.empty()) {
    sheets.push_back(groups_sheet(release));
  }
  if (!input.poolings.empty()) {
    sheets.push_back(poolings_sheet(release));
  }
  for (Sheet (*make)(const Release&) : {bases_sheet, questions_sheet, flow_sheet, rules_sheet}) {
    sheets.push_back(make(release));
  }
  return sheets;
}

}  // namespace kith::report
