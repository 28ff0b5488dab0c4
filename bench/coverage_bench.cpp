// How often nominal 95% intervals of a share hold the truth, over samples drawn again and again: 8, 20 and 60 clusters
// of 15 people, true shares of .05, .5 and .95, intra-cluster correlations of .02 and .10, through the same `estimate`
// that answers everybody else, with the choices that a study makes by default.
//
//   coverage_bench [DRAWS] [INTERVAL]
//
// Answers within a cluster follow Polya's urn: the k-th person answers yes with probability (a + yes so far)/(a + b + k
// - 1), which is the beta-binomial with share a/(a + b) and correlation 1/(a + b + 1).
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "data/table.h"
#include "estimate/estimate.h"
#include "measure.h"
#include "num/parallel.h"
#include "num/random.h"

namespace {

using namespace kith;

struct Setting {
  double share;
  int clusters;
  double correlation;
};

data::Table draw(const Setting& setting, num::Random& random) {
  constexpr int people = 15;
  const double size = 1 / setting.correlation - 1;  // a + b
  std::vector<double> answers;
  std::vector<double> clusters;
  for (int c = 0; c < setting.clusters; ++c) {
    int yes = 0;
    for (int k = 0; k < people; ++k) {
      const bool agrees = random.uniform() * (size + k) < setting.share * size + yes;
      yes += agrees ? 1 : 0;
      answers.push_back(agrees ? 1 : 0);
      clusters.push_back(c);
    }
  }
  data::Table table;
  table.source = "drawn";
  table.add(data::Column::number("answer", std::move(answers)));
  table.add(data::Column::number("project", std::move(clusters)));
  return table;
}

struct Tally {
  int held = 0;
  double length = 0;
};

Tally tally(const Setting& setting, std::uint64_t stream, int draws, const std::string& interval) {
  num::Random random(20240611, stream);
  estimate::Request request;
  request.measures = {"share(answer == 1)"};
  request.design.clusters = {"project"};
  request.design.small_sample = design::SmallSample::Cr2;
  request.interval = interval;
  Tally result;
  for (int i = 0; i < draws; ++i) {
    const data::Table table = draw(setting, random);
    const auto limits = estimate::estimate(table, request).findings().front().interval;
    if (limits) {
      result.held += limits->low <= setting.share && setting.share <= limits->high ? 1 : 0;
      result.length += limits->high - limits->low;
    }
  }
  return result;
}

}  // namespace

int main(int count, char** words) {
  const int draws = count > 1 ? std::atoi(words[1]) : 10'000;
  const std::string interval = count > 2 ? words[2] : "";
  constexpr int pieces = 20;  // each with its own stream, so that the number of threads changes nothing
  fmt::print("{:>6} {:>9} {:>12} {:>9} {:>12}\n", "share", "clusters", "correlation", "coverage", "mean length");
  const double seconds = bench::seconds([&] {
    std::uint64_t stream = 0;
    for (const double share : {0.05, 0.5, 0.95}) {
      for (const int clusters : {8, 20, 60}) {
        for (const double correlation : {0.02, 0.10}) {
          std::vector<Tally> tallies(pieces);
          num::for_each_piece(pieces, [&](std::size_t piece) {
            tallies[piece] = tally({share, clusters, correlation}, stream + piece, draws / pieces, interval);
          });
          stream += pieces;
          Tally all;
          for (const Tally& each : tallies) {
            all.held += each.held;
            all.length += each.length;
          }
          const double total = draws / pieces * pieces;
          fmt::print("{:>6.2f} {:>9} {:>12.2f} {:>8.1f}% {:>12.3f}\n", share, clusters, correlation,
                     100 * all.held / total, all.length / total);
        }
      }
    }
  });
  fmt::print("{} draws of each, {:.0f} seconds\n", draws, seconds);
  return 0;
}
