// Synthetic responses from an instrument, a design and targets: to pilot a questionnaire, to size a sample, to test a
// whole evaluation before the first person has been asked.
//
// Everybody is drawn person by person. The latent answer of person i in project c to question q is
//     z = sum_f loading_qf F_if + sqrt(icc_q) u_qc + sqrt(1 - icc_q - V_q) e_iq         (standard normal),
// where the factors F may depend on one another (a theory of change in small), u is shared by a project and V_q is the
// variance of the factor part. An ordered answer cuts z at the cumulative shares of the options; a multiple-choice
// question has one z an option; an open answer has one z a theme of the codebook.
// (The threshold model of ordered answers: McKelvey and Zavoina 1975; with a random intercept: Hedeker and Gibbons
// 1994.)
//
// Then the cut points of each question that has a target are moved, within each programme, until the share of positive
// answers, computed as the plan says (without those who are left out, who did not know, ...), rounds to the target, and
// so do all programmes together. Of all counts that do, the one nearest to the draw is taken (adjust.h).
//
// What follows. Every random number is addressed by (seed, population, wave, question, person), and the adjustment of a
// question reads nothing but the question: so changing one target changes that question's answers, what is routed by
// them, and nothing else. The numbers do not depend on order, so that threads could not change them either.
//
// The structure is invented. A simulated figure says something about the questionnaire and the analysis, and nothing at
// all about people. docs/simulate.md is the reference of simulate.toml.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "study/study.h"

namespace kith::simulate {

struct Options {
  std::optional<std::int64_t> size;   // respondents in each population; default: simulate.toml, or 300
  std::optional<std::uint64_t> seed;  // default: simulate.toml, or 1
};

// A target with the counts that meet it.
struct Met {
  std::string finding;        // "neighbours_lc"
  std::int64_t percent = 0;   // as wanted
  std::int64_t positive = 0;  // respondents
  std::int64_t base = 0;
};

struct Written {
  std::string file;  // relative to the study folder
  std::int64_t rows = 0;
};

struct Simulated {
  std::vector<std::pair<std::string, std::string>> files;  // name relative to the study folder, bytes
  std::vector<Written> written;                            // the same files with their rows
  std::vector<Met> met;
};

// `recipe` is the text of simulate.toml; empty: everything by default. Throws Error with every problem of the recipe,
// or naming each target that no whole number of respondents can meet.
Simulated simulate(const study::Study& study, std::string_view recipe, const Options& options = {});

}  // namespace kith::simulate
