#include "oracles/measured.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "design/labels.h"
#include "estimate/joint.h"

namespace kith::oracles {

namespace {

using finding::Finding;
using Levels = std::vector<finding::Level>;

std::map<std::string, Estimator, std::less<>>& estimators() {
  static std::map<std::string, Estimator, std::less<>> known;
  return known;
}

// Where each level of a column stands in R's order.
std::map<std::string, std::uint32_t> level_order(const data::Column& column) {
  const design::Labels labels = design::labels(column);
  std::map<std::string, std::uint32_t> order;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (labels.index[row] != design::no_label) {
      order[column.label_at(row)] = labels.index[row];
    }
  }
  return order;
}

std::vector<Levels> ordered_domains(const std::vector<Finding>& findings, const std::vector<std::string>& by,
                                    const data::Table& table) {
  std::vector<std::map<std::string, std::uint32_t>> orders;
  for (const std::string& column : by) {
    orders.push_back(level_order(table.column(column)));
  }
  std::map<std::vector<std::uint32_t>, Levels> domains;
  for (const Finding& finding : findings) {
    std::vector<std::uint32_t> key;
    for (std::size_t k = by.size(); k-- > 0;) {
      key.push_back(orders[k][finding.by[k].label]);
    }
    domains[key] = finding.by;
  }
  std::vector<Levels> result;
  for (const auto& [key, levels] : domains) {
    result.push_back(levels);
  }
  return result;
}

std::optional<std::size_t> find_figure(const std::vector<Finding>& findings, std::size_t request,
                                       const std::string& category, const Levels& levels) {
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].request == request && findings[i].category == category && findings[i].by == levels) {
      return i;
    }
  }
  return std::nullopt;
}

Eigen::MatrixXd joint_covariance(const estimate::Estimates& estimates,
                                 const std::vector<std::optional<std::size_t>>& places) {
  const auto size = static_cast<Eigen::Index>(places.size());
  std::vector<estimate::Estimates::State::Origin> origins;
  std::vector<Eigen::Index> known;
  for (std::size_t k = 0; k < places.size(); ++k) {
    if (places[k] && estimates.findings()[*places[k]].value) {
      origins.push_back(estimates.state().origins[*places[k]]);
      known.push_back(static_cast<Eigen::Index>(k));
    }
  }
  Eigen::MatrixXd result = Eigen::MatrixXd::Constant(size, size, missing);
  if (known.empty()) {
    return result;
  }
  const design::Estimate joint =
      design::estimate(estimates.design(), estimate::joint(estimates.state(), std::move(origins)));
  for (std::size_t i = 0; i < known.size() && joint.known; ++i) {
    for (std::size_t j = 0; j < known.size(); ++j) {
      result(known[i], known[j]) = joint.covariance(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j));
    }
  }
  return result;
}

estimate::DesignEffect design_effect(const Arguments& arguments) {
  if (!arguments.has("deff")) {
    return estimate::DesignEffect::None;
  }
  if (arguments.value("deff")->kind() == "texts") {
    return arguments.text("deff", "") == "replace" ? estimate::DesignEffect::WithReplacement
                                                   : estimate::DesignEffect::WithoutReplacement;
  }
  return arguments.truth("deff", false) ? estimate::DesignEffect::WithoutReplacement : estimate::DesignEffect::None;
}

}  // namespace

Question question_of(const Arguments& arguments, const std::shared_ptr<const Sample>& sample) {
  Question question;
  question.sample = sample;
  question.drop_missing = arguments.truth("na.rm", false);
  question.design_effect = design_effect(arguments);
  return question;
}

void refuse_rest(const RCode& call, const Arguments& arguments) {
  for (const auto& [name, code] : arguments.rest()) {
    throw NotCovered(fmt::format("{} with {}", call.text, name.empty() ? code.source : name));
  }
}

bool lacks_answers(const Finding& finding) {
  const finding::Bases& bases = finding.bases;
  return bases.missing + bases.dont_know + bases.prefer_not + bases.routed_out > 0;
}

Json coefficients_json(const Coefficients& own) {
  Json json;
  Json& estimate = json["estimate"] = Json::object();
  Json& se = json["se"] = Json::object();
  Json& cv = json["cv"] = Json::object();
  for (std::size_t i = 0; i < own.names.size(); ++i) {
    const auto k = static_cast<Eigen::Index>(i);
    estimate[own.names[i]] = number_json(own.values[k]);
    se[own.names[i]] = number_json(own.se[k]);
    cv[own.names[i]] = number_json(own.se[k] / own.values[k]);
  }
  json["vcov"] = matrix_json(own.names, own.names, own.covariance);
  return json;
}

Json Estimate::json() const {
  Json json = coefficients_json(own);
  json["ci95_z"] = limits(0.95, std::nullopt).json();
  if (!design_effects.empty()) {
    json["deff"] = Numbers(design_effects, own.names).json();
  }
  return json;
}

Measured measured(const Question& question, const std::vector<std::string>& by, Joint joint) {
  const Sample& sample = *question.sample;
  estimate::Request request;
  for (const Figure& figure : question.figures) {
    if (std::ranges::find(request.measures, figure.measure) == request.measures.end()) {
      request.measures.push_back(figure.measure);
    }
  }
  request.breakdowns = {by};
  request.where = question.drop_missing ? both(sample.where, question.complete) : sample.where;
  request.design = sample.spec;
  request.design_effect = question.design_effect;
  const estimate::Estimates estimates = estimate::estimate(*sample.table, request);
  const std::vector<Finding>& findings = estimates.findings();

  Measured result;
  const std::vector<Levels> domains =
      by.empty() ? std::vector<Levels>{{}} : ordered_domains(findings, by, *sample.table);
  const std::size_t figures = question.figures.size();
  std::vector<std::optional<std::size_t>> places(figures * domains.size());
  for (std::size_t d = 0; d < domains.size(); ++d) {
    auto estimate = std::make_shared<Estimate>();
    const auto size = static_cast<Eigen::Index>(figures);
    estimate->own.values = Eigen::VectorXd::Constant(size, missing);
    estimate->own.se = Eigen::VectorXd::Constant(size, missing);
    for (std::size_t f = 0; f < figures; ++f) {
      const Figure& figure = question.figures[f];
      estimate->own.names.push_back(figure.name);
      const auto measure = std::ranges::find(request.measures, figure.measure) - request.measures.begin();
      const auto place = find_figure(findings, static_cast<std::size_t>(measure), figure.category, domains[d]);
      std::optional<double> effect;
      const bool spreads = place && !question.drop_missing && lacks_answers(findings[*place]);
      if (spreads && sample.spec.given_replicates && by.empty()) {
        throw RStops("missing answers in every replicate");
      }
      if (spreads && question.missing_error == MissingError::OfTheRest) {
        throw ByIntent("the standard error R gives a total that is missing leaves whole clusters out");
      }
      if (place && !spreads) {
        const Finding& finding = findings[*place];
        places[f * domains.size() + d] = place;
        estimate->own.values[static_cast<Eigen::Index>(f)] = finding.value.value_or(missing);
        estimate->own.se[static_cast<Eigen::Index>(f)] = finding.se.value_or(missing);
        effect = finding.design_effect;
      }
      if (question.design_effect != estimate::DesignEffect::None) {
        estimate->design_effects.push_back(effect.value_or(missing));
      }
    }
    estimate->own.covariance = estimate->own.se.cwiseAbs2().asDiagonal();
    result.domains.push_back({domains[d], std::move(estimate)});
  }
  if (joint == Joint::Yes) {
    result.covariance = joint_covariance(estimates, places);
    if (question.covariances == Covariances::Own) {
      const Eigen::VectorXd own = result.covariance.diagonal();
      result.covariance.setConstant(missing);
      result.covariance.diagonal() = own;
    }
  }
  return result;
}

Value answered(const RCode& call, Environment& environment) {
  const Question question = estimator_named(call.text)(call, environment);
  const Measured result = measured(question, {}, Joint::Yes);
  if (question.drop_missing && result.domains.at(0).estimate->own.values.array().isNaN().all()) {
    throw ByIntent("nobody answered: R gives 0 or stops, Kith gives no value");
  }
  auto estimate = result.domains.at(0).estimate;
  estimate->own.covariance = result.covariance;
  return question.shape ? question.shape(estimate) : estimate;
}

Estimators::Estimators(std::initializer_list<std::pair<const char*, Estimator>> added) {
  for (const auto& [name, estimator] : added) {
    estimators()[name] = estimator;
    const Family family{{name, answered}};
  }
}

Estimator estimator_named(std::string_view function) {
  const auto found = estimators().find(function);
  return found == estimators().end() ? nullptr : found->second;
}

}  // namespace kith::oracles
