// factor() and what is asked of factors.
#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "oracles/environment.h"

namespace kith::oracles {

namespace {

// As texts, with the sorted values that they have.
std::shared_ptr<Texts> as_texts(const Value& value) {
  if (const auto texts = std::dynamic_pointer_cast<const Texts>(value)) {
    auto result = std::make_shared<Texts>(texts->values);
    std::ranges::copy_if(texts->levels, std::back_inserter(result->levels), [&](const std::string& level) {
      return std::ranges::find(texts->values, level) != texts->values.end();
    });
    if (texts->levels.empty()) {
      std::set<std::string> levels(texts->values.begin(), texts->values.end());
      levels.erase(std::string());
      result->levels.assign(levels.begin(), levels.end());
    }
    return result;
  }
  const auto numbers = as<Numbers>(value, "factor");
  const auto label = [&](double number) {
    return numbers->truth ? std::string(number != 0 ? "TRUE" : "FALSE") : text::exact(number);
  };
  auto result = std::make_shared<Texts>(std::vector<std::string>{});
  std::set<double> values;
  for (const double number : numbers->values) {
    result->values.push_back(std::isnan(number) ? std::string() : label(number));
    if (!std::isnan(number)) {
      values.insert(number);
    }
  }
  std::ranges::transform(values, std::back_inserter(result->levels), label);
  return result;
}

Value factor(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x", "levels", "labels", "exclude", "ordered"});
  auto result = as_texts(arguments.value("x"));
  if (arguments.has("levels")) {
    result->levels = as_texts(arguments.value("levels"))->values;
    for (std::string& value : result->values) {
      value = std::ranges::find(result->levels, value) == result->levels.end() ? std::string() : value;
    }
  }
  if (arguments.has("labels")) {
    const std::vector<std::string> labels = as_texts(arguments.value("labels"))->values;
    if (labels.size() != result->levels.size()) {
      throw NotCovered("factor with other labels than levels");
    }
    for (std::string& value : result->values) {
      const auto place = std::ranges::find(result->levels, value) - result->levels.begin();
      value = value.empty() ? value : labels[static_cast<std::size_t>(place)];
    }
    result->levels = labels;
  }
  return result;
}

Value levels(const RCode& call, Environment& environment) {
  return std::make_shared<Texts>(as<Texts>(evaluate(call.at(0), environment), "levels")->levels);
}

const Family family{{"factor", factor}, {"as.factor", factor}, {"ordered", factor}, {"levels", levels}};

}  // namespace

}  // namespace kith::oracles
