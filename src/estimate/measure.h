// What can be estimated, each split into components and a function of their totals.
//
// A measure names columns of values (components), one value a respondent; component 0 is always the constant 1, whose
// total is the estimated size of those who answered. Who lacks one of the components is outside the measure's own
// domain: weighted zero, never dropped. A figure is a smooth function f of the weighted totals T with its gradient:
// f(T) is the value and the influence of a respondent is w . gradient . components (Deville 1999; Lumley 2010,
// section 2.2). A measure never meets a design.
//
// Each measure is one file that ends in one MeasureKind; measures.cpp has the list. The list feeds the command line's
// help and docs/estimate.md.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/expression.h"
#include "data/table.h"
#include "finding/finding.h"

namespace kith::estimate {

struct Point {
  double value = 0;
  std::vector<double> gradient;  // by component
};

// One number of a measure: a mean has one, the shares of a question as many as it has options.
struct Figure {
  std::string category{};  // the option's code; empty for measures with one figure
  std::string category_label{};
  // None where it is not defined: nobody answered, a denominator of 0.
  std::function<std::optional<Point>(std::span<const double> totals)> at{};
  std::optional<std::size_t> counted{};  // the component whose respondents are the numerator of a share or a count
  // The value and its gradient are multiplied by (n / (n - 1)) to this power, n the respondents that the figure rests
  // on: 1 for a variance, 1/2 for a standard deviation.
  double unbiased = 0;
  std::optional<std::size_t> denominator{};  // of a quotient of totals: what small-sample corrections ask for
  std::optional<double> probability{};       // of a quantile, which is no function of totals (quantile.h)
};

struct Measure {
  std::string text;  // canonical: "share(q1 in \"4\",\"5\")"
  finding::Kind kind = finding::Kind::Mean;
  std::vector<data::Evaluator> components;  // from component 1 on
  std::vector<Figure> figures;
  bool partition = false;  // the figures are shares of one whole, so all but one give the last

  std::size_t size() const { return components.size() + 1; }
};

struct MeasureKind {
  std::string_view name;
  std::string_view usage;    // "ratio(y, x)"
  std::string_view meaning;  // one sentence for the help and the manual
  // Throws Error when the arguments do not fit.
  Measure (*make)(const std::vector<data::Expression>& arguments, const data::Table& table);
};

extern const MeasureKind mean_kind;
extern const MeasureKind total_kind;
extern const MeasureKind share_kind;
extern const MeasureKind net_kind;
extern const MeasureKind ratio_kind;
extern const MeasureKind variance_kind;
extern const MeasureKind sd_kind;
extern const MeasureKind covariance_kind;
extern const MeasureKind correlation_kind;
extern const MeasureKind quantile_kind;
extern const MeasureKind median_kind;

std::span<const MeasureKind* const> measure_kinds();

// (n / (n - 1))^unbiased; none where n is too small for it.
std::optional<double> unbiased_scale(const Figure& figure, std::int64_t respondents);

// A measure as people write it, before any table is known.
struct Call {
  const MeasureKind* kind = nullptr;
  std::vector<data::Expression> arguments;

  Measure over(const data::Table& table) const { return kind->make(arguments, table); }
};

// "mean(api00 - api99)". Error with the known measures when it is none of them.
Call parse_measure(std::string_view text);

// Where the parenthesis that opens at `open` closes; quotes and backquotes are skipped. None where it does not.
std::optional<std::size_t> closing_parenthesis(std::string_view text, std::size_t open);

// For the files of the measures: "mean(a,b)" from its parts; Error unless there are `count` arguments.
std::string call_text(std::string_view name, const std::vector<data::Expression>& arguments);
void expect_arguments(const MeasureKind& kind, const std::vector<data::Expression>& arguments, std::size_t count);
// total(numerator) / total(denominator), the form of means, shares and ratios; none where the denominator is 0.
std::optional<Point> quotient(std::span<const double> totals, std::size_t numerator, std::size_t denominator);

}  // namespace kith::estimate
