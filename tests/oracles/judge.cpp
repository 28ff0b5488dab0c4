#include "oracles/judge.h"

#include <algorithm>

#include "base/problem.h"
#include "oracles/python_call.h"
#include "oracles/sample.h"

namespace kith::oracles {

namespace {

// `given` of a case or of a step: vectors, and tables as data frames.
Value given_value(const Json& json) {
  if (json.is_array()) {
    std::vector<double> values;
    for (const Json& item : json) {
      if (item.is_string() && item != "NA") {
        return std::make_shared<Texts>(json.get<std::vector<std::string>>());
      }
      values.push_back(item.is_number() ? item.get<double>() : missing);
    }
    return numbers(std::move(values));
  }
  if (!json.is_object()) {
    return json.is_number() ? number(json.get<double>()) : json.is_string() ? text(json.get<std::string>()) : nullptr;
  }
  const bool vector = std::ranges::all_of(json, [](const Json& item) { return item.is_number(); });
  if (vector) {
    auto values = std::make_shared<Numbers>();
    for (const auto& [name, item] : json.items()) {
      values->names.push_back(name);
      values->values.push_back(item.get<double>());
    }
    return values;
  }
  auto list = std::make_shared<List>();
  for (const auto& [name, item] : json.items()) {
    if (const Value value = given_value(item)) {
      list->items.emplace_back(name, value);
    }
  }
  return list;
}

void bind_given(const Json& holder, Environment& environment) {
  if (holder.contains("given") && holder["given"].is_object()) {
    for (const auto& [name, json] : holder["given"].items()) {
      if (Value value = given_value(json)) {
        environment.bind(name, value);
      }
    }
  }
}

void filter_rows(const Json& design, Environment& environment) {
  if (!design.contains("rows_filter") || !design["rows_filter"].is_string()) {
    return;
  }
  const std::string name = design["data"];
  const RCode code = parse_r(design["rows_filter"].get<std::string>());
  environment.bind(name, evaluate(r_call("subset", {{"", r_name(name)}, {"", code}}), environment));
}

void make_design(const Json& design, Environment& environment) {
  filter_rows(design, environment);
  environment.bind("des", evaluate(parse_r(design["r"].get<std::string>()), environment));
  for (const Json& step : design.value("steps", Json::array())) {
    Environment inside(environment, nullptr);
    bind_given(step, inside);
    environment.bind("des", evaluate(parse_r(step["r"].get<std::string>()), inside));
  }
}

// With what the oracles add to every answer about a design: its degrees of freedom, and limits with them.
Json answer_json(const Value& value, const Environment& environment) {
  Json json = value->json();
  const auto sample = std::dynamic_pointer_cast<const Sample>(environment.find("des"));
  if (!json.is_object() || sample == nullptr) {
    return json;
  }
  if (const auto list = std::dynamic_pointer_cast<const List>(value)) {
    for (const auto& [name, item] : list->items) {
      json[name] = answer_json(item, environment);
    }
    return json;
  }
  if (!json.contains("degf")) {
    json["degf"] = sample->degf();
  }
  if (!json.contains("ci95_t") && value->coefficients() != nullptr) {
    json["ci95_t"] = value->limits(0.95, sample->degf()).json();
  }
  return json;
}

double tolerance_of(const Json& oracle) {
  // R stops the iterations of svyciprop's default method at 1e-8 of deviance.
  const bool proportion = oracle["call"].get<std::string>().find("svyciprop") != std::string::npos;
  return std::max(oracle.value("tol_rel", 1e-8), proportion ? 1e-6 : 0);
}

// Davies' algorithm is used at an accuracy of 1e-7.
double probability_tolerance_of(const Json& oracle) {
  const std::string call = oracle["call"];
  const bool integrated = call.find("lincom") != std::string::npos || call.find("integration") != std::string::npos;
  return integrated ? 1e-6 : 0;
}

Verdict verdict_of(const Json& ours, const Json& oracle) {
  const Json& expect = oracle["expect"];
  const Json newer = oracle.value("survey_4.5", Json());
  const Json alternative = newer.is_object() && newer.contains("expect") ? newer["expect"] : Json();
  const Comparison found = compare(ours, expect, alternative, tolerance_of(oracle), probability_tolerance_of(oracle));
  Verdict verdict{Verdict::Kind::Agreed, {}, found.compared, found.differences};
  if (!found.differences.empty()) {
    verdict.kind = Verdict::Kind::Differed;
  } else if (!found.lacking.empty() || found.compared == 0) {
    verdict.kind = Verdict::Kind::NotCovered;
    verdict.reason = found.lacking.empty() ? "nothing to compare" : "no " + found.lacking.front();
  }
  return verdict;
}

bool error_is_right(const Json& oracle) {
  const Json newer = oracle.value("survey_4.5", Json());
  return oracle.contains("error") || (newer.is_object() && newer.contains("error") && newer["error"].is_string());
}

Verdict after_error(const Json& oracle, const std::string& message) {
  if (error_is_right(oracle)) {
    return {Verdict::Kind::Agreed, {}, 1, {}};
  }
  return {Verdict::Kind::Differed, {}, 1, {{"", "the error: " + message, "no error"}}};
}

}  // namespace

Verdict judge(const Json& oracle, const Data& data) {
  try {
    Environment environment(data, oracle);
    bind_given(oracle, environment);
    if (oracle.contains("design") && oracle["design"].is_object()) {
      make_design(oracle["design"], environment);
    }
    const Value value = evaluate(parse_r(as_r(oracle["call"].get<std::string>())), environment);
    if (!oracle.contains("expect")) {  // R stopped
      return {Verdict::Kind::Differed, {}, 1, {{"", value->json().dump(), oracle.value("error", "an error")}}};
    }
    return verdict_of(answer_json(value, environment), oracle);
  } catch (const ByIntent& rule) {
    return {Verdict::Kind::ByIntent, rule.what(), 0, {}};
  } catch (const NotCovered& reason) {
    return {Verdict::Kind::NotCovered, reason.what(), 0, {}};
  } catch (const Error& error) {
    return after_error(oracle, error.what());
  } catch (const RStops& stop) {
    return after_error(oracle, stop.what());
  }
}

}  // namespace kith::oracles
