// The example study: what was committed is what the program makes, and all published percentages follow from it by
// plain counting, without any of the program's estimators.
#include <algorithm>
#include <future>
#include <set>

#include "simulate/study_in_test.h"

namespace kith {
namespace {

using tests::Columns;

struct Published {
  std::string indicator;
  std::string column;              // of the participants, unless it says otherwise
  std::set<std::string> positive;  // codes; one ticked option; or a theme
  std::map<std::string, int> percent;
};

const std::set<std::string> agree = {"sa", "a"};

const std::vector<Published> published = {
    {"skills", "skills", agree, {{"lc", 69}, {"ac", 76}}},
    {"friends", "friends", agree, {{"lc", 86}, {"ac", 91}}},
    {"neighbours", "neighbours", agree, {{"all", 75}, {"lc", 78}, {"ac", 68}}},
    {"friendships", "friendships", agree, {{"all", 83}, {"lc", 83}, {"ac", 82}}},
    {"favours", "favours", agree, {{"all", 55}, {"lc", 56}, {"ac", 54}}},
    {"backgrounds", "backgrounds", agree, {{"all", 80}, {"lc", 79}, {"ac", 83}}},
    {"action", "action", agree, {{"lc", 76}, {"ac", 73}}},
    {"willing", "willing", agree, {{"all", 87}, {"lc", 86}, {"ac", 88}}},
    {"influence", "influence", agree, {{"all", 59}, {"lc", 59}, {"ac", 59}}},
    {"motive_meet", "motive", {"meet"}, {{"lc", 49}, {"ac", 54}}},
    {"motive_help", "motive", {"help"}, {{"lc", 54}, {"ac", 41}}},
    {"motive_services", "motive", {"serv"}, {{"lc", 34}, {"ac", 23}}},
};
const std::set<std::string> leaves_base = {"", "dk", "pn", "few", "same"};
const std::set<std::string> left_out = {"ac15", "ac16"};  // Active Communities in Scotland

struct Count {
  int positive = 0;
  int base = 0;

  int percent() const { return (200 * positive + base) / (2 * base); }
};

// By programme and for all.
std::map<std::string, Count> count(const Columns& columns, const std::string& column,
                                   const std::set<std::string>& positive, const std::set<std::string>& excluded) {
  std::map<std::string, Count> counts;
  const auto& cells = columns.at(column);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string& project = columns.at("project")[i];
    if (excluded.contains(project) || leaves_base.contains(cells[i])) {
      continue;
    }
    bool found = false;
    for (const std::string& code : positive) {
      found = found || (";" + cells[i] + ";").find(";" + code + ";") != std::string::npos;
    }
    for (const std::string& level : {tests::programme(project), std::string("all")}) {
      counts[level].positive += found ? 1 : 0;
      ++counts[level].base;
    }
  }
  return counts;
}

TEST(Example, EveryPublishedPercentageFollowsByCounting) {
  const Columns columns = tests::example_participants();
  int checked = 0;
  for (const Published& figure : published) {
    const auto counts = count(columns, figure.column, figure.positive, left_out);
    for (const auto& [level, percent] : figure.percent) {
      EXPECT_EQ(counts.at(level).percent(), percent) << figure.indicator << "_" << level;
      // J1: neither the share nor its complement may rest on fewer than ten people.
      EXPECT_GE(counts.at(level).positive, 10) << figure.indicator << "_" << level;
      EXPECT_GE(counts.at(level).base - counts.at(level).positive, 10) << figure.indicator << "_" << level;
      ++checked;
    }
  }
  EXPECT_EQ(checked, 30);
}

TEST(Example, ConfidenceLiesOverSeventyPercentUnrounded) {
  const auto counts = count(tests::example_participants(), "confidence", agree, left_out);
  for (const char* programme : {"lc", "ac"}) {
    EXPECT_GT(10 * counts.at(programme).positive, 7 * counts.at(programme).base) << programme;
  }
}

TEST(Example, PractitionersPartnershipsFollowByCounting) {
  const auto counts =
      count(tests::parse_csv(tests::bytes_of(tests::example_simulated(), "responses/w1-practitioners.csv")),
            "partnerships", agree, {});
  EXPECT_EQ(counts.at("lc").percent(), 86);
  EXPECT_EQ(counts.at("ac").percent(), 66);
  EXPECT_GE(counts.at("lc").base - counts.at("lc").positive, 10);
  EXPECT_GE(counts.at("ac").base - counts.at("ac").positive, 10);
  EXPECT_GE(counts.at("lc").base, 75);
  EXPECT_GE(counts.at("ac").base, 40);
}

TEST(Example, ThemesFollowByCountingTheFirstCoder) {
  const Columns people = tests::example_participants();
  const Columns codings = tests::parse_csv(tests::bytes_of(tests::example_simulated(), "codings/difference.csv"));
  std::map<std::string, std::string> project_of;
  for (std::size_t i = 0; i < people.at("id").size(); ++i) {
    project_of[people.at("id")[i]] = people.at("project")[i];
  }
  std::map<std::string, std::set<std::string>> read;  // programme -> answers
  std::map<std::string, std::map<std::string, int>> themes;
  std::size_t second = 0;
  for (std::size_t i = 0; i < codings.at("answer_id").size(); ++i) {
    const std::string& answer = codings.at("answer_id")[i];
    const std::string programme = tests::programme(project_of.at(answer));
    if (codings.at("coder")[i] != "coder_a") {
      ++second;
    } else if (!left_out.contains(project_of.at(answer))) {
      read[programme].insert(answer);
      ++themes[programme][codings.at("theme")[i]];
    }
  }
  const auto percent = [&](const char* programme, const char* theme) {
    return Count{themes[programme][theme], static_cast<int>(read[programme].size())}.percent();
  };
  EXPECT_EQ(percent("lc", "networks"), 41);
  EXPECT_EQ(percent("lc", "action"), 29);
  EXPECT_EQ(percent("ac", "ties"), 42);
  EXPECT_EQ(percent("ac", "community"), 21);
  EXPECT_GE(themes["ac"]["community"], 10);
  EXPECT_GT(second, 100U) << "I3: at least a tenth is coded twice";
}

TEST(Example, TheCommittedFilesAreWhatSimulateMakes) {
  std::size_t bytes = 0;
  for (const auto& [name, expected] : tests::example_simulated().files) {
    EXPECT_TRUE(read_file(tests::example() / name) == expected) << name << " differs: run `kith simulate`";
    bytes += expected.size();
  }
  EXPECT_EQ(tests::example_simulated().files.size(), 3U);
  EXPECT_LT(bytes, 300'000U);
}

TEST(Example, TwoThreadsMakeTheSameBytesAsOne) {
  const auto make = [] { return simulate::simulate(tests::example_study(), tests::example_recipe()).files; };
  auto one = std::async(std::launch::async, make);
  auto other = std::async(std::launch::async, make);
  EXPECT_EQ(one.get(), tests::example_simulated().files);
  EXPECT_EQ(other.get(), tests::example_simulated().files);
}

TEST(Example, HoldsTheCellThatThePlanLeavesOut) {
  const Columns columns = tests::example_participants();
  const auto in =
      std::ranges::count_if(columns.at("project"), [](const std::string& p) { return left_out.contains(p); });
  EXPECT_GT(in, 0);
  EXPECT_LT(in, 10);
}

TEST(Example, HasFiveLargeProjectsAndManySmallOnes) {
  std::map<std::string, int> sizes;
  const Columns columns = tests::example_participants();
  for (const std::string& project : columns.at("project")) {
    ++sizes[project];
  }
  EXPECT_EQ(sizes.size(), 40U);
  EXPECT_EQ(std::ranges::count_if(sizes, [](const auto& size) { return size.second >= 60; }), 5);
  EXPECT_GE(std::ranges::count_if(sizes, [](const auto& size) { return size.second < 30; }), 30);
}

TEST(Example, SomeOfEveryQuestionIsMissingButNotMuch) {
  const Columns columns = tests::example_participants();
  for (const Published& figure : published) {
    const auto& cells = columns.at(figure.column);
    const auto missing =
        std::ranges::count_if(cells, [](const std::string& cell) { return leaves_base.contains(cell); });
    const double share = static_cast<double>(missing) / static_cast<double>(cells.size());
    EXPECT_GT(share, 0.02) << figure.column;
    EXPECT_LT(share, 0.11) << figure.column;
  }
}

// The edited text with its brackets taken out is the answer, and the respondent said yes to being quoted.
TEST(Example, QuotesAreAnswersOfThoseWhoMayBeQuoted) {
  for (const study::ChosenQuote& quote : tests::example_study().quotes) {
    const Columns columns =
        tests::parse_csv(tests::bytes_of(tests::example_simulated(), "responses/w1-" + quote.population + "s.csv"));
    const auto& ids = columns.at("id");
    const auto at = static_cast<std::size_t>(std::ranges::find(ids, quote.answer) - ids.begin());
    ASSERT_LT(at, ids.size()) << quote.id;
    EXPECT_EQ(columns.at("quote_consent")[at], "yes") << quote.id;
    std::string plain = quote.edited;
    for (std::size_t open = plain.find('['); open != std::string::npos; open = plain.find('[')) {
      const std::size_t close = plain.find(']', open);
      plain.erase(open, close - open + 2);  // with the blank after it
    }
    EXPECT_EQ(plain, columns.at(quote.question)[at]) << quote.id;
  }
  EXPECT_EQ(tests::example_study().quotes.size(), 4U);
}

}  // namespace
}  // namespace kith
