#include "compare/simulated.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "data/expression.h"
#include "data/rows_of.h"
#include "design/make.h"
#include "num/parallel.h"
#include "num/random.h"
#include "num/sum.h"

namespace kith::compare {

namespace {

// Names that no file has.
constexpr const char* drawn_stratum = "stratum (drawn)";
constexpr const char* drawn_cluster = "cluster (drawn)";

// Rows of each cluster of each stratum of the first stage; without clusters each row is one.
using Clusters = std::vector<std::vector<std::vector<std::size_t>>>;

Clusters clusters_of(const design::Design& design) {
  const bool rows_are_clusters = design.stages() == 1 && design.finest() == design::Finest::Respondent;
  Clusters clusters(design.sampling().front().strata.size());
  std::vector<std::size_t> place(rows_are_clusters ? 0 : design.rows(), design.rows());
  for (std::size_t row = 0; row < design.rows(); ++row) {
    const std::uint32_t group = design.groups()[row];
    if (rows_are_clusters) {
      clusters[group].push_back({row});
      continue;
    }
    const design::FirstUnit unit = design.first_of(group);
    auto& stratum = clusters[unit.stratum];
    if (place[unit.cluster] == design.rows()) {
      place[unit.cluster] = stratum.size();
      stratum.emplace_back();
    }
    stratum[place[unit.cluster]].push_back(row);
  }
  return clusters;
}

struct Sampled {
  data::Table table;
  Side side;
};

class Simulator {
 public:
  Simulator(const Side& population, const std::vector<Characteristic>& characteristics, const AdjustOptions& options,
            const SimulationOptions& how)
      : population_(population), characteristics_(characteristics), options_(options), how_(how) {
    const design::Spec& spec = population.design;
    if (spec.given_replicates || spec.made_replicates || !spec.weighting.empty() || !spec.fpc.empty() ||
        population.cells) {
      throw Error({"cannot-redraw",
                   "the simulation draws clusters again, which goes with weights, strata and clusters only",
                   {},
                   "leave out replicate weights, population sizes and calibration"},
                  Fault::Usage);
    }
    const design::Design design = design::make(spec, *population.table);
    clusters_ = clusters_of(design);
    add_chances(design.weights());
  }

  Simulation run() {
    std::vector<AdjustedComparison> drawn(how_.draws);
    num::for_each_piece(how_.draws, [&](std::size_t draw) { drawn[draw] = compare(draw); });
    Simulation result;
    result.crude = held(drawn, &AdjustedComparison::crude);
    result.adjusted = held(drawn, &AdjustedComparison::adjusted);
    num::Sum effective;
    for (const AdjustedComparison& one : drawn) {
      if (one.refusal) {
        result.refusals.push_back(*one.refusal);
      } else if (one.reweighted) {
        effective += one.reweighted->effective;
      }
    }
    result.mean_effective =
        result.adjusted.made > 0 ? effective.value() / static_cast<double>(result.adjusted.made) : 0;
    return result;
  }

 private:
  // Cumulated chances, for a draw in log time.
  void add_chances(std::span<const double> weights) {
    std::vector<double> chances = [&] {
      std::vector<double> result(weights.begin(), weights.end());
      const std::vector<std::uint8_t> inside = data::rows_where(*population_.table, population_.where);
      for (std::size_t row = 0; row < result.size(); ++row) {
        result[row] = inside[row] != 0 ? result[row] : 0;
      }
      return result;
    }();
    for (const Bias& bias : how_.biases) {
      if (!(bias.ratio > 0)) {
        throw Error({"bad-bias",
                     fmt::format("the ratio of `{}` is not above 0", bias.condition),
                     {},
                     "2 is twice as likely, 0.5 half as likely"},
                    Fault::Usage);
      }
      const std::vector<std::uint8_t> rows = data::rows_where(*population_.table, bias.condition);
      for (std::size_t row = 0; row < rows.size(); ++row) {
        chances[row] *= rows[row] != 0 ? bias.ratio : 1;
      }
    }
    std::partial_sum(chances.begin(), chances.end(), std::back_inserter(cumulated_));
    if (cumulated_.empty() || !(cumulated_.back() > 0)) {
      throw Error({"nobody-to-draw", "nobody in the file can be drawn", {}, "look at --where and the weights"});
    }
  }

  Sampled participants(num::Random& random) const {
    std::vector<std::size_t> rows(how_.participants);
    for (std::size_t& row : rows) {
      const auto found = std::ranges::upper_bound(cumulated_, random.uniform() * cumulated_.back());
      row = static_cast<std::size_t>(std::min(found, cumulated_.end() - 1) - cumulated_.begin());
    }
    return {data::rows_of(*population_.table, rows), {.measure = population_.measure, .where = population_.where}};
  }

  Sampled benchmark(num::Random& random) const {
    std::vector<std::size_t> rows;
    std::vector<double> strata;
    std::vector<double> numbers;
    double number = 0;
    for (std::size_t h = 0; h < clusters_.size(); ++h) {
      for (std::size_t i = 0; i < clusters_[h].size(); ++i) {
        const std::vector<std::size_t>& cluster = clusters_[h][random.below(clusters_[h].size())];
        rows.insert(rows.end(), cluster.begin(), cluster.end());
        strata.insert(strata.end(), cluster.size(), static_cast<double>(h));
        numbers.insert(numbers.end(), cluster.size(), number++);
      }
    }
    Sampled result{data::rows_of(*population_.table, rows),
                   {.measure = population_.measure, .where = population_.where, .design = population_.design}};
    result.table.add(data::Column::number(drawn_stratum, std::move(strata)));
    result.table.add(data::Column::number(drawn_cluster, std::move(numbers)));
    result.side.design.strata = {drawn_stratum};
    result.side.design.clusters = {drawn_cluster};
    return result;
  }

  AdjustedComparison compare(std::size_t draw) const {
    num::Random random(how_.seed, draw);
    Sampled own = participants(random);
    own.side.table = &own.table;
    if (how_.redraw == Redraw::Participants) {
      return compare_adjusted(own.side, population_, characteristics_, options_);
    }
    Sampled other = benchmark(random);
    other.side.table = &other.table;
    return compare_adjusted(own.side, other.side, characteristics_, options_);
  }

  static Held held(const std::vector<AdjustedComparison>& drawn, std::optional<Contrast> AdjustedComparison::* which) {
    Held result;
    num::Sum differences;
    num::Sum variances;
    for (const AdjustedComparison& one : drawn) {
      const std::optional<Contrast>& contrast = one.*which;
      if (!contrast || !contrast->interval || !contrast->se) {
        continue;
      }
      ++result.made;
      result.held_zero += contrast->interval->low <= 0 && contrast->interval->high >= 0 ? 1U : 0U;
      differences += contrast->difference;
      variances += *contrast->se * *contrast->se;
    }
    if (result.made == 0) {
      return result;
    }
    const auto n = static_cast<double>(result.made);
    result.mean_difference = differences.value() / n;
    result.mean_variance = variances.value() / n;
    num::Sum squares;
    for (const AdjustedComparison& one : drawn) {
      if (const std::optional<Contrast>& contrast = one.*which; contrast && contrast->interval && contrast->se) {
        squares += (contrast->difference - result.mean_difference) * (contrast->difference - result.mean_difference);
      }
    }
    result.sd_difference = result.made > 1 ? std::sqrt(squares.value() / (n - 1)) : 0;
    return result;
  }

  const Side& population_;
  const std::vector<Characteristic>& characteristics_;
  const AdjustOptions& options_;
  const SimulationOptions& how_;
  Clusters clusters_;
  std::vector<double> cumulated_;
};

}  // namespace

Simulation simulate(const Side& population, const std::vector<Characteristic>& characteristics,
                    const AdjustOptions& options, const SimulationOptions& how) {
  return Simulator(population, characteristics, options, how).run();
}

}  // namespace kith::compare
