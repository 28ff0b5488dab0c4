// The report as a whole: what it must hold, in what form, and what must not appear in it anywhere.
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

#include "base/text.h"
#include "fixture.h"
#include "report/page.h"

namespace kith::report {
namespace {

using tests::Example;
using tests::example_findings;
using tests::example_study;
using tests::Finding;
using tests::Level;

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
    ++count;
  }
  return count;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> all_matches(const std::string& text, const std::regex& pattern) {
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) {
    found.push_back((*at)[1]);
  }
  return found;
}

std::string everything(const Example& example) {
  const Input input = example.input();
  std::string text = html(input) + json(input);
  for (const Sheet& sheet : workbook(input)) {
    text += sheet.name + '\n' + text::join(sheet.header, "\t") + '\n';
    for (const auto& row : sheet.rows) {
      text += text::join(row, "\t") + '\n';
    }
  }
  return text;
}

std::string page() {
  return html(Example().input());
}

// The part of a page under one heading of the second level.
std::string part_of(const std::string& page, const std::string& anchor) {
  const std::size_t start = page.find("<h2 id=\"" + anchor + "\">");
  EXPECT_NE(start, std::string::npos) << anchor;
  return page.substr(start, page.find("<h2 ", start + 4) - start);
}

TEST(Page, IsTheSameFromTheSameInput) {
  EXPECT_EQ(everything(Example()), everything(Example()));
}

// The strongest form of "a withheld value appears nowhere": two releases that differ in nothing but the value, and the
// rest of what only the analyst may see, of a withheld finding are the same bytes. That covers words, alternative
// texts, attributes, coordinates and the lengths of marks.
TEST(Page, TellsNothingOfAWithheldFinding) {
  const auto with = [](double share, std::int64_t base, const std::string& note) {
    std::vector<Finding> findings = example_findings();
    Finding small = tests::share("chat", {tests::kitchens, {"nation", "cym", "Wales"}}, share, base);
    tests::compare(small, 0.5, "higher");
    small.notes.push_back({"detail", note});
    findings.insert(findings.begin() + 6, small);
    return everything(Example(example_study(), std::move(findings)));
  };
  const std::string one = with(0.6, 23, "14 of 23 answered");
  EXPECT_EQ(one, with(0.4, 21, "9 of 21 answered"));
  EXPECT_FALSE(has(one, "14 of 23"));
  EXPECT_TRUE(has(one, "The sample is very small, so the figure is not shown."));
}

TEST(Page, WithheldFiguresStandAsASymbolWithTheirReason) {
  std::vector<Finding> findings = example_findings();
  findings.insert(findings.begin() + 6, tests::share("chat", {tests::kitchens, {"nation", "cym", "Wales"}}, 0.5, 22));
  const std::string html = report::html(Example(example_study(), std::move(findings)).input());
  const std::string annex = part_of(html, "annex");
  EXPECT_TRUE(has(annex, "<th scope=\"row\">Open Kitchens, Wales</th><td>[u]</td><td></td><td>[u]</td>")) << annex;
  EXPECT_TRUE(has(part_of(html, "limitations"),
                  "The sample of participants (Open Kitchens, Wales) is very small, so the data is not included."));
}

TEST(Page, HasOneTitleAndHeadingsThatSkipNoLevel) {
  const std::string html = page();
  EXPECT_EQ(count_of(html, "<h1"), 1U);
  int level = 1;
  for (const std::string& heading : all_matches(html, std::regex("<h([1-6])[ >]"))) {
    EXPECT_LE(std::stoi(heading), level + 1);
    level = std::stoi(heading);
  }
}

TEST(Page, IsOneFileThatAsksForNothing) {
  const std::string html = page();
  EXPECT_TRUE(html.starts_with("<!doctype html>\n<html lang=\"en-GB\">"));
  for (const char* part : {"<script", "<link", "<img", "src=\"http", "url(http", "@import", "<iframe"}) {
    EXPECT_FALSE(has(html, part)) << part;
  }
}

TEST(Page, EveryIdIsUniqueAndEveryLinkHasAPlace) {
  const std::string html = page();
  std::set<std::string> ids;
  for (const std::string& id : all_matches(html, std::regex(" id=\"([^\"]+)\""))) {
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
  for (const std::string& target : all_matches(html, std::regex("href=\"#([^\"]+)\""))) {
    EXPECT_TRUE(ids.contains(target)) << target;
  }
  for (const std::string& label : all_matches(html, std::regex("aria-labelledby=\"([^\"]+)\""))) {
    for (const auto id : text::split(label, ' ')) {
      EXPECT_TRUE(ids.contains(std::string(id))) << id;
    }
  }
}

TEST(Page, EveryTableHasACaptionAndScopes) {
  const std::string html = page();
  EXPECT_GT(count_of(html, "<table"), 10U);
  EXPECT_EQ(count_of(html, "<table"), count_of(html, "<caption>"));
  EXPECT_EQ(count_of(html, "<th>"), 0U);
}

TEST(Page, TheAnnexFoldsEveryFigureAwayUnderTheNameOfItsTable) {
  const std::string annex = part_of(page(), "annex");
  const auto lines = all_matches(annex, std::regex("<details class=\"figure-table\"><summary>([^<]*)</summary>\n<div"));
  EXPECT_FALSE(lines.empty());
  EXPECT_EQ(lines, all_matches(annex, std::regex("<table class=\"figures\">\n<caption>([^<]*)</caption>")));
}

TEST(Page, EveryPictureSaysWhatItShowsFromTheFindings) {
  const std::string html = page();
  EXPECT_EQ(count_of(html, "role=\"img\""), count_of(html, "<desc id="));
  EXPECT_TRUE(has(html,
                  "Stop and chat with people near by: 75% (71% to 79%), against 57% of people living in less "
                  "well-off areas: 18 points higher (14 to 22)."));
  EXPECT_TRUE(has(html, "Stop and chat with people near by, Open Kitchens: 68% ("));
  EXPECT_TRUE(has(html, "About 6 in 10 people"));
}

TEST(Page, HoldsEveryPlannedIndicator) {
  const std::string html = page();
  for (const study::Indicator& indicator : example_study().indicators) {
    EXPECT_TRUE(has(html.substr(0, html.find("<h2 id=\"annex\">")), escape(chart_label(indicator)))) << indicator.id;
    EXPECT_TRUE(has(part_of(html, "annex"), escape(chart_label(indicator)))) << indicator.id;
  }
}

TEST(Page, WhatPeoplePutDownToTheProjectNeverStandsBesideABenchmark) {
  std::vector<Finding> findings = example_findings();
  for (Finding& finding : findings) {
    if (finding.indicator == "confident") {
      EXPECT_FALSE(finding.comparison);
    }
  }
  const std::string part = part_of(page(), "confidence-and-skills");
  EXPECT_TRUE(has(part, "Feel more confident"));
  EXPECT_TRUE(has(part, "What people put down to the project"));
  EXPECT_FALSE(has(part, "Benchmark"));
  EXPECT_FALSE(has(part, "less well-off"));
}

TEST(Page, SaysAtTheTopThatAnswersAreSynthetic) {
  const std::string html = page();
  EXPECT_LT(html.find("Every answer in this report is invented."), html.find("<h1"));
  EXPECT_TRUE(has(html, "Open Kitchens project participant (synthetic)"));
  study::Study real = example_study();
  real.synthetic.clear();
  EXPECT_FALSE(has(report::html(Example(real).input()), "class=\"banner\""));
}

TEST(Page, NothingThatAStudySaysBecomesMarkup) {
  study::Study study = example_study();
  study.title = "Soup & <b>bread</b>";
  study.left_out[0].reason = "<script>alert('x')</script>";
  const std::string html = report::html(Example(study).input());
  EXPECT_TRUE(has(html, "<h1>Soup &amp; &lt;b&gt;bread&lt;/b&gt;</h1>"));
  EXPECT_FALSE(has(html, "<script"));
  EXPECT_TRUE(has(html, "Bread &amp; Salt"));
}

TEST(Page, PrintsWhatASourceDoesNotState) {
  const std::string annex = part_of(page(), "annex");
  EXPECT_TRUE(has(annex, "<dt>Item</dt><dd>not stated by the source</dd>"));
  EXPECT_TRUE(has(annex, "<dt>Gap between the two</dt><dd>51 months</dd>"));
}

TEST(Page, NamesThoseWhoWereLeftOutUnderEveryChartTheyWouldBeIn) {
  const std::string neighbours = part_of(page(), "neighbours");
  EXPECT_EQ(count_of(neighbours, "<figure class=\"chart\""), count_of(neighbours,
                                                                      "Note: The sample of participants in "
                                                                      "Shared Gardens projects in Wales"));
}

TEST(Page, AStudyWithNothingButATitleStillMakesAPage) {
  study::Study study;
  study.title = "Empty";
  const std::string html = report::html(Example(study, {}).input());
  EXPECT_TRUE(has(html, "<h1>Empty</h1>"));
  EXPECT_TRUE(has(html, "id=\"annex\""));
}

TEST(Limitations, FillThemselvesFromTheFacts) {
  const Example example;
  const Input input = example.input();
  std::set<std::string> titles;
  for (const Limitation& one : limitations(Release(input))) {
    titles.insert(one.title);
  }
  for (const char* title : {"No measurement before the start", "People chose to take part", "Few projects",
                            "Asked in another way", "Older comparison figures", "Comparison figures taken as fixed",
                            "Similar, not the same question", "Left out of every figure"}) {
    EXPECT_TRUE(titles.contains(title)) << title;
  }
  EXPECT_FALSE(titles.contains("Related questions only"));
}

TEST(Limitations, GoWhenTheirReasonGoes) {
  study::Study study = example_study();
  study.design.baseline = true;
  study.design.random_assignment = true;
  for (study::Benchmark& benchmark : study.benchmarks) {
    benchmark.mode = "self-completion";
    benchmark.fieldwork_end = "2020-01-31";
  }
  const Example example(study);
  const Input input = example.input();
  for (const Limitation& one : limitations(Release(input))) {
    EXPECT_NE(one.title, "No measurement before the start");
    EXPECT_NE(one.title, "People chose to take part");
    EXPECT_NE(one.title, "Asked in another way");
    EXPECT_NE(one.title, "Older comparison figures");
  }
}

}  // namespace
}  // namespace kith::report
