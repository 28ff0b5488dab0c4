#include "disclose/moments.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "base/round.h"
#include "base/text.h"
#include "disclose/coarse.h"
#include "disclose/release.h"
#include "num/distribution.h"

namespace kith::disclose {

namespace {

using finding::Finding;

bool knows_who(const Finding& value) {
  return value.answers.chosen.size() == value.answers.of.size();
}

}  // namespace

std::optional<std::vector<double>> numbers_of(const Finding& value) {
  std::vector<double> numbers;
  for (const std::string& code : value.answers.of) {
    const std::optional<double> number = text::to_number(code);
    if (!number) {
      return std::nullopt;
    }
    numbers.push_back(*number);
  }
  return numbers.empty() || !value.value ? std::nullopt : std::optional(std::move(numbers));
}

bool knows_answers(const Finding& value) {
  return knows_who(value) && numbers_of(value).has_value();
}

bool follows_from_answers(const Finding& value) {
  const auto numbers = numbers_of(value);
  const std::int64_t base = value.bases.unweighted;
  if (!knows_answers(value) || !numbers || base <= 0) {
    return false;
  }
  double sum = 0;
  for (std::size_t i = 0; i < numbers->size(); ++i) {
    sum += (*numbers)[i] * static_cast<double>(value.answers.chosen[i]);
  }
  const double own = value.kind == finding::Kind::Mean ? sum / static_cast<double>(base) : sum;
  constexpr double same = 1e-9;
  return std::abs(own - value.value.value_or(0)) <= same * std::max(1.0, std::abs(own));
}

Moments::Moments(AnswerCodes codes, std::size_t domains, const Rules& rules) : codes_(std::move(codes)), rules_(rules) {
  for (std::size_t i = 0; i < domains * codes_.size(); ++i) {
    programme_.add_variable(0, num::no_limit);
  }
}

std::vector<num::Term> Moments::people(std::size_t domain, const AnswerCodes& codes) const {
  std::vector<num::Term> terms;
  for (const std::string& code : codes) {
    if (const auto found = std::ranges::find(codes_, code); found != codes_.end()) {
      const auto at = static_cast<std::size_t>(found - codes_.begin());
      terms.push_back({static_cast<int>(domain * codes_.size() + at), 1});
    }
  }
  return terms;
}

void Moments::add_row(const std::vector<num::Term>& terms, double low, double high) {
  programme_.add_row(terms, low, high);
  ++rows_;
}

void Moments::drop(const Rows& rows) {
  for (const int row : rows) {
    programme_.set_row_bounds(row, -num::no_limit, num::no_limit);
  }
}

void Moments::add_base(std::size_t domain, const Finding& figure) {
  const bool banded = figure.bases.unweighted < rules_.flag_below;
  const finding::Band band = banded ? band_of(figure.bases.unweighted, rules_)
                                    : finding::Band{figure.bases.unweighted, figure.bases.unweighted};
  add_row(people(domain, figure.answers.of), static_cast<double>(band.low), static_cast<double>(band.high));
}

void Moments::add_share(std::size_t domain, const Finding& share) {
  if (!share.value) {
    return;
  }
  const double percent = whole_percent(*share.value);
  const auto chosen_less = [&](double part) {
    std::vector<num::Term> chosen = people(domain, share.answers.of);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const auto& options = share.answers.options;
      const bool counted = std::ranges::find(options, share.answers.of[i]) != options.end();
      chosen[i].coefficient = (counted ? 1 : 0) - part;
    }
    return chosen;
  };
  add_row(chosen_less((percent - 0.5) / 100), 0, num::no_limit);
  add_row(chosen_less((percent + 0.5) / 100), -num::no_limit, 0);
}

Moments::AsShown Moments::as_shown(const Finding& value) const {
  const int decimals = decimals_shown(value, rules_);
  return {rounded_at(value.value.value_or(0), decimals), std::pow(10.0, -decimals) / 2};
}

Moments::Rows Moments::add_value(std::size_t domain, const Finding& value) {
  const auto numbers = numbers_of(value);
  if (!numbers) {
    return {};
  }
  const auto [seen, half] = as_shown(value);
  const bool mean = value.kind == finding::Kind::Mean;
  const auto sum_less = [&](double each) {
    std::vector<num::Term> sum = people(domain, value.answers.of);
    for (std::size_t i = 0; i < sum.size(); ++i) {
      sum[i].coefficient = (*numbers)[i] - each;
    }
    return sum;
  };
  add_row(sum_less(mean ? seen - half : 0), mean ? 0 : seen - half, num::no_limit);
  add_row(sum_less(mean ? seen + half : 0), -num::no_limit, mean ? 0 : seen + half);
  return {rows_ - 2, rows_ - 1};
}

void Moments::add_spread(std::size_t domain, const Finding& mean) {
  const auto n = static_cast<double>(mean.bases.unweighted);
  const finding::Interval interval = mean.interval.value_or(finding::Interval{});
  const auto t = num::t_quantile(0.5 + interval.level / 2, n - 1);
  const auto numbers = numbers_of(mean);
  if (!t || !numbers) {
    return;
  }
  const auto [seen, half] = as_shown(mean);
  const double spread = n * (n - 1) * std::pow((interval.high - interval.low) / 2 / *t, 2);
  const double near = std::max(0.0, std::abs(seen) - half), far = std::abs(seen) + half;
  std::vector<num::Term> sum = people(domain, mean.answers.of);
  double own = 0;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i].coefficient = (*numbers)[i] * (*numbers)[i];
    own += sum[i].coefficient * static_cast<double>(mean.answers.chosen[i]);
  }
  constexpr double noise = 1e-6;
  add_row(sum, std::min(own, (1 - noise) * spread + n * near * near),
          std::max(own, (1 + noise) * spread + n * far * far));
}

void Moments::add_sum(std::size_t whole, const std::vector<std::size_t>& parts, const std::string& code,
                      bool everybody) {
  std::vector<num::Term> terms = people(whole, {code});
  terms.front().coefficient = -1;
  for (const std::size_t part : parts) {
    terms.push_back(people(part, {code}).front());
  }
  add_row(terms, everybody ? 0 : -num::no_limit, 0);
}

std::optional<FormRange> range_of(num::LinearProgramme& programme, const std::vector<num::Term>& form) {
  const num::Optimum low = programme.minimise(form), high = programme.maximise(form);
  using Status = num::Optimum::Status;
  const bool bounded = high.status == Status::Found;
  if (low.status != Status::Found || (!bounded && high.status != Status::Unbounded)) {
    return std::nullopt;
  }
  return FormRange{low.value, bounded ? high.value : num::no_limit};
}

bool tells(const std::optional<FormRange>& range, bool few, const Rules& rules) {
  constexpr double whole = 1e-5;
  if (!range) {
    return true;
  }
  const double low = std::ceil(range->low - whole), high = std::floor(range->high + whole);
  constexpr double more = 1.2;  // people are whole, and so are percentages, which the programme does not know
  return (few && low > 0) || high - low + 1 < more * static_cast<double>(rules.minimum_cell);
}

bool error_tells_of_few(const Finding& mean, const Rules& rules) {
  const auto numbers = numbers_of(mean);
  if (!numbers || numbers->size() < 3) {
    return false;
  }
  if (!knows_who(mean)) {
    return true;
  }
  Moments with(mean.answers.of, 1, rules), without(mean.answers.of, 1, rules);
  for (Moments* each : {&with, &without}) {
    each->add_base(0, mean);
    each->add_value(0, mean);
  }
  with.add_spread(0, mean);
  for (std::size_t i = 0; i < mean.answers.of.size(); ++i) {
    const std::vector<num::Term> form = with.people(0, {mean.answers.of[i]});
    if (mean.answers.chosen[i] < rules.minimum_cell && tells(range_of(with.programme(), form), true, rules) &&
        !tells(range_of(without.programme(), form), true, rules)) {
      return true;
    }
  }
  return false;
}

}  // namespace kith::disclose
