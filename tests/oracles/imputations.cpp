// Multiple imputation: with(imp, lm(...)), with(des, svymean(...)), mice's pool, pool.scalar, pool.r.squared, D1, D2,
// D3, and mitools' MIcombine. imp_NAME stands for the completed data in mi_NAME.csv, des_NAME for designs over them.
#include <algorithm>
#include <cmath>

#include <Eigen/LU>

#include "model/glm.h"
#include "model/model.h"
#include "num/distribution.h"
#include "num/pooled_test.h"
#include "num/rubin.h"
#include "num/sum.h"
#include "oracles/environment.h"
#include "oracles/sample.h"

namespace kith::oracles {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double least_share = 1e-4;  // mice's

// A regression as R fits it to data that is no sample: errors of the likelihood.
struct Regression final : Object {
  TablePointer table;
  model::Model model;
  Coefficients own;

  Regression(TablePointer data, model::Model fitted) : table(std::move(data)), model(std::move(fitted)) {
    const double variance = is_linear() ? model.deviance / df() : 1;
    own = Coefficients::of(model.names, model.coefficients, variance * model.naive);
  }
  std::string_view kind() const override { return "a regression"; }
  Json json() const override { return own.names; }
  const Coefficients* coefficients() const override { return &own; }

  bool is_linear() const { return model.glm->distribution == model::Distribution::Gaussian; }
  std::size_t n() const { return model.response.size(); }
  double df() const { return static_cast<double>(n() - model.parameters()); }
  double r_squared() const { return 1 - model.deviance / model.null_deviance.value_or(missing); }

  // Twice the log likelihood but for a constant; of a linear one with the variance that the deviance leaves.
  double likelihood(double deviance) const {
    return is_linear() ? -static_cast<double>(n()) * std::log(deviance) : -deviance;
  }
  double own_likelihood() const { return likelihood(model.deviance); }
  // With these coefficients, but for the intercept, which mice's D3 lets each imputation have for itself.
  double likelihood_with(const Eigen::VectorXd& coefficients) const {
    const std::vector<double> eta = model::linear_predictors(*model.matrix, coefficients, model.frame->offset);
    const TablePointer with_offset = with_column(*table, number_column(".offset", eta));
    const std::string& formula = model.frame->formula.text;
    const auto refitted = model::fit_regression(
        model::parse_formula(formula.substr(0, formula.find('~')) + "~ 1 + offset(.offset)"), *model.glm, *with_offset,
        std::make_shared<design::Design>(design::Spec{}, *with_offset), std::vector<std::uint8_t>(n(), 1));
    return likelihood(refitted.deviance);
  }
};

struct Fits final : Object {
  std::vector<Value> each;

  std::string_view kind() const override { return "fits to imputations"; }
  Json json() const override { return each.size(); }
  Value member(std::string_view name) const override { return each.front()->member(name); }
  std::shared_ptr<const Regression> regression(std::size_t i) const { return as<Regression>(each.at(i), "a fit"); }
};

std::vector<TablePointer> completed(const std::string& name, const Environment& environment) {
  const TablePointer all = environment.data().completed(name);
  if (all == nullptr) {
    throw NotCovered("imputations of " + name);
  }
  const data::Column& which = all->column(".imp");
  std::vector<TablePointer> tables;
  for (double number = 1;; ++number) {
    std::vector<std::uint8_t> keep(all->rows());
    for (std::size_t row = 0; row < keep.size(); ++row) {
      keep[row] = which.number_at(row) == number ? 1 : 0;
    }
    if (std::ranges::count(keep, 1) == 0) {
      return tables;
    }
    tables.push_back(selected(*all, keep));
  }
}

Value regression(const RCode& call, const TablePointer& table) {
  bool binomial = false;
  double epsilon = 1e-8;
  for (const auto& [name, code] : call.arguments) {
    binomial = binomial || (name == "family" && code.source.starts_with("binomial"));
    for (const auto& [inner, value] : code.arguments) {
      epsilon = name == "control" && inner == "epsilon" ? std::stod(value.source) : epsilon;
    }
  }
  const auto design = std::make_shared<design::Design>(design::Spec{}, *table);
  return std::make_shared<Regression>(
      table, model::fit_regression(model::parse_formula(call.at(0).source),
                                   model::family_named(binomial ? "binomial" : "gaussian"), *table, design,
                                   std::vector<std::uint8_t>(table->rows(), 1),
                                   {.numbers = model::Numbers::LikeR, .epsilon = epsilon}));
}

Value with(const RCode& call, Environment& environment) {
  const std::string& name = call.at(0).text;
  const RCode& asked = call.at(1);
  auto fits = std::make_shared<Fits>();
  if (name.starts_with("imp_") && (asked.is("lm") || asked.is("glm"))) {
    for (const TablePointer& table : completed(name.substr(4), environment)) {
      fits->each.push_back(regression(asked, table));
    }
    return fits;
  }
  if (!name.starts_with("des_")) {
    throw NotCovered("with " + call.source);
  }
  std::vector<std::pair<std::string, RCode>> handed = asked.arguments;
  handed.emplace_back("design", r_name(".design"));
  for (const TablePointer& table : completed(name.substr(4), environment)) {
    Environment inside(environment, nullptr);
    inside.bind(".design",
                std::make_shared<Sample>(
                    table, design::Spec{.weight = "w", .strata = {"stratum"}, .clusters = {"psuid"}}, std::string()));
    fits->each.push_back(evaluate(r_call(asked.text, handed), inside));
  }
  return fits;
}

const Coefficients& coefficients_of(const Value& fit) {
  const Coefficients* own = fit->coefficients();
  if (own == nullptr) {
    throw NotCovered(fmt::format("pooling {}", fit->kind()));
  }
  return *own;
}

struct Stacked {
  std::vector<Eigen::VectorXd> values;
  std::vector<Eigen::MatrixXd> covariances;

  std::vector<double> value(Eigen::Index k) const {
    std::vector<double> each;
    std::ranges::transform(values, std::back_inserter(each), [k](const auto& one) { return one[k]; });
    return each;
  }
  std::vector<double> variance(Eigen::Index k) const {
    std::vector<double> each;
    std::ranges::transform(covariances, std::back_inserter(each), [k](const auto& one) { return one(k, k); });
    return each;
  }
};

Stacked stacked(const Fits& fits) {
  Stacked all;
  for (const Value& fit : fits.each) {
    all.values.push_back(coefficients_of(fit).values);
    all.covariances.push_back(coefficients_of(fit).covariance);
  }
  return all;
}

Value pool(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"object", "dfcom"});
  const auto fits = as<Fits>(arguments.value("object"), "pool");
  const Stacked all = stacked(*fits);
  const double df_complete = arguments.number("dfcom", fits->regression(0)->df());
  const std::size_t m = fits->each.size();
  Json pooled{{"term", coefficients_of(fits->each[0]).names}};
  Json summary = pooled;
  for (Eigen::Index k = 0; k < all.values[0].size(); ++k) {
    const num::Pooled one =
        num::pool(all.value(k), all.variance(k), {.df_complete = df_complete, .least_share = least_share});
    const double se = std::sqrt(one.variance);
    const double t = num::t_quantile(0.975, one.df).value_or(missing);
    pooled["m"].push_back(m);
    pooled["dfcom"].push_back(number_json(df_complete));
    for (const auto& [name, value] : std::initializer_list<std::pair<const char*, double>>{{"estimate", one.value},
                                                                                           {"ubar", one.within},
                                                                                           {"b", one.between},
                                                                                           {"t", one.variance},
                                                                                           {"df", one.df},
                                                                                           {"riv", one.increase},
                                                                                           {"lambda", one.share},
                                                                                           {"fmi", one.information}}) {
      pooled[name].push_back(number_json(value));
    }
    for (const auto& [name, value] : std::initializer_list<std::pair<const char*, double>>{
             {"estimate", one.value},
             {"std.error", se},
             {"statistic", one.value / se},
             {"df", one.df},
             {"p.value", num::t_two_sided(one.value / se, one.df).value_or(missing)},
             {"X2.5..", one.value - t * se},
             {"X97.5..", one.value + t * se}}) {
      summary[name].push_back(number_json(value));
    }
  }
  return std::make_shared<Answer>(Json{{"m", m}, {"pooled", pooled}, {"summary", summary}});
}

Value pool_scalar(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"Q", "U", "n", "k", "rule"});
  const std::vector<double> q = arguments.numbers("Q", {});
  const std::vector<double> u = arguments.numbers("U", {});
  const double df_complete = arguments.number("n", infinity) - arguments.number("k", 1);
  const num::Pooled one = num::pool(q, u, {.df_complete = df_complete, .least_share = least_share});
  return std::make_shared<Answer>(Json{{"m", q.size()},
                                       {"qhat", q},
                                       {"u", u},
                                       {"qbar", one.value},
                                       {"ubar", one.within},
                                       {"b", one.between},
                                       {"t", one.variance},
                                       {"df", number_json(one.df)},
                                       {"r", one.increase},
                                       {"fmi", one.information}});
}

// Harel 2009: Fisher's z of the root.
Value pool_r_squared(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"object", "adjusted"});
  const auto fits = as<Fits>(arguments.value("object"), "pool.r.squared");
  const bool adjusted = arguments.truth("adjusted", false);
  std::vector<double> z;
  std::vector<double> variances;
  for (std::size_t i = 0; i < fits->each.size(); ++i) {
    const auto fit = fits->regression(i);
    const auto n = static_cast<double>(fit->n());
    const double plain = fit->r_squared();
    z.push_back(std::atanh(std::sqrt(adjusted ? 1 - (1 - plain) * (n - 1) / fit->df() : plain)));
    variances.push_back(1 / (n - 3));
  }
  const num::Pooled one = num::pool(z, variances, {.least_share = least_share});
  const auto back = [](double x) { return std::tanh(x) * std::tanh(x); };
  const double reach = 1.96 * std::sqrt(one.variance);  // mice's, to two digits
  Eigen::MatrixXd row(1, 4);
  row << back(one.value), back(one.value - reach), back(one.value + reach), one.information;
  return std::make_shared<Answer>(matrix_json({adjusted ? "adj R^2" : "R^2"}, {"est", "lo 95", "hi 95", "fmi"}, row));
}

// Which coefficients the larger fit has and the smaller has not.
std::vector<Eigen::Index> tested(const Fits& larger, const Fits& smaller) {
  const std::vector<std::string>& all = coefficients_of(larger.each[0]).names;
  const std::vector<std::string>& kept = coefficients_of(smaller.each[0]).names;
  std::vector<Eigen::Index> result;
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (std::ranges::find(kept, all[k]) == kept.end()) {
      result.push_back(static_cast<Eigen::Index>(k));
    }
  }
  return result;
}

Stacked stacked(const Fits& fits, const std::vector<Eigen::Index>& which) {
  Stacked all = stacked(fits);
  for (std::size_t i = 0; i < all.values.size(); ++i) {
    all.values[i] = Eigen::VectorXd(all.values[i](which));
    all.covariances[i] = Eigen::MatrixXd(all.covariances[i](which, which));
  }
  return all;
}

Json test_json(const num::PooledTest& test) {
  return {{"F.value", {test.f}},
          {"df1", {test.df1}},
          {"df2", {number_json(test.df2)}},
          {"P(>F)", {number_json(test.p.value_or(missing))}},
          {"RIV", {test.increase}}};
}

struct Nested {
  std::shared_ptr<const Fits> larger;
  std::shared_ptr<const Fits> smaller;
  double df_complete = infinity;
  bool by_likelihood = false;  // D2(use = "likelihood")
};

Nested nested(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"fit1", "fit0", call.is("D2") ? "use" : "dfcom"});
  const auto larger = as<Fits>(arguments.value("fit1"), call.text);
  return {larger, as<Fits>(arguments.value("fit0"), call.text),
          arguments.has("dfcom") ? arguments.number("dfcom", infinity) : larger->regression(0)->df(),
          call.is("D2") && arguments.text("use", "wald") == "likelihood"};
}

Value d1(const RCode& call, Environment& environment) {
  const auto [larger, smaller, df_complete, by_likelihood] = nested(call, environment);
  const Stacked all = stacked(*larger, tested(*larger, *smaller));
  const auto test = num::pooled_wald(all.values, all.covariances, df_complete);
  if (!test) {
    throw NotCovered("D1 of coefficients that follow from each other");
  }
  return std::make_shared<Answer>(test_json(*test));
}

Value d2(const RCode& call, Environment& environment) {
  const auto [larger, smaller, df_complete, by_likelihood] = nested(call, environment);
  const Stacked all = stacked(*larger, tested(*larger, *smaller));
  std::vector<double> statistics;
  for (std::size_t i = 0; i < all.values.size(); ++i) {
    statistics.push_back(by_likelihood
                             ? larger->regression(i)->own_likelihood() - smaller->regression(i)->own_likelihood()
                             : all.values[i].dot(all.covariances[i].inverse() * all.values[i]));
  }
  return std::make_shared<Answer>(
      test_json(num::pooled_statistics(statistics, static_cast<double>(all.values[0].size()))));
}

Value d3(const RCode& call, Environment& environment) {
  const auto [larger, smaller, df_complete, by_likelihood] = nested(call, environment);
  const std::size_t m = larger->each.size();
  const Eigen::VectorXd one = num::pool(stacked(*larger).values, stacked(*larger).covariances).value;
  const Eigen::VectorXd zero = num::pool(stacked(*smaller).values, stacked(*smaller).covariances).value;
  double own = 0;
  double pooled = 0;
  for (std::size_t i = 0; i < m; ++i) {
    const auto fit1 = larger->regression(i);
    const auto fit0 = smaller->regression(i);
    own += (fit1->own_likelihood() - fit0->own_likelihood()) / static_cast<double>(m);
    pooled += (fit1->likelihood_with(one) - fit0->likelihood_with(zero)) / static_cast<double>(m);
  }
  const num::PooledTest test =
      num::pooled_likelihood(own, pooled, static_cast<double>(tested(*larger, *smaller).size()), m);
  return std::make_shared<Answer>(Json{
      {"x$result", {test.f, test.df1, number_json(test.df2), number_json(test.p.value_or(missing)), test.increase}}});
}

// Barnard and Rubin's degrees of freedom where the variance is U + B: mitools leaves out B / m, the part that comes
// from imputing only m times.
double degrees_like_mitools(const num::Pooled& one, double df_complete) {
  if (std::isinf(df_complete)) {
    return one.df;
  }
  const double observed = (df_complete + 1) / (df_complete + 3) * df_complete * one.within / (one.within + one.between);
  return 1 / (1 / observed + 1 / one.df);
}

Value combine(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"results", "variances", "call", "df.complete"});
  const auto fits = as<Fits>(arguments.value("results"), "MIcombine");
  const Stacked all = stacked(*fits);
  const std::vector<std::string>& names = coefficients_of(fits->each[0]).names;
  const double df_complete = arguments.number("df.complete", infinity);
  Json json{{"vcov", matrix_json(names, names, num::pool(all.values, all.covariances).variance)}};
  Eigen::MatrixXd limits(static_cast<Eigen::Index>(names.size()), 2);
  for (std::size_t j = 0; j < names.size(); ++j) {
    const auto k = static_cast<Eigen::Index>(j);
    const num::Pooled one = num::pool(all.value(k), all.variance(k));
    const double df = degrees_like_mitools(one, df_complete);
    const double reach = num::normal_quantile(0.975) * std::sqrt(one.variance);  // R's confint.default
    limits.row(k) << one.value - reach, one.value + reach;
    json["estimate"][names[j]] = one.value;
    json["se"][names[j]] = std::sqrt(one.variance);
    json["df"][names[j]] = number_json(df);
    json["missinfo"][names[j]] = (one.increase + 2 / (df + 3)) / (one.increase + 1);
  }
  json["ci"] = matrix_json(names, limit_names(0.95), limits);
  return std::make_shared<Answer>(json);
}

const Family family{
    {"with", with}, {"pool", pool}, {"pool.scalar", pool_scalar}, {"pool.r.squared", pool_r_squared}, {"D1", d1},
    {"D2", d2},     {"D3", d3},     {"MIcombine", combine}};

}  // namespace

}  // namespace kith::oracles
