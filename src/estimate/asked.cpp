#include "estimate/asked.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace kith::estimate {

namespace {

constexpr Usage difference_usage{"difference(M, column)",
                                 "The measure M at every level of a column minus that at the first, through their "
                                 "covariance: difference(mean(x), wave)."};
constexpr Usage contrast_usage{"contrast(FORMULA)",
                               "Arithmetic over measures, by the delta method: contrast(mean(a) / mean(b) - 1)."};

template <typename... Cases>
struct Either : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Either(Cases...) -> Either<Cases...>;

// What stands between the parentheses of `name(...)`, when the text is that.
std::optional<std::string_view> inside(std::string_view text, std::string_view name) {
  const std::string_view whole = text::trim(text);
  const std::size_t open = whole.find('(');
  if (open == std::string_view::npos || text::trim(whole.substr(0, open)) != name || whole.back() != ')') {
    return std::nullopt;
  }
  return whole.substr(open + 1, whole.size() - open - 2);
}

Difference parse_difference(std::string_view arguments) {
  const std::size_t open = arguments.find('(');
  const std::optional<std::size_t> close =
      open == std::string_view::npos ? std::nullopt : closing_parenthesis(arguments, open);
  const std::string_view after = close ? text::trim(arguments.substr(*close + 1)) : std::string_view();
  if (!close || !after.starts_with(',')) {
    throw Error({"bad-measure",
                 fmt::format("difference({}) does not say what is compared across what", arguments),
                 {},
                 "write a measure and a column, for example difference(mean(x), wave)"});
  }
  const data::Expression column = data::Expression::parse(after.substr(1));
  const std::optional<std::string> name = column.single_column();
  if (!name) {
    throw Error({"bad-measure",
                 fmt::format("`{}` is not a column", column.text()),
                 {},
                 "the second argument of difference is the column whose levels are compared"});
  }
  return {parse_measure(arguments.substr(0, *close + 1)), *name};
}

std::string measure_text(const Call& call) {
  return call_text(call.kind->name, call.arguments);
}

std::string column_text(const std::string& name) {
  return data::Expression::parse(fmt::format("`{}`", name)).text();
}

}  // namespace

Asked parse_asked(std::string_view text) {
  if (const auto arguments = inside(text, "difference")) {
    return parse_difference(*arguments);
  }
  if (const auto formula = inside(text, "contrast")) {
    return Contrast{Formula::parse(text::trim(*formula))};
  }
  return parse_measure(text);
}

std::vector<Call> measures_of(const Asked& asked) {
  return std::visit(Either{[](const Call& call) { return std::vector{call}; },
                           [](const Difference& difference) { return std::vector{difference.measure}; },
                           [](const Contrast& contrast) { return contrast.formula.measures(); }},
                    asked);
}

std::vector<std::string> columns_of(const Asked& asked) {
  std::vector<std::string> names;
  for (const Call& call : measures_of(asked)) {
    for (const data::Expression& argument : call.arguments) {
      std::ranges::copy(argument.columns(), std::back_inserter(names));
    }
  }
  if (const auto* difference = std::get_if<Difference>(&asked)) {
    names.push_back(difference->column);
  }
  return names;
}

std::string text_of(const Asked& asked) {
  return std::visit(
      Either{[](const Call& call) { return measure_text(call); },
             [](const Difference& difference) {
               return fmt::format("difference({}, {})", measure_text(difference.measure),
                                  column_text(difference.column));
             },
             [](const Contrast& contrast) { return fmt::format("contrast({})", contrast.formula.text()); }},
      asked);
}

std::vector<Usage> usages() {
  std::vector<Usage> all;
  for (const MeasureKind* kind : measure_kinds()) {
    all.push_back({kind->usage, kind->meaning});
  }
  all.push_back(difference_usage);
  all.push_back(contrast_usage);
  return all;
}

}  // namespace kith::estimate
