// Small releases and who attacks them. The thresholds are scaled down so that the tables can be listed (attacker.h): at
// least three values must remain possible instead of ten, bases below four are withheld. Nothing is banded, which is
// the attacker's best case.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "attacker.h"
#include "disclose/gate.h"
#include "finding/finding.h"
#include "release_builder.h"

namespace kith::disclose::tests {

inline constexpr std::size_t net_options = 4;

// A release whose figures are sums of leaves.
struct Trial {
  std::vector<std::int64_t> leaves;
  std::vector<finding::Finding> findings;
  std::vector<Figure> figures;
  std::vector<Figure> unseen;  // groups that no figure shows, and that are to stay unknown where they are small
  std::vector<Nesting> nestings;

  std::int64_t sum(const Leaves& of) const;
  void add_count(const Levels& by, const Leaves& of);
  // Of a question whose net_options options take turns among the leaves.
  void add_net(const Levels& by, const std::string& indicator, const Leaves& with, const Leaves& without);
  void add_share(const Levels& by, const Leaves& with, const Leaves& without, const std::string& option = "");
};

// Releases of one study, one after another, over the same leaves; the gate knows those before.
using History = std::vector<Trial>;

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::int64_t up_to(std::int64_t most);
  // A count as surveys have them: often small, sometimes not.
  std::int64_t count(std::int64_t most);

 private:
  std::mt19937_64 engine_;  // its sequence is fixed by the standard
};

// In tables crossed three ways whole numbers can leave gaps in what is possible ("0, 2, 4 or 6"), which no bounds tell.
enum class Promise { EveryValue, Bounds };

// Releases so many trials, or histories, and attacks each; what is withheld and known too well is a failure.
// KITH_ATTACKS=20 attacks twenty times as many.
void attack_many(int releases, const std::function<Trial(Random&)>& make, Promise promise = Promise::EveryValue);
void attack_histories(int histories, const std::function<History(Random&)>& make,
                      Promise promise = Promise::EveryValue);

Leaves both(const Leaves& a, const Leaves& b);

}  // namespace kith::disclose::tests
