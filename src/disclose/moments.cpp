#include "disclose/moments.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "base/round.h"
#include "base/text.h"
#include "disclose/release.h"
#include "num/linear_program.h"

namespace kith::disclose {

namespace {

using finding::Finding;

// Bounds of every x_c over what is shown; the mean among it or not.
class Polyhedron {
 public:
  Polyhedron(const Finding& mean, const std::vector<double>& numbers, const std::vector<const Finding*>& shares,
             const Rules& rules, bool with_mean)
      : codes_(mean.answers.of) {
    const bool banded = mean.bases.unweighted < rules.flag_below;
    const finding::Band band =
        banded ? band_of(mean.bases.unweighted, rules) : finding::Band{mean.bases.unweighted, mean.bases.unweighted};
    base_ = programme_.add_variable(static_cast<double>(band.low), static_cast<double>(band.high));
    std::vector<num::Term> all{{base_, -1}}, sum;
    for (const double number : numbers) {
      const int people = programme_.add_variable(0, static_cast<double>(band.high));
      all.push_back({people, 1});
      sum.push_back({people, number});
    }
    programme_.add_row(all, 0, 0);
    if (with_mean) {
      add_mean(std::move(sum), mean, rules);
    }
    for (const Finding* share : shares) {
      add_share(*share);
    }
  }

  // How far x_c may go; none: the arithmetic failed, or nothing fits.
  struct Limits {
    double low, high;
  };
  std::optional<Limits> limits(std::size_t code) {
    const std::vector<num::Term> form{{variable(code), 1}};
    const num::Optimum low = programme_.minimise(form), high = programme_.maximise(form);
    const bool found = low.status == num::Optimum::Status::Found && high.status == num::Optimum::Status::Found;
    return found ? std::optional(Limits{low.value, high.value}) : std::nullopt;
  }

 private:
  int variable(std::size_t code) const { return base_ + 1 + static_cast<int>(code); }

  void add_mean(std::vector<num::Term> sum, const Finding& mean, const Rules& rules) {
    const Finding seen = shown(mean, rules);
    const double value = seen.value.value_or(0);
    const double half = std::pow(10.0, -decimals_shown(mean, rules)) / 2;
    sum.push_back({base_, -(value - half)});
    programme_.add_row(sum, 0, num::no_limit);
    sum.back().coefficient = -(value + half);
    programme_.add_row(sum, -num::no_limit, 0);
  }

  void add_share(const Finding& share) {
    std::vector<num::Term> chosen;
    for (std::size_t code = 0; code < codes_.size(); ++code) {
      if (std::ranges::find(share.answers.options, codes_[code]) != share.answers.options.end()) {
        chosen.push_back({variable(code), 1});
      }
    }
    if (chosen.empty() || !share.value) {
      return;
    }
    const double percent = whole_percent(*share.value);
    chosen.push_back({base_, -(percent - 0.5) / 100});
    programme_.add_row(chosen, 0, num::no_limit);
    chosen.back().coefficient = -(percent + 0.5) / 100;
    programme_.add_row(chosen, -num::no_limit, 0);
  }

  const std::vector<std::string>& codes_;
  num::LinearProgramme programme_;
  int base_ = 0;
};

// Whether enough numbers of people are left, the smallest among them.
bool tells(const std::optional<Polyhedron::Limits>& limits, const Rules& rules) {
  constexpr double whole = 1e-5;
  if (!limits) {
    return true;
  }
  const double low = std::ceil(limits->low - whole), high = std::floor(limits->high + whole);
  return low > 1 || high - low + 1 < static_cast<double>(rules.minimum_cell);
}

}  // namespace

bool mean_tells_of_few(const Finding& mean, const std::vector<const Finding*>& shares, const Rules& rules) {
  const finding::Finding::Answers& answers = mean.answers;
  if (!mean.value || answers.chosen.size() != answers.of.size() || answers.of.size() < 3) {
    return false;
  }
  std::vector<double> numbers;
  for (const std::string& code : answers.of) {
    const std::optional<double> number = text::to_number(code);
    if (!number) {
      return false;
    }
    numbers.push_back(*number);
  }
  Polyhedron with(mean, numbers, shares, rules, true), without(mean, numbers, shares, rules, false);
  for (std::size_t code = 0; code < numbers.size(); ++code) {
    const bool few = answers.chosen[code] > 0 && answers.chosen[code] < rules.minimum_cell;
    if (few && tells(with.limits(code), rules) && !tells(without.limits(code), rules)) {
      return true;
    }
  }
  return false;
}

}  // namespace kith::disclose
