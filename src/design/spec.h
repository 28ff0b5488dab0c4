// How a sample was drawn, as column names: what `--strata`, `--cluster`, `--fpc` and `--weight` say, or a population of
// a study.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/replicate_spec.h"
#include "design/weighting.h"

namespace kith::design {

// What a stratum with one cluster contributes (R: options(survey.lonely.psu)).
enum class LonelyPsu {
  Fail,       // an Error that names the stratum
  Certainty,  // nothing: the cluster was taken with certainty (R: certainty, remove)
  Average,    // the average of the strata that do have a variance
  Adjust,     // its deviation from the mean over all clusters of that stage
};

// "fail", "certainty", "average", "adjust".
std::string_view to_string(LonelyPsu rule);

enum class DfRule {
  Domain,  // clusters minus strata that hold the domain
  Design,  // clusters minus strata of the whole design (R's degf)
};

// Samples without replacement whose units had unequal probabilities (pps.h). The probabilities stand in `fpc`, one
// column a stage, or in `probability`.
enum class Pps {
  None,             // equal ones within a stratum
  WithReplacement,  // drawn with replacement: probabilities are weights and nothing else
  Brewer,           // Brewer 2002, equation 9.13
  Overton,          // Overton 1985
  HartleyRao,       // Hartley and Rao 1962
};
enum class PairForm { HorvitzThompson, YatesGrundy };  // for Overton and HartleyRao

// What is done where the clusters are few (design/small_sample.h).
enum class SmallSample {
  None,  // n / (n - 1) and clusters minus strata
  Cr2,   // bias-reduced linearisation with Satterthwaite's degrees of freedom
};

struct Spec {
  std::string weight{};                 // empty: 1, or with fpc the inverse sampling fractions
  std::string probability{};            // instead of weight: inclusion probabilities
  std::vector<std::string> strata{};    // one per stage, may be shorter than clusters
  std::vector<std::string> clusters{};  // stage order; empty: each respondent is a cluster
  std::vector<std::string> fpc{};       // one per stage: population counts, or sampling fractions when all are < 1
  LonelyPsu lonely_psu = LonelyPsu::Fail;
  bool adjust_domain_lonely = false;  // apply the rule also to strata that a domain leaves with one cluster
  DfRule df = DfRule::Domain;
  Pps pps = Pps::None;
  PairForm pair_form = PairForm::HorvitzThompson;
  // HartleyRao: sum of p^2 over the population of a stratum, divided by its n. None: the mean of the sample's p.
  std::optional<double> hartley_rao{};
  std::optional<GivenReplicates> given_replicates{};
  std::optional<MadeReplicates> made_replicates{};
  Weighting weighting{};  // of the weights that the columns give
  SmallSample small_sample = SmallSample::None;
};

}  // namespace kith::design
