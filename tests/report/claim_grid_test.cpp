// Every way of saying a comparison or a bound, against every pair and share of the table: what passes is what is true.
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "report/narrative_fixture.h"

namespace kith::report::tests {
namespace {

// Two groups, their figures, and how the first stands to the second.
struct Pair {
  std::string subject, subject_figure, object, object_figure;
  double ratio;
  Verdict verdict;
};

std::vector<Pair> pairs() {
  const std::string lc = "Local Conversations participants", ac = "Active Communities participants",
                    others = "people living in areas with high levels of disadvantage", all = "participants";
  std::vector<Pair> pairs{
      {lc, "{{share neighbours_lc}}", ac, "{{share neighbours_ac}}", 0.78 / 0.68, Verdict::Higher},
      {all, "{{share friendships}}", others, "{{benchmark friendships}}", 0.83 / 0.49, Verdict::Higher},
      {all, "{{share influence}}", others, "{{benchmark influence}}", 0.59 / 0.22, Verdict::Higher},
      {lc, "{{share friendships_lc}}", ac, "{{share friendships_ac}}", 0.83 / 0.82, Verdict::Same},
      {lc, "{{share favours_lc}}", ac, "{{share favours_ac}}", 0.56 / 0.54, Verdict::NoDifference}};
  const std::size_t known = pairs.size();
  for (std::size_t i = 0; i < known; ++i) {
    const Pair& one = pairs[i];
    pairs.push_back({one.object, one.object_figure, one.subject, one.subject_figure, 1 / one.ratio,
                     one.verdict == Verdict::Higher ? Verdict::Lower : one.verdict});
  }
  return pairs;
}

// {0} and {1} are the subject and its figure, {2} and {3} the object and its.
struct Saying {
  std::string text;
  std::vector<Verdict> true_of;
};

const std::vector<Saying>& sayings() {
  using enum Verdict;
  static const std::vector<Saying> all{
      {"More {0} ({1}) than {2} ({3}) do so.", {Higher}},
      {"For {0} it is {1}, above the {3} of {2}.", {Higher}},
      {"A larger share of {0} ({1}) than of {2} ({3}) do so.", {Higher}},
      {"Compared with {2} ({3}), more {0} ({1}) do so.", {Higher}},
      {"While {3} of {2} do so, the share is higher among {0}, at {1}.", {Higher}},
      {"{3} of {2} do so. Among {0} it is {1}, which is more.", {Higher}},
      {"{3} of {2} do so. The share is higher among {0}: {1}.", {Higher}},
      {"{1} of {0} and {3} of {2} do so; the former is higher.", {Higher}},
      {"Of {0} {1} do so, of {2} {3}. The second is lower.", {Higher}},
      {"Among {0} it is {1}, ahead of {2} at {3}.", {Higher}},
      {"Those who do so among {2} ({3}) are outnumbered by {0} ({1}).", {Higher}},
      {"Unlike {2} ({3}), {0} ({1}) are more likely to do so.", {Higher}},
      {"Not only do more {0} ({1}) than {2} ({3}) do so, they like to.", {Higher}},
      {"Those among {0} ({1}) lag behind {2} ({3}).", {Lower}},
      {"Fewer {0} ({1}) than {2} ({3}) do so.", {Lower}},
      {"For {0} it is {1}, beneath the {3} of {2}.", {Lower}},
      {"The share of {0} ({1}) has yet to reach that of {2} ({3}).", {Lower}},
      {"No more {0} ({1}) than {2} ({3}) do so.", {Lower, Same}},
      {"Among {0} ({1}) it is at least as common as among {2} ({3}).", {Higher, Same}},
      {"As many {0} ({1}) as {2} ({3}) do so.", {Same}},
      {"The difference between {0} ({1}) and {2} ({3}) is small.", {Same}},
      {"There is nothing between {0} ({1}) and {2} ({3}): little separates them.", {Same}},
      {"In this {0} ({1}) resemble {2} ({3}).", {Same}},
      {"In this {0} ({1}) are on a par with {2} ({3}).", {Same}},
      {"There is no clear difference between {0} ({1}) and {2} ({3}).", {Same, NoDifference}},
      {"In this {0} ({1}) and {2} ({3}) differ.", {Higher, Lower}},
      {"The difference between {0} ({1}) and {2} ({3}) is large.", {Higher, Lower}},
      {"It cannot be said that more {0} ({1}) than {2} ({3}) do so.", {Lower, Same, NoDifference}},
  };
  return all;
}

// Sentences with what is to become of each.
struct Expected {
  std::vector<std::string> sentences;
  std::vector<bool> holds;

  void add(std::string sentence, bool is_true) {
    sentences.push_back(std::move(sentence));
    holds.push_back(is_true);
  }
};

class Grid : public Narratives {
 protected:
  void expect(const Expected& expected) const {
    const auto problems = problems_of_each(expected.sentences);
    for (std::size_t i = 0; i < problems.size(); ++i) {
      EXPECT_EQ(problems[i].empty(), expected.holds[i]) << expected.sentences[i] << listed(problems[i]);
    }
  }
};

TEST_F(Grid, AComparisonPassesWhenTheTestBearsItAndNotOtherwise) {
  Expected expected;
  for (const Pair& pair : pairs()) {
    for (const Saying& saying : sayings()) {
      const std::string text =
          fmt::format(fmt::runtime(saying.text), pair.subject, pair.subject_figure, pair.object, pair.object_figure);
      const bool holds = std::ranges::find(saying.true_of, pair.verdict) != saying.true_of.end();
      expected.add(text, holds);
    }
  }
  expect(expected);
}

TEST_F(Grid, AMultiplePassesWhenTheRatioBearsItAndNotOtherwise) {
  const std::vector<std::pair<std::string, std::function<bool(double, double)>>> limits{
      {"", [](double ratio, double factor) { return ratio >= factor; }},
      {"more than ", [](double ratio, double factor) { return ratio > factor; }},
      {"at least ", [](double ratio, double factor) { return ratio >= factor; }},
      {"nearly ", [](double ratio, double factor) { return ratio < factor && ratio >= 0.9 * factor; }},
      {"about ", [](double ratio, double factor) { return std::abs(ratio - factor) <= 0.1 * factor; }}};
  Expected expected;
  for (const Pair& pair : pairs()) {
    for (const auto& [words, factor] : std::vector<std::pair<std::string, double>>{
             {"twice", 2}, {"three times", 3}, {"two and a half times", 2.5}, {"one and a half times", 1.5}}) {
      for (const auto& [limit, holds] : limits) {
        const bool is_true = pair.verdict == Verdict::Higher && holds(pair.ratio, factor);
        for (const std::string& text :
             {fmt::format("In this {} ({}) are {}{} as likely as {} ({}) to agree.", pair.subject, pair.subject_figure,
                          limit, words, pair.object, pair.object_figure),
              fmt::format("For {} it is {}, {}{} the {} of {}.", pair.subject, pair.subject_figure, limit, words,
                          pair.object_figure, pair.object)}) {
          expected.add(text, is_true);
        }
      }
    }
  }
  expect(expected);
}

TEST_F(Grid, ABoundPassesWhenTheShareKeepsToItAndNotOtherwise) {
  const auto near = [](double bound) { return std::min(0.05, bound / 5); };
  using Holds = std::function<bool(double, double)>;
  const Holds over = [](double v, double b) { return v > b; }, under = [](double v, double b) { return v < b; },
              about = [&](double v, double b) { return std::abs(v - b) <= near(b) + 1e-9; },
              nearly = [&](double v, double b) { return v < b && v >= b - near(b); },
              just_over = [&](double v, double b) { return v > b && v <= b + near(b); };
  const std::vector<std::pair<std::string, Holds>> limits{
      {"over ", over},          {"more than ", over},    {"at least ", over},
      {"upwards of ", over},    {"under ", under},       {"fewer than ", under},
      {"no more than ", under}, {"not even ", under},    {"nearly ", nearly},
      {"almost ", nearly},      {"just under ", nearly}, {"just over ", just_over},
      {"barely ", just_over},   {"about ", about},       {"", about},
      {"only ", about},
  };
  const std::vector<std::pair<std::string, double>> bounds{{"half", 0.5},
                                                           {"a third", 1.0 / 3},
                                                           {"two thirds", 2.0 / 3},
                                                           {"three quarters", 0.75},
                                                           {"one in five", 0.2},
                                                           {"one participant in ten", 0.1},
                                                           {"nine out of every ten", 0.9},
                                                           {"two-fifths", 0.4},
                                                           {"three in four", 0.75}};
  Expected expected;
  for (const auto& [id, value] : std::vector<std::pair<std::string, double>>{
           {"favours", 0.55}, {"influence", 0.59}, {"friendships", 0.83}, {"lonely", 0.12}, {"third", 0.34}}) {
    for (const auto& [words, bound] : bounds) {
      for (const auto& [limit, holds] : limits) {
        const std::string text = fmt::format("In this study {}{} ({{{{share {}}}}}) said so.", limit, words, id);
        expected.add(text, holds(value, bound));
      }
    }
  }
  expect(expected);
}

}  // namespace
}  // namespace kith::report::tests
