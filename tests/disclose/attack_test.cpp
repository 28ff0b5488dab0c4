// Thousands of small releases, each attacked by trying every table that fits (attacker.h).
//
// The thresholds are scaled down so that the tables can be listed: at least three values must remain possible instead
// of ten, bases below four are withheld. Nothing is banded, which is the attacker's best case.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "attacker.h"
#include "disclose/gate.h"
#include "release_builder.h"

namespace kith::disclose::tests {
namespace {

constexpr std::int64_t minimum = 3;
constexpr std::int64_t withhold = 4;
constexpr Rules rules{.minimum_cell = minimum, .withhold_below = withhold, .bracket_below = 4, .flag_below = 4};

// A release whose figures are sums of leaves.
struct Trial {
  std::vector<std::int64_t> leaves;
  std::vector<finding::Finding> findings;
  std::vector<Figure> figures;
  std::vector<Nesting> nestings;

  std::int64_t sum(const Leaves& of) const {
    std::int64_t total = 0;
    for (const std::size_t leaf : of) {
      total += leaves[leaf];
    }
    return total;
  }
  void add_count(const Levels& by, const Leaves& of) {
    findings.push_back(count("n", by, sum(of)));
    figures.push_back({of, {}, ""});
  }
  void add_share(const Levels& by, const Leaves& with, const Leaves& without, const std::string& option = "") {
    findings.push_back(share("q", by, sum(with), sum(with) + sum(without)));
    if (!option.empty()) {
      findings.back().id = id_of("q" + option, by);
      findings.back().category = option;
      findings.back().whole = "q";
    }
    figures.push_back({with, without, ""});
  }
};

struct Tally {
  int attacked = 0, unfinished = 0, withheld = 0, secondary = 0;
  int known = 0;   // withheld figures with a count that can only have one value
  int narrow = 0;  // with fewer values left than there should be
};

std::string table_of(const Trial& trial) {
  std::string text;
  for (std::size_t i = 0; i < trial.findings.size(); ++i) {
    text += "\n  " + trial.findings[i].id + " " + std::to_string(trial.sum(trial.figures[i].with)) + "/" +
            std::to_string(trial.sum(trial.figures[i].without)) + " " + trial.figures[i].code;
  }
  return text;
}

// Whether what may still be is wide enough for what is withheld: docs/disclosure.md, "What is guaranteed".
bool wide_enough(const Figure& figure, std::int64_t with, std::int64_t without, const Possibilities& possible) {
  const auto enough = [](const std::set<std::int64_t>& values) {
    return values.size() >= static_cast<std::size_t>(minimum);
  };
  const auto whole_cell = [](std::int64_t truth, const std::set<std::int64_t>& values) {
    return truth >= minimum || (values.contains(0) && values.contains(1) && values.contains(2));
  };
  if (figure.code == "small-base") {
    return enough(possible.numerator) && enough(possible.complement) &&
           (with + without < minimum ? enough(possible.base) : possible.base.size() > 1);
  }
  return enough(possible.numerator) && whole_cell(with, possible.numerator) &&
         (figure.without.empty() || (enough(possible.complement) && whole_cell(without, possible.complement)));
}

// In tables crossed three ways whole numbers can leave gaps in what is possible ("0, 2, 4 or 6"), which no bounds tell.
enum class Promise { EveryValue, Bounds };

void fill_gaps(std::set<std::int64_t>& values) {
  for (std::int64_t value = values.empty() ? 0 : *values.begin(); !values.empty() && value < *values.rbegin();
       ++value) {
    values.insert(value);
  }
}

// Releases the trial, attacks it, and counts withheld figures that are known too well.
void attack(Trial trial, Promise promise, Tally& tally) {
  Gate gate(rules, trial.nestings);
  const auto released = gate.release(trial.findings);
  for (std::size_t i = 0; i < released.size(); ++i) {
    if (released[i]->withheld) {
      trial.figures[i].code = released[i]->withheld->code;
      ++tally.withheld;
    }
  }
  tally.secondary += static_cast<int>(std::ranges::count(gate.log(), std::optional(Rule::Secondary), &Decision::rule));
  Attacker attacker(trial.leaves, trial.figures, withhold);
  if (!attacker.attack(300000)) {
    ++tally.unfinished;
    return;
  }
  ++tally.attacked;
  for (std::size_t i = 0; i < trial.figures.size(); ++i) {
    const Figure& figure = trial.figures[i];
    if (figure.code.empty()) {
      continue;
    }
    Possibilities possible = attacker.possible()[i];
    if (promise == Promise::Bounds) {
      fill_gaps(possible.numerator);
      fill_gaps(possible.complement);
    }
    const bool known = possible.numerator.size() == 1 || (!figure.without.empty() && possible.complement.size() == 1);
    const bool narrow = !wide_enough(figure, trial.sum(figure.with), trial.sum(figure.without), possible);
    tally.known += known ? 1 : 0;
    tally.narrow += narrow ? 1 : 0;
    if (known || narrow) {
      ADD_FAILURE() << trial.findings[i].id << " may only be " << testing::PrintToString(possible.numerator) << " / "
                    << testing::PrintToString(possible.complement) << " in" << table_of(trial);
    }
  }
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::int64_t up_to(std::int64_t most) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most + 1));
  }
  // A count as surveys have them: often small, sometimes not.
  std::int64_t count(std::int64_t most) { return up_to(3) == 0 ? up_to(2) : up_to(most); }

 private:
  std::mt19937_64 engine_;  // its sequence is fixed by the standard
};

// KITH_ATTACKS=20 attacks twenty times as many.
void attack_many(int releases, const std::function<Trial(Random&)>& make, Promise promise = Promise::EveryValue) {
  const char* const times = std::getenv("KITH_ATTACKS");
  releases *= times == nullptr ? 1 : std::max(std::atoi(times), 1);
  Tally tally;
  for (int seed = 0; seed < releases && !testing::Test::HasFailure(); ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    attack(make(random), promise, tally);
  }
  testing::Test::RecordProperty("attacked", tally.attacked);
  testing::Test::RecordProperty("withheld", tally.withheld);
  testing::Test::RecordProperty("narrow", tally.narrow);
  EXPECT_EQ(tally.narrow, 0);
  EXPECT_GT(tally.secondary, releases / 20) << "the trials must need secondary suppression";
  EXPECT_LT(tally.unfinished, releases / 3);
}

Leaves both(const Leaves& a, const Leaves& b) {
  Leaves all = a;
  all.insert(all.end(), b.begin(), b.end());
  return all;
}

TEST(Attack, CountsByOneDimensionWithUnknownRests) {
  attack_many(3000, [](Random& random) {
    Trial trial;
    const auto levels = static_cast<std::size_t>(random.up_to(3) + 2);
    Leaves all;
    for (std::size_t level = 0; level < levels; ++level) {
      trial.leaves.push_back(random.count(12));
      all.push_back(level);
    }
    trial.add_count({}, all);
    const bool last_is_left_out = random.up_to(2) == 0;
    for (std::size_t level = 0; level + (last_is_left_out ? 1 : 0) < levels; ++level) {
      trial.add_count({{"nation", "n" + std::to_string(level)}}, {level});
    }
    return trial;
  });
}

TEST(Attack, CountsCrossedTwoWays) {
  attack_many(500, [](Random& random) {
    Trial trial;
    const auto rows = static_cast<std::size_t>(random.up_to(1) + 2);
    const auto columns = static_cast<std::size_t>(random.up_to(1) + 2);
    std::vector<Leaves> of_row(rows), of_column(columns);
    Leaves all;
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t column = 0; column < columns; ++column) {
        const std::size_t leaf = trial.leaves.size();
        trial.leaves.push_back(random.count(10));
        of_row[row].push_back(leaf);
        of_column[column].push_back(leaf);
        all.push_back(leaf);
        trial.add_count({{"programme", "p" + std::to_string(row)}, {"nation", "n" + std::to_string(column)}}, {leaf});
      }
    }
    for (std::size_t row = 0; row < rows; ++row) {
      trial.add_count({{"programme", "p" + std::to_string(row)}}, of_row[row]);
    }
    for (std::size_t column = 0; column < columns; ++column) {
      trial.add_count({{"nation", "n" + std::to_string(column)}}, of_column[column]);
    }
    trial.add_count({}, all);
    return trial;
  });
}

TEST(Attack, CountsCrossedThreeWays) {
  attack_many(
      200,
      [](Random& random) {
        Trial trial;
        for (std::size_t leaf = 0; leaf < 8; ++leaf) {
          trial.leaves.push_back(random.count(10));
        }
        // Every cell and every margin: a dimension is at its first level, its second, or summed over.
        static constexpr std::array<const char*, 3> names{"programme", "nation", "mode"};
        for (int cell = 0; cell < 27; ++cell) {
          const std::array<int, 3> level{cell % 3, cell / 3 % 3, cell / 9};
          Levels by;
          Leaves of;
          for (std::size_t d = 0; d < 3; ++d) {
            if (level[d] < 2) {
              by.emplace_back(names[d], names[d] + std::to_string(level[d]));
            }
          }
          for (std::size_t leaf = 0; leaf < 8; ++leaf) {
            const auto fits = [&](std::size_t d) {
              return level[d] == 2 || static_cast<int>(leaf >> d & 1U) == level[d];
            };
            if (fits(0) && fits(1) && fits(2)) {
              of.push_back(leaf);
            }
          }
          trial.add_count(by, of);
        }
        return trial;
      },
      Promise::Bounds);
}

TEST(Attack, SharesOfProjectsNestedInProgrammes) {
  attack_many(500, [](Random& random) {
    Trial trial;
    trial.nestings = {{"project", "programme", {}}};
    std::vector<Leaves> yes(2), no(2);
    for (std::size_t project = 0; project < 4; ++project) {
      const std::size_t programme = project < 2 ? 0 : 1;
      const std::string code = "p" + std::to_string(project);
      trial.nestings[0].outer_of[code] = "g" + std::to_string(programme);
      const std::size_t leaf = trial.leaves.size();
      trial.leaves.push_back(random.count(8));
      trial.leaves.push_back(random.count(8));
      yes[programme].push_back(leaf);
      no[programme].push_back(leaf + 1);
      trial.add_share({{"project", code}}, {leaf}, {leaf + 1});
    }
    for (std::size_t programme = 0; programme < 2; ++programme) {
      trial.add_share({{"programme", "g" + std::to_string(programme)}}, yes[programme], no[programme]);
    }
    trial.add_share({}, both(yes[0], yes[1]), both(no[0], no[1]));
    return trial;
  });
}

TEST(Attack, OptionsOfAQuestionByDomain) {
  attack_many(300, [](Random& random) {
    Trial trial;
    constexpr std::size_t domains = 2, options = 3;
    for (std::size_t leaf = 0; leaf < domains * options; ++leaf) {
      trial.leaves.push_back(random.count(9));
    }
    for (std::size_t option = 0; option < options; ++option) {
      Leaves with, without;
      for (std::size_t domain = 0; domain < domains; ++domain) {
        Leaves others;
        for (std::size_t other = 0; other < options; ++other) {
          (other == option ? with : without).push_back(domain * options + other);
          if (other != option) {
            others.push_back(domain * options + other);
          }
        }
        trial.add_share({{"nation", "n" + std::to_string(domain)}}, {domain * options + option}, others,
                        "o" + std::to_string(option));
      }
      trial.add_share({}, with, without, "o" + std::to_string(option));
    }
    return trial;
  });
}

}  // namespace
}  // namespace kith::disclose::tests
