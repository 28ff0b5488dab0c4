#include "base/round.h"

#include <cmath>

#include <fmt/format.h>

namespace kith {

double round_half_up(double value, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double scaled = std::abs(value) * scale;
  if (!(scaled < 1e12)) {
    return value;  // no decimals left to round, or not a number
  }
  const double floor = std::floor(scaled);
  const double noise = 1e-9 * (1.0 + std::abs(value));  // 0.145 * 100 = 14.499999999999998
  return std::copysign((scaled - floor >= 0.5 - noise ? floor + 1 : floor) / scale, value);
}

double rounded(double value, int decimals) {
  return round_half_up(value, decimals) + 0.0;
}

double difference_of_shown(double one, double other) {
  return rounded(one - other, 9);
}

std::optional<int> decimals_of(double amount, int digits) {
  if (!std::isfinite(amount) || amount == 0) {
    return std::nullopt;
  }
  return digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(amount)) + 1e-9));
}

std::optional<int> meaningful_decimals(double error) {
  const std::optional<int> first = decimals_of(error, 1);
  const bool begins_with_one = first && std::abs(error) * std::pow(10.0, *first) < 2 - 1e-9;
  return begins_with_one ? std::optional(*first + 1) : first;
}

int whole_percent(double share) {
  return static_cast<int>(round_half_up(share * 100, 0));
}

std::string percent_text(double share) {
  return share == 0 ? "-" : fmt::format("{}%", whole_percent(share));
}

}  // namespace kith
