#include "estimate/value_totals.h"

#include <algorithm>

#include "estimate/answers.h"
#include "num/sum.h"

namespace kith::estimate {

namespace {

constexpr std::size_t triangle(std::size_t n) {
  return n * (n + 1) / 2;
}

}  // namespace

ValueTotals::ValueTotals(const Measure& measure, const Breakdown& breakdown, const design::Design& design,
                         Scatter scatter)
    : measure_(measure),
      breakdown_(breakdown),
      design_(design),
      scatter_(scatter),
      domains_(breakdown.domains.size() + 1),
      counted_(domains_.size() * measure.size()),
      products_(scatter == Scatter::Wanted ? domains_.size() * triangle(measure.size()) : 0) {}

void ValueTotals::add(std::size_t first_row, std::size_t rows) {
  for_each_row(
      measure_, first_row, rows,
      [&](std::size_t row, const std::vector<double>& components) {
        const std::size_t d = breakdown_.domain_of[row];
        const double weight = design_.weights()[row];
        ++domains_[d].answered;
        domains_[d].squared_weights += weight * weight;
        for (std::size_t k = 0; k < width(); ++k) {
          counted_[d * width() + k] += components[k] != 0 ? 1 : 0;
        }
        if (scatter_ == Scatter::Wanted) {
          double* product = &products_[d * triangle(width())];
          for (std::size_t k = 0; k < width(); ++k) {
            for (std::size_t l = k; l < width(); ++l) {
              *product++ += weight * components[k] * components[l];
            }
          }
        }
        add_row(breakdown_.cell_of[row], weight, components.data());
      },
      [&](std::size_t row, std::uint8_t reason) { ++domains_[breakdown_.domain_of[row]].missing[reason]; });
}

Answers ValueTotals::counts(std::size_t domain) const {
  Answers result;
  result.answered = domains_[domain].answered;
  result.squared_weights = domains_[domain].squared_weights;
  result.missing = domains_[domain].missing;
  const auto first = counted_.begin() + static_cast<std::ptrdiff_t>(domain * width());
  result.counted.assign(first, first + static_cast<std::ptrdiff_t>(width()));
  return result;
}

double ValueTotals::weighted_squares(std::size_t domain, std::span<const double> gradient) const {
  const double* product = &products_[domain * triangle(width())];
  num::Sum sum;
  for (std::size_t k = 0; k < width(); ++k) {
    for (std::size_t l = k; l < width(); ++l) {
      sum += (k == l ? 1 : 2) * gradient[k] * gradient[l] * *product++;
    }
  }
  return sum.value();
}

ValueClusters::ValueClusters(const Measure& measure, const Breakdown& breakdown, const design::Design& design,
                             Scatter scatter)
    : ValueTotals(measure, breakdown, design, scatter), cells_((breakdown.cells() + 1) * measure.size()) {}

void ValueClusters::add_row(std::size_t cell, double weight, const double* components) {
  double* totals = &cells_[cell * width()];
  for (std::size_t k = 0; k < width(); ++k) {
    totals[k] += weight * components[k];
  }
}

Answers ValueClusters::answers(std::size_t domain) const {
  Answers result = counts(domain);
  for (std::size_t k = 0; k < width(); ++k) {
    num::Sum total;
    for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
      total += cells_[cell * width() + k];
    }
    result.totals.push_back(total.value());
  }
  return result;
}

std::vector<design::GroupTotal> ValueClusters::parts(std::size_t domain, std::span<const double> gradient) const {
  std::vector<design::GroupTotal> result;
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    const double* totals = &cells_[cell * width()];
    if (totals[0] > 0) {
      double total = 0;
      for (std::size_t k = 0; k < width(); ++k) {
        total += gradient[k] * totals[k];
      }
      result.push_back({breakdown_.group[cell], total, 0, 1});
    }
  }
  return result;
}

ValueRespondents::ValueRespondents(const Measure& measure, const Breakdown& breakdown, const design::Design& design,
                                   Scatter scatter)
    : ValueTotals(measure, breakdown, design, scatter),
      stride_(1 + 2 * measure.size() + triangle(measure.size())),
      cells_((breakdown.cells() + 1) * stride_) {}

void ValueRespondents::add_row(std::size_t cell, double weight, const double* components) {
  double* respondents = &cells_[cell * stride_];
  double* first = respondents + 1;
  double* sums = first + width();
  double* products = sums + width();
  if (*respondents == 0) {
    for (std::size_t k = 0; k < width(); ++k) {
      first[k] = weight * components[k];
    }
  }
  *respondents += 1;
  for (std::size_t k = 0; k < width(); ++k) {
    const double difference = weight * components[k] - first[k];
    sums[k] += difference;
    for (std::size_t l = k; l < width(); ++l) {
      *products++ += difference * (weight * components[l] - first[l]);
    }
  }
}

Answers ValueRespondents::answers(std::size_t domain) const {
  Answers result = counts(domain);
  for (std::size_t k = 0; k < width(); ++k) {
    num::Sum total;
    for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
      const double* kept = &cells_[cell * stride_];
      total += kept[0] * kept[1 + k];
      total += kept[1 + width() + k];
    }
    result.totals.push_back(total.value());
  }
  return result;
}

// With f the first one's influence, S and M the sum and the sum of squares of the k differences from it, and n drawn:
//   total = k f + S,   spread = M - S^2 / n + (1 - k / n) (2 f S + k f^2).
std::vector<design::GroupTotal> ValueRespondents::parts(std::size_t domain, std::span<const double> gradient) const {
  std::vector<design::GroupTotal> result;
  for (std::size_t cell = breakdown_.begin[domain]; cell < breakdown_.begin[domain + 1]; ++cell) {
    const double* kept = &cells_[cell * stride_];
    const double present = kept[0];
    if (present == 0) {
      continue;
    }
    const double* products = kept + 1 + 2 * width();
    double first = 0;
    double sum = 0;
    double squares = 0;
    for (std::size_t k = 0; k < width(); ++k) {
      first += gradient[k] * kept[1 + k];
      sum += gradient[k] * kept[1 + width() + k];
      for (std::size_t l = k; l < width(); ++l) {
        squares += (k == l ? 1 : 2) * gradient[k] * gradient[l] * *products++;
      }
    }
    const auto drawn = static_cast<double>(design_.drawn(breakdown_.group[cell]));
    const double spread =
        squares - sum * sum / drawn + (1 - present / drawn) * (2 * first * sum + present * first * first);
    result.push_back(
        {breakdown_.group[cell], present * first + sum, std::max(0.0, spread), static_cast<std::int64_t>(present)});
  }
  return result;
}

}  // namespace kith::estimate
