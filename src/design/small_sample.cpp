#include "design/small_sample.h"

#include <cmath>
#include <map>

namespace kith::design {

namespace {

// One cluster of one stratum, by quotient.
struct ClusterTotals {
  std::vector<double> influences;
  std::vector<double> sizes;
};

struct StratumTotals {
  FirstUnit facts;
  std::map<std::uint32_t, ClusterTotals> clusters;
  std::vector<double> influences;  // sums over the clusters
  std::vector<double> sizes;
};

using Strata = std::map<std::uint32_t, StratumTotals>;

Strata by_stratum(const Design& design, std::span<const Quotient> quotients) {
  Strata strata;
  const std::size_t count = quotients.size();
  const auto at = [&](std::uint32_t group) -> std::pair<StratumTotals&, ClusterTotals&> {
    const FirstUnit facts = design.first_of(group);
    StratumTotals& stratum = strata[facts.stratum];
    stratum.facts = facts;
    ClusterTotals& cluster = stratum.clusters[facts.cluster];
    for (std::vector<double>* sums : {&stratum.influences, &stratum.sizes, &cluster.influences, &cluster.sizes}) {
      sums->resize(count);
    }
    return {stratum, cluster};
  };
  for (std::size_t k = 0; k < count; ++k) {
    for (const GroupTotal& part : quotients[k].influences) {
      auto [stratum, cluster] = at(part.group);
      stratum.influences[k] += part.total;
      cluster.influences[k] += part.total;
    }
    for (const GroupTotal& part : quotients[k].sizes) {
      auto [stratum, cluster] = at(part.group);
      stratum.sizes[k] += part.total;
      cluster.sizes[k] += part.total;
    }
  }
  return strata;
}

class Traces {
 public:
  Traces(const StratumTotals& stratum, std::span<const Quotient> quotients, const std::vector<double>& denominators)
      : stratum_(stratum),
        quotients_(quotients),
        denominators_(denominators),
        products_(quotients.size() * quotients.size()) {}

  // 1 - h of a cluster for quotient k. A cluster that holds the whole of a domain in its stratum has no information
  // about itself; it counts as one of n_h alike.
  double free_share(const ClusterTotals& cluster, std::size_t k) const {
    const double leverage = stratum_.sizes[k] > 0 ? cluster.sizes[k] / stratum_.sizes[k] : 0;
    constexpr double whole = 1 - 1e-9;
    return leverage < whole ? 1 - leverage : 1 - 1 / static_cast<double>(stratum_.facts.drawn);
  }

  void add(const ClusterTotals& cluster) {
    const std::size_t count = quotients_.size();
    std::vector<double> b(count);
    double diagonal = 0;
    double b_squares = 0;
    for (std::size_t k = 0; k < count; ++k) {
      const double size = cluster.sizes[k];
      if (size > 0) {
        const double free = free_share(cluster, k);
        const double scale = quotients_[k].slope / denominators_[k];
        diagonal += scale * scale * size / free;
        b[k] = scale * size / std::sqrt(free * stratum_.sizes[k]);
        b_squares += b[k] * b[k];
      }
    }
    trace_ += diagonal - b_squares;
    squares_ += diagonal * diagonal - 2 * diagonal * b_squares;
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t l = 0; l < count; ++l) {
        products_[k * count + l] += b[k] * b[l];
      }
    }
  }

  double trace() const { return trace_; }
  double trace_of_square() const {
    double sum = squares_;
    for (const double product : products_) {
      sum += product * product;
    }
    return sum;
  }

 private:
  const StratumTotals& stratum_;
  std::span<const Quotient> quotients_;
  const std::vector<double>& denominators_;
  double trace_ = 0;
  double squares_ = 0;
  std::vector<double> products_;
};

}  // namespace

std::optional<SmallSampleVariance> small_sample_variance(const Design& design, std::span<const Quotient> quotients) {
  if (design.finest() == Finest::Respondent && design.stages() == 1) {
    return std::nullopt;
  }
  const Strata strata = by_stratum(design, quotients);
  std::vector<double> denominators(quotients.size());
  for (const auto& [number, stratum] : strata) {
    for (const auto& [name, cluster] : stratum.clusters) {
      for (std::size_t k = 0; k < quotients.size(); ++k) {
        if (cluster.sizes[k] < 0) {
          return std::nullopt;
        }
        denominators[k] += cluster.sizes[k];
      }
    }
  }
  SmallSampleVariance result;
  double trace = 0;
  double trace_of_square = 0;
  for (const auto& [number, stratum] : strata) {
    const auto drawn = static_cast<double>(stratum.facts.drawn);
    const double correction = 1 - drawn / stratum.facts.population;
    if (stratum.facts.drawn < 2 && correction > 0) {
      return std::nullopt;
    }
    Traces traces(stratum, quotients, denominators);
    double sum = 0;
    double mean_squared = 0;  // what a cluster without anybody of the domain adds
    for (std::size_t k = 0; k < quotients.size(); ++k) {
      mean_squared += quotients[k].slope * stratum.influences[k] / drawn;
    }
    mean_squared *= mean_squared;
    for (const auto& [name, cluster] : stratum.clusters) {
      double adjusted = 0;
      for (std::size_t k = 0; k < quotients.size(); ++k) {
        const double deviation = cluster.influences[k] - stratum.influences[k] / drawn;
        adjusted += quotients[k].slope * deviation / std::sqrt(traces.free_share(cluster, k));
      }
      sum += adjusted * adjusted;
      traces.add(cluster);
    }
    sum += (drawn - static_cast<double>(stratum.clusters.size())) * mean_squared;
    result.variance += correction * sum;
    trace += correction * traces.trace();
    trace_of_square += correction * correction * traces.trace_of_square();
  }
  if (!(trace_of_square > 0)) {
    return std::nullopt;
  }
  result.df = trace * trace / trace_of_square;
  return result;
}

}  // namespace kith::design
