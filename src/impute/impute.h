// Multiple imputation by chained equations: what people did not answer, drawn m times from what they and others did.
//
// For each incomplete column in turn (fewest gaps first) its answers are regressed on all other columns, a regression
// is drawn from the posterior, and the gaps are drawn from that; then the next column, with these gaps filled; and so
// on, `iterations` times. m such chains give m completed tables (van Buuren 2007, Stat. Methods Med. Res. 16; van
// Buuren and Groothuis-Oudshoorn 2011, J. Stat. Softw. 45). Whatever is asked is answered by each of them and the
// answers are pooled (pooled_findings.h, pooled_model.h, pooled_test.h).
//
//   numbers     predictive mean matching, type 1, from `donors` people (Little 1988; van Buuren 2018, section 3.4):
//               an imputed answer is one that somebody gave. linear_draw.h, donors.h
//   options     a logit for each option against those that come after it, which together are the multinomial
//               likelihood, and for ordered questions the continuation-ratio model (Fienberg 1980; Agresti 2010,
//               section 4.2). logit_draw.h
//
// The design is among the predictors, as it must be for the pooled variance to be that of the design (Reiter,
// Raghunathan and Kinney 2006): the weight (its logarithm), strata, and clusters of the first stage as random effects.
//
// Only a question that was asked and not answered is imputed: blank, illegible, missing without a reason that is known.
// Who was not asked, does not know, refused or withdrew keeps that reason, and counts as a level of its own where the
// column helps to impute another. Multi-response sets and texts are not imputed.
//
// Assumes missing at random given the columns that are named: those asked for, those in `with`, and the design. What
// the answers depend on and is not named makes the result wrong in a way that nothing here can see.
//
// A draw depends on the seed, the number of the imputation, the iteration, the name of the column and the row, and on
// nothing else (num/random.h): neither threads nor the order of columns change a bit.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/table.h"
#include "design/spec.h"
#include "finding/finding.h"
#include "impute/draws.h"
#include "num/parallel.h"

namespace kith::impute {

struct Options {
  std::size_t count = 20;  // m; as many as percent of the answers are missing (White, Royston and Wood 2011)
  std::uint64_t seed = 1;
  std::size_t iterations = 10;         // most chains are at rest after 5; see ImputedColumn::r_hat
  std::size_t donors = 5;              // Morris, White and Royston 2014: 5 to 10
  std::vector<std::string> columns{};  // what will be asked about
  std::vector<std::string> with{};     // what helps to guess it
  // The design, by its columns; of strata and clusters the first is used.
  std::string weight{};
  std::vector<std::string> strata{};
  std::vector<std::string> clusters{};
  num::Threads threads{};
};

// For what is asked of `columns` under a design: its weight, strata and clusters help and are not imputed, nor are its
// population sizes, and whether somebody responded.
Options options_for(const std::vector<std::string>& columns, const design::Spec& spec);

enum class Method { Matching, Logits };
std::string_view to_string(Method method);  // "matching", "logits"

struct ImputedColumn {
  std::string name;
  Method method = Method::Matching;
  std::int64_t answered = 0;
  std::int64_t imputed = 0;
  std::int64_t left = 0;  // without an answer, for reasons that are not imputed
  // The mean of the imputed answers (of options: of their places) by imputation, then iteration.
  std::vector<std::vector<double>> means;
  std::optional<double> r_hat;  // of these means in the second half of the chains: convergence.h
};

struct Plan;

class Imputations {
 public:
  std::size_t count() const { return draws_.size(); }
  std::size_t iterations() const { return iterations_; }
  std::uint64_t seed() const { return seed_; }
  // The table with the gaps filled for the i-th time. Costs a copy of the table.
  data::Table completed(std::size_t i) const;
  const std::vector<ImputedColumn>& columns() const { return columns_; }  // in the order of the visits
  const std::vector<finding::Note>& notes() const { return notes_; }

 private:
  friend Imputations impute(const data::Table& table, const Options& options);

  const data::Table* table_ = nullptr;
  std::shared_ptr<const Plan> plan_;
  std::vector<Draws> draws_;
  std::vector<ImputedColumn> columns_;
  std::vector<finding::Note> notes_;
  std::size_t iterations_ = 0;
  std::uint64_t seed_ = 0;
};

// Throws Error for names that are not in the table and numbers that mean nothing ("few-imputations": fewer than 2).
// What cannot be imputed stays as it is, with a note. The table must outlive the result. Cost: imputations x iterations
// x incomplete columns x rows x (columns of the predictors)^2.
Imputations impute(const data::Table& table, const Options& options);

}  // namespace kith::impute
