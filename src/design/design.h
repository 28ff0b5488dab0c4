// The design of a sample: who was drawn with whom, from how many, and what that makes of a sum over respondents.
//
// An estimator hands over the influences of the respondents on its value, added up per group, and gets a variance. It
// never learns of strata, stages, finite populations or lonely clusters; they live here and nowhere else.
//
// The variance of a total t = sum of the influences over a sample of several stages (Sarndal, Swensson and Wretman
// 1992, result 4.3.1; Lumley 2010, section 3.2, whose R survey this follows):
//
//   V = sum over strata h of (1 - n_h / N_h) n_h / (n_h - 1) sum over clusters c of (t_hc - mean_h)^2
//       + sum over clusters c of (n_h / N_h) V_c,    V_c the same formula for the units drawn within cluster c.
//
// Without population sizes N the second line vanishes and only the first stage counts. Every cluster that was drawn
// takes part in mean_h and n_h, with a total of 0 where it holds nobody of the domain. Labels of clusters are read
// within their stratum and within the stages before: cluster 1 of stratum A is not cluster 1 of stratum B.
//
// Groups. What an estimator adds up is the finest unit that a variance needs: the cluster of the last stage that counts
// (Finest::Cluster), or, where every respondent is a unit, the stratum of respondents (Finest::Respondent), for which
// the sum and the spread of the influences are enough. So nobody ever builds a matrix of respondents by components.
// Groups are numbered so that those of one stratum, and of one cluster of the stage before, follow each other.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "base/unset.h"
#include "data/table.h"
#include "design/spec.h"

namespace kith::design {

class Calibration;
class JointProbabilities;
struct Replicates;

enum class Finest { Cluster, Respondent };

// What the respondents of a domain in one group add to an estimate.
struct GroupTotal {
  std::uint32_t group = 0;
  double total = 0;   // sum of their influences, weights included
  double spread = 0;  // Finest::Respondent: sum of squares about the mean of all that the group drew (0 for others)
  std::int64_t present = 0;  // respondents of the domain with a weight above 0
};

struct Variance {
  std::optional<double> value;      // none where no stratum has one (all lonely, LonelyPsu::Average), or pps.h
  std::vector<std::string> lonely;  // strata with a single cluster that the rule had to treat
};

// Clusters and strata of the first stage that hold a domain.
struct Degrees {
  std::int64_t clusters = 0;
  std::int64_t strata = 0;
  double df() const { return static_cast<double>(clusters - strata); }
};

// The unit of the first stage that holds a group, and the stratum that it was drawn in.
struct FirstUnit {
  std::uint32_t cluster = 0;
  std::uint32_t stratum = 0;
  std::int64_t drawn = 0;  // clusters of the stratum
  double population = 0;   // infinite where unknown
};

class Design {
 public:
  struct Stratum {
    std::uint32_t parent = 0;                                     // unit of the stage before
    std::int64_t drawn = 0;                                       // n_h
    double population = std::numeric_limits<double>::infinity();  // N_h
    double share = 1;                                             // product of n/N over the stages before
    std::string name;                                             // where it is lonely: "region = North"

    double correction() const { return 1 - static_cast<double>(drawn) / population; }  // 1 - n/N
    bool taken_whole() const { return correction() < 1e-7; }                           // the stratum represents itself
  };
  struct Stage {
    std::vector<Stratum> strata;
    std::vector<std::uint32_t> stratum_of;  // of each unit; empty at a last stage whose units are respondents
    std::vector<double> taken;              // of each unit its probability within the stage; empty: equal ones
  };

  // Throws Error with every weight, label and population size that cannot be right.
  Design(const Spec& spec, const data::Table& table);

  // The same sample with the weights of `calibration`, which every variance from now on takes into account; of a sample
  // with replicates each replicate is calibrated again. Throws Error where that cannot be done.
  Design calibrated(std::shared_ptr<const Calibration> calibration) const;
  // The same sample, whose variances are from now on those between the replicates.
  Design replicated(Replicates replicates) const;
  // The same sample of one stage, whose variances are from now on those of its pairs of units (pps.h), in the order of
  // the groups. Throws Error unless each of these has its row, as with Spec::pps.
  Design paired(std::shared_ptr<const JointProbabilities> joint) const;
  // In the order in which they were made.
  std::span<const std::shared_ptr<const Calibration>> calibrations() const { return calibrations_; }
  const Replicates* replicates() const { return replicates_.get(); }  // none: variances are linearised

  const Spec& spec() const { return spec_; }
  std::size_t rows() const { return weights_.size(); }
  std::span<const double> weights() const { return weights_; }

  Finest finest() const { return finest_; }
  std::span<const std::uint32_t> groups() const { return groups_; }  // of each row
  std::uint32_t group_count() const { return group_count_; }
  // Finest::Respondent: how many respondents the stratum drew.
  std::int64_t drawn(std::uint32_t group) const { return stages_.back().strata[group].drawn; }

  // Per group, of influences given per row (weights included) of the rows that are present. Two passes.
  std::vector<GroupTotal> totals(std::span<const double> influences, std::span<const std::uint8_t> present) const;

  // `parts` ascending by group, each group once; groups without the domain may be left out. Throws Error
  // ("lonely-psu") under LonelyPsu::Fail, and of a sample with replicates, whose variance this is not. Cost: the parts.
  Variance variance(std::span<const GroupTotal> parts) const;
  // Covariances of several numbers at once, from `totals` (parts x numbers), where the sample is one stage of clusters
  // without lonely strata; none for other samples. Cost: parts x numbers^2.
  std::optional<Eigen::MatrixXd> one_stage_covariance(std::span<const GroupTotal> parts,
                                                      const Eigen::MatrixXd& totals) const;
  // Of the domain that `parts` describes, by the groups with someone present.
  Degrees degrees(std::span<const GroupTotal> parts) const;
  Degrees degrees(std::span<const std::uint8_t> present) const;  // 1 for the rows of the domain, others 0
  // Of the whole design (R's degf).
  Degrees degrees() const { return all_; }
  // By the rule of the spec; of a sample with replicates whatever the domain, which only the rows can tell.
  double df(const Degrees& of_domain) const;
  double df(std::span<const GroupTotal> parts) const { return df(degrees(parts)); }
  // The same, of the rows that are present (1; others 0); of a sample with replicates by their rank (replicates.h).
  double df(std::span<const std::uint8_t> present) const;

  std::span<const Stage> sampling() const { return stages_; }  // that the variance uses, the first one first
  // The unit of the first stage that holds a group. Not where the respondents are units of the first stage.
  std::uint32_t first_unit(std::uint32_t group) const;
  // Finest::Cluster, or several stages.
  FirstUnit first_of(std::uint32_t group) const;

  // Facts for the reader.
  std::size_t stages() const { return stages_.size(); }  // that the variance uses
  bool has_clusters() const { return !spec_.clusters.empty(); }
  bool has_population() const { return !spec_.fpc.empty(); }
  bool has_weights() const { return weights_differ_; }
  // No strata, clusters, population sizes or unequal weights.
  bool is_simple() const;
  double population() const { return population_; }  // sum of the weights
  const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  struct Part;
  class Builder;

  void add_unequal(const Stage& stage, std::span<const GroupTotal> run, Part& part) const;
  std::vector<Part> parts_of(const Stage& stage, std::span<const GroupTotal> units) const;
  // One stage of clusters without lonely strata: what variance() finds, at a tenth of its cost. None for other samples.
  std::optional<double> one_stage_variance(std::span<const GroupTotal> parts) const;
  std::optional<double> between(const Stage& stage, std::span<const Part> strata, Variance& variance) const;
  Spec spec_;
  Unset<double> weights_;
  Finest finest_ = Finest::Respondent;
  Unset<std::uint32_t> groups_;
  std::uint32_t group_count_ = 0;
  std::vector<Stage> stages_;
  Degrees all_;
  double population_ = 0;
  bool weights_differ_ = false;
  std::vector<std::string> remarks_;
  std::vector<std::shared_ptr<const Calibration>> calibrations_;
  std::shared_ptr<const Replicates> replicates_;
  std::shared_ptr<const JointProbabilities> joint_;
};

}  // namespace kith::design
