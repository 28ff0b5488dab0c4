// svyratio, of the whole sample or of each stratum (separate = TRUE), and the totals that ratios predict.
//
// With X the known total of the denominator, the ratio r predicts the total r X of the numerator with the standard
// error se(r) X; separate ratios predict the sum over the strata, whose variances add up (Cochran 1977, chapter 6).
#include <algorithm>
#include <map>

#include "design/labels.h"
#include "oracles/measured.h"

namespace kith::oracles {

namespace {

Value predicted_total(const Eigen::VectorXd& totals, const Eigen::VectorXd& errors) {
  auto result = std::make_shared<List>();
  result->items.emplace_back("total", numbers({totals.begin(), totals.end()}));
  if (errors.size() > 0) {
    result->items.emplace_back("se", numbers({errors.begin(), errors.end()}));
  }
  return errors.size() > 0 ? Value(result) : result->items.front().second;
}

struct Ratio final : Estimate {
  explicit Ratio(const Estimate& estimate) {
    own = estimate.own;
    design_effects = estimate.design_effects;
  }
  Value predicted(const RCode& call, Environment& environment) const override {
    const Arguments arguments(call, environment, {"object", "total", "se"});
    const double total = arguments.number("total", missing);
    return predicted_total(total * own.values,
                           arguments.truth("se", true) ? Eigen::VectorXd(total * own.se) : Eigen::VectorXd());
  }
};

struct SeparateRatios final : Object {
  std::shared_ptr<List> ratios = std::make_shared<List>();  // by stratum

  std::string_view kind() const override { return "separate ratios"; }
  Json json() const override { return {{"ratios", ratios->json()}}; }
  Value member(std::string_view name) const override { return name == "ratios" ? Value(ratios) : Object::member(name); }
  Value predicted(const RCode& call, Environment& environment) const override {
    const Arguments arguments(call, environment, {"object", "total", "se"});
    const std::vector<double> totals = totals_of(arguments.value("total"));
    Eigen::VectorXd sum;
    Eigen::VectorXd variance;
    for (std::size_t i = 0; i < totals.size(); ++i) {
      const Coefficients& own = *ratios->items[i].second->coefficients();
      if (i == 0) {
        sum = variance = Eigen::VectorXd::Zero(own.values.size());
      }
      sum += totals[i] * own.values;
      variance += (totals[i] * own.se).cwiseAbs2();
    }
    return predicted_total(sum,
                           arguments.truth("se", true) ? Eigen::VectorXd(variance.cwiseSqrt()) : Eigen::VectorXd());
  }

 private:
  // One a stratum, in the order of the ratios: as given, or by name where the names are those of the strata.
  std::vector<double> totals_of(const Value& given) const {
    std::vector<std::pair<std::string, double>> all;
    if (const auto list = std::dynamic_pointer_cast<const List>(given)) {
      for (const auto& [name, item] : list->items) {
        all.emplace_back(name, one_number(item, "predict"));
      }
    } else {
      const auto some = as<Numbers>(given, "predict");
      for (std::size_t i = 0; i < some->values.size(); ++i) {
        all.emplace_back(some->names.empty() ? std::string() : some->names[i], some->values[i]);
      }
    }
    if (all.size() != ratios->items.size()) {
      throw RStops("another number of strata");
    }
    const bool named = std::ranges::all_of(ratios->items, [&](const auto& item) {
      return std::ranges::find(all, item.first, &std::pair<std::string, double>::first) != all.end();
    });
    std::vector<double> totals;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto own = std::ranges::find(all, ratios->items[i].first, &std::pair<std::string, double>::first);
      totals.push_back(named ? own->second : all[i].second);
    }
    return totals;
  }
};

constexpr std::initializer_list<const char*> parameters{"numerator", "denominator", "design", "separate",
                                                        "na.rm",     "formula",     "covmat", "deff"};

Question about_ratio(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, parameters);
  refuse_rest(call, arguments);
  const auto sample = arguments.sample("design");
  Question question = question_of(arguments, sample);
  Columns columns(sample->table, environment);
  const RCode above = arguments.formula("numerator");
  const RCode below = arguments.formula("denominator");
  for (const RCode* denominator : added_terms(below.at(0))) {
    for (const RCode* numerator : added_terms(above.at(0))) {
      question.figures.push_back(
          {numerator->source + "/" + denominator->source,
           fmt::format("ratio({}, {})", columns.expression(*numerator), columns.expression(*denominator)),
           {}});
    }
  }
  question.complete = both(columns.answered(above.at(0)), columns.answered(below.at(0)));
  question.shape = [](const std::shared_ptr<Estimate>& estimate) { return std::make_shared<Ratio>(*estimate); };
  question.covariances = arguments.truth("covmat", false) ? Covariances::All : Covariances::Own;
  question.sample = sample->over(columns.table());
  return question;
}

// The labels of a column that the domain has, in R's order.
std::vector<std::string> labels_of(const Sample& sample, const data::Column& column) {
  const design::Labels labels = design::labels(column);
  const std::vector<std::uint8_t> present = sample.present();
  std::map<std::uint32_t, std::string> found;
  for (std::size_t row = 0; row < present.size(); ++row) {
    if (present[row] != 0 && labels.index[row] != design::no_label) {
      found[labels.index[row]] = column.label_at(row);
    }
  }
  std::vector<std::string> result;
  for (const auto& [index, label] : found) {
    result.push_back(label);
  }
  return result;
}

// na.rm and covmat are not handed on, as in R.
Value separate_ratios(const Arguments& arguments, Environment& environment) {
  const auto sample = arguments.sample("design");
  if (sample->spec.strata.empty()) {
    throw NotCovered("separate ratios without strata");
  }
  auto result = std::make_shared<SeparateRatios>();
  const data::Column& stratum = sample->table->column(sample->spec.strata.front());
  for (const std::string& label : labels_of(*sample, stratum)) {
    Environment inside(environment, nullptr);
    inside.bind(".design", sample->within(equal_to(stratum, label)));
    const RCode call = r_call(
        "svyratio", {{"", arguments.code("numerator")}, {"", arguments.code("denominator")}, {"", r_name(".design")}});
    result->ratios->items.emplace_back(label, answered(call, inside));
  }
  return result;
}

Value svyratio(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, parameters);
  return arguments.truth("separate", false) ? separate_ratios(arguments, environment) : answered(call, environment);
}

// The second after the first, whose function it stands for.
const Estimators estimators{{"svyratio", about_ratio}};
const Family family{{"svyratio", svyratio}};

}  // namespace

}  // namespace kith::oracles
