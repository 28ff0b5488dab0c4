// Hundreds of small studies that publish twice or three times, each attacked by trying every table that fits all that
// was ever shown (trial.h): answers that came late, people who were taken out, cells that are left out the next time,
// waves.
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "trial.h"

namespace kith::disclose::tests {
namespace {

constexpr std::size_t nations = 2;

std::string nation(std::size_t number) {
  return "n" + std::to_string(number);
}

// Who says yes and who says no, nation by nation.
struct People {
  std::vector<Leaves> yes = std::vector<Leaves>(nations), no = std::vector<Leaves>(nations);

  // One more group of people in each nation.
  void join(std::vector<std::int64_t>& leaves, const std::function<std::int64_t()>& count) {
    for (std::size_t n = 0; n < nations; ++n) {
      for (std::vector<Leaves>* side : {&yes, &no}) {
        (*side)[n].push_back(leaves.size());
        leaves.push_back(count());
      }
    }
  }
};

void add_nations(Trial& trial, const People& people, const Levels& of = {}) {
  Leaves yes, no;
  for (std::size_t n = 0; n < nations; ++n) {
    Levels by = of;
    by.emplace_back("nation", nation(n));
    trial.add_share(by, people.yes[n], people.no[n]);
    yes = both(yes, people.yes[n]);
    no = both(no, people.no[n]);
  }
  trial.add_share(of, yes, no);
}

void hide(Trial& trial, const People& people) {
  Leaves yes, no;
  for (std::size_t n = 0; n < nations; ++n) {
    trial.unseen.push_back({people.yes[n], people.no[n], unseen});
    yes = both(yes, people.yes[n]);
    no = both(no, people.no[n]);
  }
  trial.unseen.push_back({yes, no, unseen});
}

// The leaves are those of the whole history.
History over(const std::vector<std::int64_t>& leaves, std::size_t releases) {
  History history(releases);
  for (Trial& trial : history) {
    trial.leaves = leaves;
  }
  return history;
}

People together(const People& a, const People& b) {
  People all = a;
  for (std::size_t n = 0; n < nations; ++n) {
    all.yes[n] = both(a.yes[n], b.yes[n]);
    all.no[n] = both(a.no[n], b.no[n]);
  }
  return all;
}

TEST(EarlierAttack, AnswersThatCameLate) {
  attack_histories(150, [](Random& random) {
    std::vector<std::int64_t> leaves;
    People first, late;
    first.join(leaves, [&] { return random.count(8); });
    const bool few = random.up_to(1) == 0;
    late.join(leaves, [&] { return few ? random.up_to(1) : random.count(6); });
    History history = over(leaves, 2);
    add_nations(history[0], first);
    add_nations(history[1], together(first, late));
    hide(history[1], late);
    return history;
  });
}

TEST(EarlierAttack, PeopleWhoWereTakenOut) {
  attack_histories(150, [](Random& random) {
    std::vector<std::int64_t> leaves;
    People kept, gone;
    kept.join(leaves, [&] { return random.count(12); });
    gone.join(leaves, [&] { return random.up_to(2); });
    History history = over(leaves, 2);
    add_nations(history[0], together(kept, gone));
    add_nations(history[1], kept);
    hide(history[1], gone);
    return history;
  });
}

TEST(EarlierAttack, ANationThatIsLeftOutTheNextTime) {
  attack_histories(150, [](Random& random) {
    std::vector<std::int64_t> leaves;
    People people;
    people.join(leaves, [&] { return random.count(12) + 1; });
    History history = over(leaves, 2);
    add_nations(history[0], people);
    history[1].add_share({{"nation", nation(0)}}, people.yes[0], people.no[0]);
    history[1].add_share({}, people.yes[0], people.no[0]);
    history[1].unseen.push_back({people.yes[1], people.no[1], unseen});
    return history;
  });
}

// The second release shows both waves together, and by nation: minus the first it is the second wave.
TEST(EarlierAttack, TwoWavesOfWhichTheFirstWasPublished) {
  attack_histories(150, [](Random& random) {
    std::vector<std::int64_t> leaves;
    People first, second;
    first.join(leaves, [&] { return random.count(12); });
    second.join(leaves, [&] { return random.count(12); });
    History history = over(leaves, 2);
    add_nations(history[0], first, {{"wave", "w1"}});
    add_nations(history[1], together(first, second));
    hide(history[1], second);
    return history;
  });
}

// The people who came between two releases, and between the first and the last.
TEST(EarlierAttack, ThreeReleases) {
  attack_histories(150, [](Random& random) {
    std::vector<std::int64_t> leaves;
    Leaves yes, no;
    History history(3);
    std::vector<Figure> came;
    for (Trial& trial : history) {
      const std::int64_t most = came.empty() ? 12 : random.up_to(8);
      came.push_back({{leaves.size()}, {leaves.size() + 1}, unseen});
      leaves.push_back(random.count(most));
      leaves.push_back(random.count(most));
      yes = both(yes, came.back().with);
      no = both(no, came.back().without);
      trial.figures.push_back({yes, no, ""});
    }
    for (Trial& trial : history) {
      const Figure all = trial.figures.front();
      trial.figures.clear();
      trial.leaves = leaves;
      trial.add_share({}, all.with, all.without);
    }
    history[2].unseen = {
        came[1], came[2], {both(came[1].with, came[2].with), both(came[1].without, came[2].without), unseen}};
    return history;
  });
}

}  // namespace
}  // namespace kith::disclose::tests
