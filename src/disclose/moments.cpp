#include "disclose/moments.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>

#include "base/round.h"
#include "base/text.h"
#include "disclose/coarse.h"
#include "disclose/release.h"
#include "num/distribution.h"
#include "num/linear_program.h"

namespace kith::disclose {

namespace {

using finding::Finding;

using Codes = std::vector<std::string>;

// Bounds of every x_c over what is shown; the mean or total among it or not.
class Polyhedron {
 public:
  Polyhedron(const Codes& codes, const Rules& rules) : codes_(codes), rules_(rules) {
    for (std::size_t code = 0; code < codes.size(); ++code) {
      programme_.add_variable(0, num::no_limit);
    }
  }

  // How many people are behind the figure: those who gave one of its answers.
  void add_base(const Finding& figure) {
    const bool banded = figure.bases.unweighted < rules_.flag_below;
    const finding::Band band = banded ? band_of(figure.bases.unweighted, rules_)
                                      : finding::Band{figure.bases.unweighted, figure.bases.unweighted};
    programme_.add_row(people_of(figure.answers.of), static_cast<double>(band.low), static_cast<double>(band.high));
  }

  void add_value(const Finding& value, const std::vector<double>& numbers) {
    const auto [seen, half] = as_shown(value);
    const bool mean = value.kind == finding::Kind::Mean;
    const auto sum_less = [&](double each) {
      std::vector<num::Term> sum = people_of(value.answers.of);
      for (std::size_t i = 0; i < sum.size(); ++i) {
        sum[i].coefficient = numbers[i] - each;
      }
      return sum;
    };
    programme_.add_row(sum_less(mean ? seen - half : 0), mean ? 0 : seen - half, num::no_limit);
    programme_.add_row(sum_less(mean ? seen + half : 0), -num::no_limit, mean ? 0 : seen + half);
  }

  // n exact; see limits_tell_of_few.
  void add_spread(const Finding& mean, const std::vector<double>& numbers, const Reach& reach) {
    const auto n = static_cast<double>(mean.bases.unweighted);
    const auto t = num::t_quantile(0.5 + mean.interval.value_or(finding::Interval{}).level / 2, n - 1);
    const auto [seen, half] = as_shown(mean);
    if (!t) {
      return;
    }
    const auto squares = [&](double width, double about) {
      return n * (n - 1) * std::pow(std::max(width, 0.0) / *t, 2) + n * about * about;
    };
    const double near = std::max(0.0, std::abs(seen) - half), far = std::abs(seen) + half;
    std::vector<num::Term> sum = people_of(mean.answers.of);
    for (std::size_t i = 0; i < sum.size(); ++i) {
      sum[i].coefficient = numbers[i] * numbers[i];
    }
    programme_.add_row(sum, squares(reach.half - reach.step, near), squares(reach.half, far));
  }

  void add_share(const Finding& share) {
    if (!share.value) {
      return;
    }
    const double percent = whole_percent(*share.value);
    const auto chosen_less = [&](double part) {
      std::vector<num::Term> chosen = people_of(share.answers.of);
      for (std::size_t i = 0; i < chosen.size(); ++i) {
        const auto& options = share.answers.options;
        const bool counted = std::ranges::find(options, share.answers.of[i]) != options.end();
        chosen[i].coefficient = (counted ? 1 : 0) - part;
      }
      return chosen;
    };
    programme_.add_row(chosen_less((percent - 0.5) / 100), 0, num::no_limit);
    programme_.add_row(chosen_less((percent + 0.5) / 100), -num::no_limit, 0);
  }

  // How far x_c may go; none: the arithmetic failed, or nothing fits.
  struct Limits {
    double low, high;
  };
  std::optional<Limits> limits(const std::string& code) {
    const std::vector<num::Term> form = people_of({code});
    const num::Optimum low = programme_.minimise(form), high = programme_.maximise(form);
    const bool found = low.status == num::Optimum::Status::Found && high.status == num::Optimum::Status::Found;
    return found ? std::optional(Limits{low.value, high.value}) : std::nullopt;
  }

 private:
  struct AsShown {
    double value, half;  // half a unit of its last digit
  };
  AsShown as_shown(const Finding& value) const {
    const int decimals = decimals_shown(value, rules_);
    return {rounded_at(value.value.value_or(0), decimals), std::pow(10.0, -decimals) / 2};
  }

  std::vector<num::Term> people_of(const Codes& codes) const {
    std::vector<num::Term> terms;
    for (const std::string& code : codes) {
      terms.push_back({static_cast<int>(std::ranges::find(codes_, code) - codes_.begin()), 1});
    }
    return terms;
  }

  const Codes& codes_;
  const Rules& rules_;
  num::LinearProgramme programme_;
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

// The numbers of the answers; none where it is not known who gave what, or they are fewer than three.
std::optional<std::vector<double>> numbers_of(const Finding& value) {
  const finding::Finding::Answers& answers = value.answers;
  if (!value.value || answers.of.size() < 3) {
    return std::nullopt;
  }
  std::vector<double> numbers;
  for (const std::string& code : answers.of) {
    const std::optional<double> number = text::to_number(code);
    if (!number) {
      return std::nullopt;
    }
    numbers.push_back(*number);
  }
  return numbers;
}

bool knows_who(const Finding& value) {
  return value.answers.chosen.size() == value.answers.of.size();
}

// Whether `with` tells of an answer of the value that few gave, and `without` does not.
bool tells_more(const Finding& value, Polyhedron& with, Polyhedron& without, const Rules& rules) {
  const finding::Finding::Answers& answers = value.answers;
  for (std::size_t i = 0; i < answers.of.size(); ++i) {
    const bool few = answers.chosen[i] > 0 && answers.chosen[i] < rules.minimum_cell;
    if (few && tells(with.limits(answers.of[i]), rules) && !tells(without.limits(answers.of[i]), rules)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool value_tells_of_few(const Finding& value, const ShownOfQuestion& others, const Rules& rules) {
  if (!knows_who(value)) {
    return false;
  }
  if (std::ranges::find(value.answers.chosen, value.bases.unweighted) != value.answers.chosen.end()) {
    return true;  // everybody said the same, and the mean is it
  }
  const auto numbers = numbers_of(value);
  if (!numbers) {
    return false;
  }
  Codes codes = value.answers.of;
  for (const auto* figures : {&others.shares, &others.values}) {  // one that leaves out other answers has other codes
    for (const Finding* one : *figures) {
      std::ranges::copy_if(one->answers.of, std::back_inserter(codes),
                           [&](const std::string& code) { return std::ranges::find(codes, code) == codes.end(); });
    }
  }
  Polyhedron with(codes, rules), without(codes, rules);
  with.add_base(value);
  for (Polyhedron* each : {&with, &without}) {
    for (const Finding* share : others.shares) {
      each->add_base(*share);
      each->add_share(*share);
    }
    for (const Finding* other : others.values) {
      if (const auto own = numbers_of(*other)) {
        each->add_base(*other);
        each->add_value(*other, *own);
      }
    }
  }
  with.add_value(value, *numbers);
  return tells_more(value, with, without, rules);
}

bool limits_tell_of_few(const Finding& mean, const Reach& reach, const Rules& rules) {
  const auto numbers = numbers_of(mean);
  if (!numbers) {
    return false;
  }
  if (!knows_who(mean)) {
    return true;
  }
  Polyhedron with(mean.answers.of, rules), without(mean.answers.of, rules);
  for (Polyhedron* each : {&with, &without}) {
    each->add_base(mean);
    each->add_value(mean, *numbers);
  }
  with.add_spread(mean, *numbers, reach);
  return tells_more(mean, with, without, rules);
}

}  // namespace kith::disclose
