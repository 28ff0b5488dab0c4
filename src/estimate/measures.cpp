// The list of measures, and how one is read.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "estimate/measure.h"

namespace kith::estimate {

std::span<const MeasureKind* const> measure_kinds() {
  static constexpr std::array list{&mean_kind,        &total_kind,    &share_kind, &net_kind,
                                   &ratio_kind,       &variance_kind, &sd_kind,    &covariance_kind,
                                   &correlation_kind, &quantile_kind, &median_kind};
  return list;
}

std::optional<std::size_t> closing_parenthesis(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  char quote = '\0';
  for (std::size_t i = open; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      i += c == '\\' && quote == '"' ? 1 : 0;
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '`') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return i;
    }
  }
  return std::nullopt;
}

Call parse_measure(std::string_view text) {
  const std::string_view whole = text::trim(text);
  const std::size_t open = whole.find('(');
  std::vector<std::string> usages;
  std::vector<std::string> names;
  for (const MeasureKind* kind : measure_kinds()) {
    usages.emplace_back(kind->usage);
    names.emplace_back(kind->name);
  }
  if (open == std::string_view::npos || whole.back() != ')') {
    throw Error({"bad-measure",
                 fmt::format("`{}` is not a measure", text),
                 {},
                 fmt::format("write it as one of: {}", text::join(usages, ", "))});
  }
  const std::string name(text::trim(whole.substr(0, open)));
  const auto found = std::ranges::find(measure_kinds(), name, &MeasureKind::name);
  if (found == measure_kinds().end()) {
    throw Error({"unknown-measure", fmt::format("there is no measure `{}`", name), {}, text::suggestion(name, names)});
  }
  const std::string_view inside = whole.substr(open + 1, whole.size() - open - 2);
  Call call{*found, {}};
  if (!text::trim(inside).empty()) {
    call.arguments = data::Expression::parse_list(inside);
  }
  return call;
}

std::optional<double> unbiased_scale(const Figure& figure, std::int64_t respondents) {
  if (figure.unbiased == 0) {
    return 1.0;
  }
  const auto n = static_cast<double>(respondents);
  return n > 1 ? std::optional(std::pow(n / (n - 1), figure.unbiased)) : std::nullopt;
}

std::string call_text(std::string_view name, const std::vector<data::Expression>& arguments) {
  std::vector<std::string> texts(arguments.size());
  std::ranges::transform(arguments, texts.begin(), &data::Expression::text);
  return fmt::format("{}({})", name, text::join(texts, ", "));
}

void expect_arguments(const MeasureKind& kind, const std::vector<data::Expression>& arguments, std::size_t count) {
  if (arguments.size() != count) {
    throw Error({"bad-measure",
                 fmt::format("{} has {} argument{}", call_text(kind.name, arguments), arguments.size(),
                             arguments.size() == 1 ? "" : "s"),
                 {},
                 fmt::format("write {}", kind.usage)});
  }
}

std::optional<Point> quotient(std::span<const double> totals, std::size_t numerator, std::size_t denominator) {
  const double base = totals[denominator];
  if (base == 0) {
    return std::nullopt;
  }
  Point point{totals[numerator] / base, std::vector<double>(totals.size())};
  point.gradient[denominator] = -point.value / base;
  point.gradient[numerator] += 1 / base;
  return point;
}

}  // namespace kith::estimate
