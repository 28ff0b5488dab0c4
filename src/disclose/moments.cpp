#include "disclose/moments.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>

#include "base/round.h"
#include "base/text.h"
#include "disclose/release.h"
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
    const double seen = shown(value, rules_).value.value_or(0);
    const double half = std::pow(10.0, -decimals_shown(value, rules_)) / 2;
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

}  // namespace

bool value_tells_of_few(const Finding& value, const std::vector<const Finding*>& shares, const Rules& rules) {
  const finding::Finding::Answers& answers = value.answers;
  if (!value.value || answers.chosen.size() != answers.of.size() || answers.of.size() < 3) {
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
  Codes codes = answers.of;
  for (const Finding* share : shares) {  // one that leaves out other answers has more, or fewer
    std::ranges::copy_if(share->answers.of, std::back_inserter(codes),
                         [&](const std::string& code) { return std::ranges::find(codes, code) == codes.end(); });
  }
  Polyhedron with(codes, rules), without(codes, rules);
  for (Polyhedron* each : {&with, &without}) {
    each->add_base(value);
    for (const Finding* share : shares) {
      each->add_base(*share);
      each->add_share(*share);
    }
  }
  with.add_value(value, numbers);
  for (std::size_t i = 0; i < answers.of.size(); ++i) {
    const bool few = answers.chosen[i] > 0 && answers.chosen[i] < rules.minimum_cell;
    if (few && tells(with.limits(answers.of[i]), rules) && !tells(without.limits(answers.of[i]), rules)) {
      return true;
    }
  }
  return false;
}

}  // namespace kith::disclose
