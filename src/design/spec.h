// How a sample was drawn, as column names: what `--strata`, `--cluster`, `--fpc` and `--weight` say, or a population of
// a study.
#pragma once

#include <string>
#include <string_view>
#include <vector>

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
  SmallSample small_sample = SmallSample::None;
};

}  // namespace kith::design
