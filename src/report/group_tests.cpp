#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "report/group_text.h"
#include "report/html.h"
#include "report/page.h"

namespace kith::report {

namespace {

using finding::GroupTest;

bool is_share(const GroupTest& test) {
  return test.kind == finding::Kind::Share;
}

std::string uncapitalised(const std::string& sentence) {
  return text::fold(sentence.substr(0, 1)) + sentence.substr(std::min<std::size_t>(1, sentence.size()));
}

// "age band and gender" of "age_band:gender" and "gender".
std::string characteristics_text(const GroupTest& test) {
  std::vector<std::string> names;
  for (const std::string& crossed : test.adjusted) {
    for (const std::string_view part : text::split(crossed, ':')) {
      const std::string name = text::replace_all(std::string(text::trim(part)), "_", " ");
      if (std::ranges::find(names, name) == names.end()) {
        names.push_back(name);
      }
    }
  }
  return listed(names);
}

// "England, Scotland and Wales"; of many groups their number.
std::string groups_text(const Release& release, const GroupTest& test) {
  constexpr std::size_t most_named = 4;
  if (test.levels.size() > most_named) {
    return fmt::format("the {} {}", number_word(test.levels.size()),
                       group_noun(release, test.indicator, test.dimension).many);
  }
  std::vector<std::string> names;
  names.reserve(test.levels.size());
  for (const finding::Level& level : test.levels) {
    names.push_back(level.label);
  }
  return listed(names);
}

std::string units(const GroupTest& test) {
  return is_share(test) ? " percentage points" : "";
}

GroupTest::Gap turned(GroupTest::Gap gap) {
  if (gap.b) {
    std::swap(gap.a, *gap.b);
  }
  gap.difference = -gap.difference;
  if (gap.interval) {
    gap.interval->low = -std::exchange(gap.interval->high, -gap.interval->low);
  }
  return gap;
}

// "For England it is higher than for Wales, by 12 percentage points (3 to 21)." The higher one stands first.
std::string gap_sentence(const GroupTest& test, const GroupTest::Gap& gap) {
  const bool up = gap.verdict == "higher";
  const GroupTest::Gap said = up ? gap : turned(gap);
  const std::string limits = gap_limits(test, said);
  return fmt::format("For {} {} is {} than for {}, by {}{}{}.", test.levels.at(said.a).label,
                     test.of == GroupTest::Of::Figures ? "it" : "the difference", up || gap.b ? "higher" : "lower",
                     said.b ? test.levels.at(*said.b).label : "the others on average",
                     difference_text(said.difference, test.kind), units(test),
                     limits.empty() ? "" : " (" + limits + ")");
}

std::string statistic_text(const GroupTest& test) {
  if (!test.statistic || !test.p) {
    return {};
  }
  const std::string degrees =
      test.df2 ? fmt::format("{} and {} degrees of freedom", text::exact(test.df1.value_or(0)), text::exact(*test.df2))
               : fmt::format("{} degrees of freedom", text::exact(test.df1.value_or(0)));
  return fmt::format("F {} on {}, p {}, adjusted {}", text::exact(*test.statistic), degrees, p_text(*test.p),
                     p_text(test.q.value_or(1)));
}

// "One nation", "Three nations".
std::string so_many(const Release& release, const GroupTest& test, std::size_t groups) {
  const Noun noun = group_noun(release, test.indicator, test.dimension);
  return fmt::format("{} {}", capitalised(number_word(groups)), groups == 1 ? noun.one : noun.many);
}

std::string left_out_text(const Release& release, const GroupTest& test) {
  std::string sentences;
  if (test.not_shown > 0) {
    sentences = fmt::format(" {} without a figure that is shown {} no part in the test.",
                            so_many(release, test, test.not_shown), test.not_shown == 1 ? "has" : "have");
  }
  for (const GroupTest::LeftOut& one : test.left_out) {
    sentences += fmt::format(" {} {} no part in the test: {}", so_many(release, test, one.groups),
                             one.groups == 1 ? "has" : "have", uncapitalised(one.reason));
  }
  return sentences;
}

// Levels with their benchmarks: what is compared are the differences from these.
std::string benchmarks_text(const GroupTest& test) {
  if (test.of != GroupTest::Of::FromBenchmarks) {
    return {};
  }
  std::vector<std::string> pairs;
  for (std::size_t i = 0; i < std::min(test.levels.size(), test.benchmarks.size()); ++i) {
    pairs.push_back(test.levels[i].label + " with " + test.benchmarks[i]);
  }
  return " Compared: " + listed(pairs) + ".";
}

std::string differences_table(const std::string& caption, const GroupTest& test) {
  Cells cells{.caption = caption, .header = {"Groups", "Difference", "95% interval"}, .rows = {}};
  const bool with_q = std::ranges::any_of(test.gaps, [](const GroupTest::Gap& gap) { return gap.q.has_value(); });
  if (is_share(test)) {
    cells.header[1] = "Difference in points";
  }
  if (with_q) {
    cells.header.emplace_back("Adjusted p");
  }
  cells.header.emplace_back("Result");
  for (const GroupTest::Gap& gap : test.gaps) {
    std::vector<std::string> row{gap_label(test, gap), gap_difference(test, gap), gap_limits(test, gap)};
    if (with_q) {
      row.push_back(gap.q ? p_text(*gap.q) : "");
    }
    row.push_back(gap.verdict);
    cells.rows.push_back(std::move(row));
  }
  return table(cells);
}

// Tests of one indicator and dimension are told apart by it.
std::string caption_text(const Release& release, const GroupTest& test) {
  const std::string many = group_noun(release, test.indicator, test.dimension).many;
  const std::string groups = test.levels.size() > 2 ? many : "two " + many;
  switch (test.of) {
    case GroupTest::Of::Figures:
      return groups + " against each other";
    case GroupTest::Of::FromBenchmarks:
      return fmt::format("how far {} are from their benchmarks", groups);
    case GroupTest::Of::FromPeopleLikeThem:
      break;
  }
  return fmt::format("how far {} are from people like them", groups);
}

std::string test_html(const Release& release, const disclose::Safe<GroupTest>& released) {
  const GroupTest& test = *released;
  std::string text = test_sentence(release, test);
  for (const GroupTest::Gap& gap : test.gaps) {
    if (gap.verdict == "higher" || gap.verdict == "lower") {
      text += " " + gap_sentence(test, gap);
    }
  }
  text += left_out_text(release, test) + benchmarks_text(test);
  std::string html = fmt::format("<p><b>{}.</b> {}</p>\n", escape(test_label(release, test)), escape(text));
  if (test.gaps.empty()) {
    return html;
  }
  const std::string caption = fmt::format("{}: {}", test_label(release, test), caption_text(release, test));
  const std::string statistic = statistic_text(test);
  return html + folded("figure-table", caption,
                       (statistic.empty() ? "" : fmt::format("<p>{}.</p>\n", escape(statistic))) +
                           differences_table(caption, test));
}

}  // namespace

std::string number_word(std::size_t count) {
  static constexpr std::array<std::string_view, 10> words{"no",   "one", "two",   "three", "four",
                                                          "five", "six", "seven", "eight", "nine"};
  return count < words.size() ? std::string(words[count]) : std::to_string(count);
}

Noun group_noun(const Release& release, const std::string& id, const std::string& dimension) {
  for (const char* known : {"programme", "nation", "project"}) {
    if (dimension == known) {
      return {dimension, dimension + "s"};
    }
  }
  if (dimension == "mode") {
    return {"way of answering", "ways of answering"};
  }
  const study::Indicator* indicator = release.study().indicator(id);
  const study::Population* population =
      indicator == nullptr ? nullptr : release.study().population(indicator->population);
  const study::Instrument* instrument = population == nullptr ? nullptr : release.study().instrument_of(*population);
  if (instrument == nullptr || instrument->question(dimension) == nullptr) {
    return {"kind of area", "kinds of area"};
  }
  return {"group", "groups"};
}

std::string test_label(const Release& release, const GroupTest& test) {
  const study::Indicator* indicator = release.study().indicator(test.indicator);
  return indicator != nullptr ? chart_label(*indicator) : test.indicator;
}

std::string gap_label(const GroupTest& test, const GroupTest::Gap& gap) {
  return fmt::format("{} less {}", test.levels.at(gap.a).label,
                     gap.b ? test.levels.at(*gap.b).label : "the others on average");
}

std::string gap_difference(const GroupTest& test, const GroupTest::Gap& gap) {
  return signed_difference_text(gap.difference, test.kind);
}

std::string gap_limits(const GroupTest& test, const GroupTest::Gap& gap) {
  return limits_text(gap.interval, test.kind);
}

std::string p_text(double p) {
  return p < 0.0005 ? "under 0.001" : text::fixed(p, 3);
}

std::string compared_text(const GroupTest& test) {
  switch (test.of) {
    case GroupTest::Of::Figures:
      return {};
    case GroupTest::Of::FromBenchmarks:
      return "how far they are from their benchmarks";
    case GroupTest::Of::FromPeopleLikeThem:
      break;
  }
  return fmt::format("how far they are from people like them, of the same {}{}", characteristics_text(test),
                     test.benchmarks.empty() ? "" : ", among " + test.benchmarks.front());
}

std::string test_sentence(const Release& release, const GroupTest& test) {
  const std::string compared = compared_text(test);
  const std::string in = compared.empty() ? "" : " in " + compared;
  if (test.verdict == "not tested") {
    const std::string groups =
        test.levels.size() < 2 ? group_noun(release, test.indicator, test.dimension).many : groups_text(release, test);
    return fmt::format("Whether {} differ{}{} was not tested: {}", groups, in,
                       test.of == GroupTest::Of::FromPeopleLikeThem ? "," : "", uncapitalised(test.reason));
  }
  const std::string groups = capitalised(groups_text(release, test));
  if (test.verdict == "practically the same") {
    return fmt::format("{} are practically the same{}.", groups, in);
  }
  return test.verdict == "differ" ? fmt::format("{} differ{}.", groups, in)
                                  : fmt::format("{} do not clearly differ{}.", groups, in);
}

Part group_differences(const Release& release) {
  Part part{.anchor = "do-groups-differ", .title = "Do groups differ?", .html = {}};
  if (release.input().group_tests.empty()) {
    return part;
  }
  part.html =
      "<p>Two figures that look different may do so by chance. Here the difference itself is tested: first whether the "
      "groups differ at all, then, if they do, which ones; a pair counts as different only where both tests say so. "
      "P-values are adjusted for how many tests there are.</p>\n";
  std::vector<std::string> dimensions;
  for (const disclose::Safe<GroupTest>& test : release.input().group_tests) {
    if (std::ranges::find(dimensions, test->dimension) == dimensions.end()) {
      dimensions.push_back(test->dimension);
    }
  }
  for (const std::string& dimension : dimensions) {
    const std::string name = dimension_name(release.study(), dimension);
    part.html += fmt::format("<h3>{}</h3>\n", escape(name.ends_with('?') ? name : "By " + name));
    for (const disclose::Safe<GroupTest>& test : release.input().group_tests) {
      part.html += test->dimension == dimension ? test_html(release, test) : "";
    }
  }
  return part;
}

}  // namespace kith::report
