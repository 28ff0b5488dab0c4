// What R's estimators of means, totals and ratios ask, as measures of Kith; and its answer, by R's names.
//
// An Estimator reads a call like `svymean(~x + y, des, na.rm = TRUE)` into a Question: which figures (a measure, or one
// option of it), under which R name, over which domain. svymean(...) alone answers a Question with an Estimate; svyby
// adds the columns to break down by and answers with a table. A family of measures adds an Estimator (variance.cpp,
// say) and is in svyby as well.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "estimate/estimate.h"
#include "oracles/sample.h"

namespace kith::oracles {

struct Figure {
  std::string name;      // R's
  std::string measure;   // "share(`stype`)"
  std::string category;  // code of the option; empty where the measure has one figure
};

enum class Covariances { All, Own };  // Own: R leaves the others NA, as it does for several ratios

enum class MissingError { Missing, OfTheRest };  // R's, of a figure that is missing because an answer is

struct Estimate;

struct Question {
  std::shared_ptr<const Sample> sample;  // with every column that the figures name
  std::vector<Figure> figures;
  std::string complete;       // EXPR: na.rm = TRUE keeps the rows where it is true
  bool drop_missing = false;  // na.rm; otherwise a missing answer makes its figure missing, as in R
  MissingError missing_error = MissingError::Missing;
  estimate::DesignEffect design_effect = estimate::DesignEffect::None;
  Covariances covariances = Covariances::All;
  // What the function itself makes of the one domain's estimate; none: nothing.
  std::function<Value(const std::shared_ptr<Estimate>& estimate)> shape{};
};

// One domain's figures.
struct Estimate : Object {
  Coefficients own;
  std::vector<double> design_effects;  // none where not asked for

  std::string_view kind() const override { return "an estimate"; }
  const Coefficients* coefficients() const override { return &own; }
  Json json() const override;  // estimate, se, cv, vcov, ci95_z, deff
};
Json coefficients_json(const Coefficients& own);

struct MeasuredDomain {
  std::vector<finding::Level> levels;
  std::shared_ptr<Estimate> estimate;
};
struct Measured {
  std::vector<MeasuredDomain> domains;  // in R's order: the first column varies fastest
  // Of every domain's figures, the figures varying slowest; empty where it was not asked for.
  Eigen::MatrixXd covariance;
};
enum class Joint { No, Yes };
Measured measured(const Question& question, const std::vector<std::string>& by, Joint joint);

// Somebody of the domain gave no answer.
bool lacks_answers(const finding::Finding& finding);

// The question of a call with the arguments `na.rm` and `deff`, without its figures.
Question question_of(const Arguments& arguments, const std::shared_ptr<const Sample>& sample);
// NotCovered where something is left over.
void refuse_rest(const RCode& call, const Arguments& arguments);

using Estimator = Question (*)(const RCode& call, Environment& environment);
// Makes the functions known, each also as one that answers its own call.
class Estimators {
 public:
  Estimators(std::initializer_list<std::pair<const char*, Estimator>> estimators);
};
Estimator estimator_named(std::string_view function);  // null where there is none
// What the function of an Estimator answers to its own call.
Value answered(const RCode& call, Environment& environment);

}  // namespace kith::oracles
