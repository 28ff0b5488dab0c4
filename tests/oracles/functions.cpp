// Functions of numbers that user-made scores and shares are written with.
#include <algorithm>
#include <cmath>

#include "num/distribution.h"
#include "oracles/environment.h"

namespace kith::oracles {

namespace {

template <typename Each>
Value each_number(const RCode& call, Environment& environment, Each each) {
  std::vector<double> values = as<Numbers>(evaluate(call.at(0), environment), call.text)->values;
  std::ranges::transform(values, values.begin(), each);
  return numbers(std::move(values));
}

Value normal_quantile(const RCode& call, Environment& environment) {
  return each_number(call, environment, [](double p) {
    return p > 0 && p < 1 ? num::normal_quantile(p) : p == 0 || p == 1 ? std::copysign(HUGE_VAL, p - 0.5) : missing;
  });
}

Value normal_probability(const RCode& call, Environment& environment) {
  return each_number(call, environment, [](double x) { return num::normal_cdf(x); });
}

Value repeated(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x", "times"});
  const std::vector<double> values = arguments.numbers("x", {});
  const std::vector<double> times = arguments.numbers("times", {1});
  std::vector<double> result;
  if (times.size() == 1) {
    for (double k = 0; k < times.front(); ++k) {
      result.insert(result.end(), values.begin(), values.end());
    }
    return numbers(std::move(result));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    result.insert(result.end(), static_cast<std::size_t>(times.at(i)), values[i]);
  }
  return numbers(std::move(result));
}

Value if_else(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"test", "yes", "no"});
  const std::vector<double> yes = arguments.numbers("yes", {});
  const std::vector<double> no = arguments.numbers("no", {});
  std::vector<double> values = arguments.numbers("test", {});
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) {
      values[i] = values[i] != 0 ? yes.at(i % yes.size()) : no.at(i % no.size());
    }
  }
  return numbers(std::move(values));
}

const Family family{{"qnorm", normal_quantile}, {"pnorm", normal_probability}, {"rep", repeated}, {"ifelse", if_else}};

}  // namespace

}  // namespace kith::oracles
