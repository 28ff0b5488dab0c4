// The answers of the example hang together as people's answers do: within persons, within projects, and not in the
// file.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>

#include "simulate/study_in_test.h"

namespace kith {
namespace {

using tests::Columns;

const std::vector<std::string> items = {"confidence", "skills",      "friends", "neighbours", "friendships",
                                        "favours",    "backgrounds", "willing", "influence",  "action"};

// 5 strongly agree ... 1 strongly disagree.
std::vector<std::optional<double>> scores(const Columns& columns, const std::string& item) {
  const std::map<std::string, double> values = {{"sa", 5}, {"a", 4}, {"n", 3}, {"d", 2}, {"sd", 1}};
  std::vector<std::optional<double>> found;
  for (const std::string& cell : columns.at(item)) {
    const auto value = values.find(cell);
    found.push_back(value == values.end() ? std::nullopt : std::optional(value->second));
  }
  return found;
}

double correlation(const std::vector<std::optional<double>>& a, const std::vector<std::optional<double>>& b) {
  double n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] && b[i]) {
      n += 1;
      sa += *a[i];
      sb += *b[i];
      saa += *a[i] * *a[i];
      sbb += *b[i] * *b[i];
      sab += *a[i] * *b[i];
    }
  }
  return (n * sab - sa * sb) / std::sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
}

// One-way analysis of variance: (MSB - MSW) / (MSB + (m0 - 1) MSW), m0 the mean size corrected for unequal sizes.
double icc(const std::vector<std::optional<double>>& values, const std::vector<std::string>& projects) {
  std::map<std::string, std::vector<double>> groups;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) {
      groups[projects[i]].push_back(*values[i]);
    }
  }
  double n = 0, sum = 0, squares = 0;
  for (const auto& [project, group] : groups) {
    n += static_cast<double>(group.size());
    sum += std::accumulate(group.begin(), group.end(), 0.0);
    squares += static_cast<double>(group.size() * group.size());
  }
  double between = 0, within = 0;
  for (const auto& [project, group] : groups) {
    const double size = static_cast<double>(group.size());
    const double mean = std::accumulate(group.begin(), group.end(), 0.0) / size;
    between += size * (mean - sum / n) * (mean - sum / n);
    for (const double value : group) {
      within += (value - mean) * (value - mean);
    }
  }
  const double k = static_cast<double>(groups.size());
  const double m0 = (n - squares / n) / (k - 1);
  const double msb = between / (k - 1);
  const double msw = within / (n - k);
  return (msb - msw) / (msb + (m0 - 1) * msw);
}

TEST(Structure, ItemsOfOnePersonGoTogetherButNotAllTheWay) {
  const Columns columns = tests::example_participants();
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double r = correlation(scores(columns, items[i]), scores(columns, items[j]));
      EXPECT_GT(r, 0.0) << items[i] << " and " << items[j];
      EXPECT_LT(r, 0.7) << items[i] << " and " << items[j];
    }
  }
  // Items of one factor are closer than items of different ones.
  EXPECT_GT(correlation(scores(columns, "neighbours"), scores(columns, "friendships")),
            correlation(scores(columns, "neighbours"), scores(columns, "backgrounds")));
}

TEST(Structure, PeopleOfOneProjectAreAlike) {
  const Columns columns = tests::example_participants();
  double sum = 0;
  for (const std::string& item : items) {
    const double one = icc(scores(columns, item), columns.at("project"));
    EXPECT_LT(one, 0.25) << item;
    sum += one;
  }
  EXPECT_GT(sum / static_cast<double>(items.size()), 0.015);
}

TEST(Structure, AnswersVaryWithinEveryProjectOfTen) {
  const Columns columns = tests::example_participants();
  std::map<std::string, std::set<std::string>> seen;
  std::map<std::string, int> sizes;
  for (std::size_t i = 0; i < columns.at("project").size(); ++i) {
    seen[columns.at("project")[i]].insert(columns.at("favours")[i]);
    ++sizes[columns.at("project")[i]];
  }
  for (const auto& [project, answers] : seen) {
    if (sizes[project] >= 10) {
      EXPECT_GE(answers.size(), 3U) << project;
    }
  }
}

TEST(Structure, NothingButTheIdIsInOrder) {
  for (const auto& [name, cells] : tests::example_participants()) {
    EXPECT_EQ(std::ranges::is_sorted(cells), name == "id") << name;
    EXPECT_FALSE(std::ranges::is_sorted(cells, std::greater<>())) << name;
  }
}

TEST(Structure, OpenAnswersDiffer) {
  const std::vector<std::string> texts = tests::example_participants().at("difference");
  std::map<std::string, int> counts;
  for (const std::string& text : texts) {
    if (!text.empty()) {
      ++counts[text];
    }
    EXPECT_EQ(text.find_first_of("{}|"), std::string::npos) << text;
    EXPECT_EQ(text.find("  "), std::string::npos) << text;
    EXPECT_EQ(text.find(" ."), std::string::npos) << text;
    EXPECT_EQ(text.find(" ,"), std::string::npos) << text;
  }
  EXPECT_GT(counts.size(), 500U);
  for (const auto& [text, count] : counts) {
    EXPECT_TRUE(count <= 3 || text.size() < 40) << count << " times: " << text;
  }
}

}  // namespace
}  // namespace kith
