// A model from what an analyst writes: formula, family, design, and what is to be tested and predicted.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/table.h"
#include "design/spec.h"
#include "model/margins.h"
#include "model/model.h"
#include "model/term_test.h"

namespace kith::model {

struct Request {
  std::string formula{};
  std::string family = "gaussian";  // or quasibinomial, quasipoisson, Gamma, cumulative
  std::string link{};               // empty: the family's own
  std::string where{};              // EXPR; empty: all rows
  design::Spec design{};
  std::string contrasts = "treatment";
  std::string test_terms{};                   // "", "wald", "working-wald", "lrt"
  std::string approximation = "saddlepoint";  // of the last two: saddlepoint, integration, satterthwaite
  std::vector<std::string> margins{};         // "sex", "age=20,40,60"
  std::string errors = "linearised";          // or bell-mccaffrey: of regressions over few clusters
  double fewest_events = 5;                   // per parameter (H5); 0: any number
};

struct Analysis {
  std::shared_ptr<const design::Design> design;
  Model model;
  std::vector<TermTest> tests;  // one for each term of the formula
  std::vector<Margins> margins;
};

// Throws Error with what is wrong with formula, data or design. The table must outlive the analysis.
Analysis analyse(const data::Table& table, const Request& request);

// Every column that the request mentions, each once.
std::vector<std::string> columns(const Request& request);

}  // namespace kith::model
