// Thousands of small releases, each attacked by trying every table that fits (trial.h).
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

#include "trial.h"

namespace kith::disclose::tests {
namespace {

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

// Nets of one question by domain, within each other, apart, or across: what two or three of them share, or leave of
// each other, is to stay unknown as well.
Trial nets_by_domain(Random& random, std::size_t how_many) {
  Trial trial;
  constexpr std::size_t options = net_options, all_of_them = (1U << options) - 1;
  const std::size_t domains = random.up_to(2) == 0 ? 2 : 1;
  for (std::size_t leaf = 0; leaf < domains * options; ++leaf) {
    trial.leaves.push_back(random.count(8));
  }
  std::set<std::size_t> nets;  // bits: the options that each counts
  while (nets.size() < how_many) {
    nets.insert(1 + static_cast<std::size_t>(random.up_to(all_of_them - 2)));
  }
  std::set<std::size_t> groups;  // that no figure shows
  for (const std::size_t one : nets) {
    for (const std::size_t other : nets) {
      for (const std::size_t third : nets) {
        for (const std::size_t group : {one & other, one & ~other, all_of_them & ~(one | other), one & other & third,
                                        one & other & ~third, one & ~(other | third)}) {
          groups.insert(group);
        }
      }
    }
  }
  std::erase_if(groups, [&](std::size_t group) { return nets.contains(group) || nets.contains(all_of_them & ~group); });
  groups.erase(0);
  const auto leaves_of = [&](std::size_t net, std::size_t first, std::size_t last) {
    Leaves leaves;
    for (std::size_t leaf = first * options; leaf < last * options; ++leaf) {
      if ((net >> leaf % options & 1U) != 0) {
        leaves.push_back(leaf);
      }
    }
    return leaves;
  };
  for (std::size_t part = 0; part < (domains == 1 ? 1 : domains + 1); ++part) {
    const bool everyone = part == domains || domains == 1;
    const std::size_t first = everyone ? 0 : part, last = everyone ? domains : part + 1;
    const Levels by = everyone ? Levels{} : Levels{{"nation", "n" + std::to_string(part)}};
    for (const std::size_t net : nets) {
      trial.add_net(by, "q" + std::to_string(net), leaves_of(net, first, last),
                    leaves_of(all_of_them & ~net, first, last));
    }
    for (const std::size_t group : groups) {
      trial.unseen.push_back({leaves_of(group, first, last), {}, unseen});
    }
  }
  return trial;
}

TEST(Attack, TwoNetsOfAQuestionByDomain) {
  attack_many(200, [](Random& random) { return nets_by_domain(random, 2); }, Promise::Bounds);
}

TEST(Attack, ThreeNetsOfAQuestionByDomain) {
  attack_many(100, [](Random& random) { return nets_by_domain(random, 3); }, Promise::Bounds);
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
