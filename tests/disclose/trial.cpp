#include "trial.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

namespace kith::disclose::tests {

namespace {

constexpr std::int64_t minimum = 3;
constexpr std::int64_t withhold = 4;
constexpr Rules rules{.minimum_cell = minimum, .withhold_below = withhold, .bracket_below = 4, .flag_below = 4};

struct Tally {
  int attacked = 0, unfinished = 0, withheld = 0, secondary = 0;
  int narrow = 0;  // with fewer values left than there should be
  int lost = 0;    // so before the last release, whatever it shows
};

std::string table_of(const History& history) {
  std::string text;
  for (const Trial& trial : history) {
    text += "\n release";
    for (std::size_t i = 0; i < trial.findings.size(); ++i) {
      text += "\n  " + trial.findings[i].id + " " + std::to_string(trial.sum(trial.figures[i].with)) + "/" +
              std::to_string(trial.sum(trial.figures[i].without)) + " " + trial.figures[i].code;
    }
  }
  return text;
}

// Whether what may still be is wide enough for what is withheld: docs/disclosure.md, "What is guaranteed".
// `least`: people that the rows inside the figure tell of, whatever is withheld.
bool wide_enough(const Figure& figure, std::int64_t with, std::int64_t without, const Possibilities& possible,
                 std::int64_t least) {
  const auto enough = [](const std::set<std::int64_t>& values) {
    return values.size() >= static_cast<std::size_t>(minimum);
  };
  const auto whole_cell = [&](std::int64_t truth, const std::set<std::int64_t>& values) {
    bool all = true;
    for (std::int64_t value = figure.without.empty() ? least : 0; truth < minimum && value < minimum; ++value) {
      all = all && values.contains(value);
    }
    return all;
  };
  if (!figure.without.empty() && with + without < withhold) {
    return enough(possible.numerator) && enough(possible.complement) &&
           (with + without < minimum && !figure.somebody ? enough(possible.base) : possible.base.size() > 1);
  }
  return enough(possible.numerator) && whole_cell(with, possible.numerator) &&
         (figure.without.empty() || (enough(possible.complement) && whole_cell(without, possible.complement)));
}

bool small(const Figure& figure, std::int64_t with, std::int64_t without) {
  return with < minimum || (!figure.without.empty() && (without < minimum || with + without < withhold));
}

void fill_gaps(std::set<std::int64_t>& values) {
  for (std::int64_t value = values.empty() ? 0 : *values.begin(); !values.empty() && value < *values.rbegin();
       ++value) {
    values.insert(value);
  }
}

// Rows inside the figure that do not overlap, each of somebody: the small ones first.
std::int64_t people_of_rows(const History& history, const Figure& figure) {
  std::vector<std::set<std::size_t>> rows;
  const std::set<std::size_t> own(figure.with.begin(), figure.with.end());
  for (const Trial& trial : history) {
    for (const Figure& row : trial.figures) {
      const std::set<std::size_t> leaves(row.with.begin(), row.with.end());
      if (row.somebody && row.without.empty() && std::ranges::includes(own, leaves)) {
        rows.push_back(leaves);
      }
    }
  }
  std::ranges::stable_sort(rows, {}, &std::set<std::size_t>::size);
  std::set<std::size_t> taken;
  std::int64_t people = 0;
  for (const std::set<std::size_t>& row : rows) {
    if (std::ranges::none_of(row, [&](std::size_t leaf) { return taken.contains(leaf); })) {
      taken.insert(row.begin(), row.end());
      ++people;
    }
  }
  return people;
}

// Which rows tell that somebody is in them: those of tables in which no row is of nobody.
void tell_of_rows(Trial& trial) {
  std::map<std::set<std::string>, bool> with_nobody;
  const auto table_of = [&](std::size_t i) {
    std::set<std::string> table{trial.figures[i].without.empty() ? "count" : "share"};
    for (const finding::Level& level : trial.findings[i].by) {
      table.insert(level.dimension);
    }
    return table;
  };
  const auto people_of = [&](std::size_t i) {
    return trial.sum(trial.figures[i].with) + trial.sum(trial.figures[i].without);
  };
  for (std::size_t i = 0; i < trial.findings.size(); ++i) {
    with_nobody[table_of(i)] = with_nobody[table_of(i)] || people_of(i) == 0;
  }
  for (std::size_t i = 0; i < trial.findings.size(); ++i) {
    trial.figures[i].somebody = !trial.findings[i].by.empty() && !with_nobody[table_of(i)];
  }
}

EarlierRelease publish(Trial& trial, std::vector<EarlierRelease> earlier, Tally& tally) {
  EarlierRelease release{"000" + std::to_string(earlier.size() + 1), rules, trial.findings, trial.nestings, {}};
  tell_of_rows(trial);
  Gate gate(rules, trial.nestings, {}, std::move(earlier));
  const auto released = gate.release(trial.findings);
  for (std::size_t i = 0; i < released.size(); ++i) {
    if (const auto& withheld = released[i]->withheld) {
      trial.figures[i].code = withheld->code;
      release.findings[i].withheld = released[i]->withheld;
      ++tally.withheld;
    }
  }
  tally.secondary += static_cast<int>(std::ranges::count(gate.log(), std::optional(Rule::Secondary), &Decision::rule));
  return release;
}

std::vector<std::string> codes(const EarlierRelease& release) {
  std::vector<std::string> codes;
  codes.reserve(release.findings.size());
  for (const finding::Finding& finding : release.findings) {
    codes.push_back(finding.withheld ? finding.withheld->code : "");
  }
  return codes;
}

// All figures that an attacker has and all that he wants, in the order of the releases.
std::vector<Figure> figures_of(const History& history) {
  std::vector<Figure> figures;
  for (const Trial& trial : history) {
    figures.insert(figures.end(), trial.figures.begin(), trial.figures.end());
    figures.insert(figures.end(), trial.unseen.begin(), trial.unseen.end());
  }
  return figures;
}

// What is known of each figure; none when there are too many tables to try.
std::optional<std::vector<Possibilities>> attacked(const History& history, const std::vector<Figure>& figures,
                                                   Promise promise) {
  Attacker attacker(history.front().leaves, figures, withhold);
  if (!attacker.attack(300000)) {
    return std::nullopt;
  }
  std::vector<Possibilities> possible = attacker.possible();
  if (promise == Promise::Bounds) {
    for (Possibilities& one : possible) {
      fill_gaps(one.numerator);
      fill_gaps(one.complement);
    }
  }
  return possible;
}

// What would be known if the last release showed nothing.
std::optional<std::vector<Possibilities>> known_before(History history, Promise promise) {
  for (Figure& figure : history.back().figures) {
    figure.code = figure.code.empty() ? "confidential" : figure.code;
  }
  return attacked(history, figures_of(history), promise);
}

// Releases one after another, the last twice, which must give the same; attacks all together, and counts what is
// withheld and known too well.
void attack(History history, Promise promise, Tally& tally) {
  std::vector<EarlierRelease> earlier;
  for (Trial& trial : history) {
    earlier.push_back(publish(trial, earlier, tally));
  }
  Trial again = history.back();
  EXPECT_EQ(codes(publish(again, earlier, tally)), codes(earlier.back())) << table_of(history);
  const std::vector<Figure> figures = figures_of(history);
  const auto found = attacked(history, figures, promise);
  if (!found) {
    ++tally.unfinished;
    return;
  }
  ++tally.attacked;
  const std::size_t first_of_last = figures.size() - history.back().figures.size() - history.back().unseen.size();
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const Figure& figure = figures[i];
    const std::int64_t with = history.front().sum(figure.with), without = history.front().sum(figure.without);
    // What was withheld for the sake of others, and nobody, need not stay unknown for ever.
    const bool of_last = i >= first_of_last && figure.code != unseen;
    const bool wanted = of_last || (small(figure, with, without) && with + without > 0) ||
                        (figure.code != unseen && small(figure, with, without));
    if (figure.code.empty() || !wanted) {
      continue;
    }
    Possibilities possible = (*found)[i];
    const std::int64_t least = people_of_rows(history, figure);
    if (promise == Promise::Bounds && possible.numerator.contains(least + 1)) {
      possible.numerator.insert(least);  // only even numbers fit, say, and a row is of somebody: a gap at the end
    }
    if (!wide_enough(figure, with, without, possible, least)) {
      const auto before = history.size() > 1 ? known_before(history, promise) : std::nullopt;
      if (before && !wide_enough(figure, with, without, (*before)[i], least)) {
        ++tally.lost;
        continue;
      }
      ++tally.narrow;
      ADD_FAILURE() << "figure " << i << " (" << with << "/" << without << ") may only be "
                    << testing::PrintToString(possible.numerator) << " / "
                    << testing::PrintToString(possible.complement) << " in" << table_of(history);
    }
  }
}

}  // namespace

std::int64_t Trial::sum(const Leaves& of) const {
  std::int64_t total = 0;
  for (const std::size_t leaf : of) {
    total += leaves[leaf];
  }
  return total;
}

void Trial::add_count(const Levels& by, const Leaves& of) {
  findings.push_back(count("n", by, sum(of)));
  figures.push_back({of, {}, ""});
}

void Trial::add_share(const Levels& by, const Leaves& with, const Leaves& without, const std::string& option) {
  findings.push_back(share("q", by, sum(with), sum(with) + sum(without)));
  if (!option.empty()) {
    findings.back().id = id_of("q" + option, by);
    findings.back().category = option;
    findings.back().whole = "q";
  }
  figures.push_back({with, without, ""});
}

void Trial::add_net(const Levels& by, const std::string& indicator, const Leaves& with, const Leaves& without) {
  findings.push_back(share(indicator, by, sum(with), sum(with) + sum(without)));
  findings.back().answers.question = "q";
  findings.back().answers.chosen.resize(net_options);
  for (std::size_t option = 0; option < net_options; ++option) {
    findings.back().answers.of.push_back("o" + std::to_string(option));
  }
  for (const std::size_t leaf : both(with, without)) {
    findings.back().answers.chosen[leaf % net_options] += leaves[leaf];
  }
  for (const std::size_t leaf : with) {
    const std::string option = "o" + std::to_string(leaf % net_options);
    std::vector<std::string>& options = findings.back().answers.options;
    if (std::ranges::find(options, option) == options.end()) {
      options.push_back(option);
    }
  }
  figures.push_back({with, without, ""});
}

std::int64_t Random::up_to(std::int64_t most) {
  return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most + 1));
}

std::int64_t Random::count(std::int64_t most) {
  return up_to(3) == 0 ? up_to(2) : up_to(most);
}

void attack_histories(int histories, const std::function<History(Random&)>& make, Promise promise) {
  const char* const times = std::getenv("KITH_ATTACKS");
  histories *= times == nullptr ? 1 : std::max(std::atoi(times), 1);
  Tally tally;
  for (int seed = 0; seed < histories && !testing::Test::HasFailure(); ++seed) {
    Random random(static_cast<std::uint64_t>(seed));
    attack(make(random), promise, tally);
  }
  testing::Test::RecordProperty("attacked", tally.attacked);
  testing::Test::RecordProperty("withheld", tally.withheld);
  testing::Test::RecordProperty("narrow", tally.narrow);
  testing::Test::RecordProperty("lost", tally.lost);
  EXPECT_EQ(tally.narrow, 0);
  EXPECT_LT(tally.lost, histories / 10);
  EXPECT_GT(tally.secondary, histories / 20) << "the trials must need secondary suppression";
  EXPECT_LT(tally.unfinished, histories / 2);
}

void attack_many(int releases, const std::function<Trial(Random&)>& make, Promise promise) {
  attack_histories(releases, [&](Random& random) { return History{make(random)}; }, promise);
}

Leaves both(const Leaves& a, const Leaves& b) {
  Leaves all = a;
  all.insert(all.end(), b.begin(), b.end());
  return all;
}

}  // namespace kith::disclose::tests
