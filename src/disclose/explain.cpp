#include <fmt/format.h>

#include "disclose/gate.h"

namespace kith::disclose {

namespace {

std::string reason(const Decision& decision, const Rules& rules) {
  if (decision.code == "small-base") {
    return decision.purpose == Purpose::Confidentiality
               ? fmt::format("its base is below {}, the minimum for confidentiality", rules.minimum_cell)
               : fmt::format("its base is below {}, the minimum for reliability", rules.withhold_below);
  }
  if (decision.code == "small-cell") {
    return fmt::format("fewer than {} people gave the answer, or fewer than {} another", rules.minimum_cell,
                       rules.minimum_cell);
  }
  if (decision.code == "class-disclosure") {
    return fmt::format("the item is sensitive, its base below {}, and the share at or near 0% or 100%",
                       rules.sensitive_extremes_below);
  }
  if (decision.code == "order-statistic") {
    return "a quantile, minimum or maximum can be one person's own answer";
  }
  if (decision.code == "secondary") {
    return fmt::format("together with what is shown it would give back `{}`", decision.because);
  }
  if (decision.code == "no-consent") {
    return "the person did not agree to be quoted";
  }
  if (decision.code == "same-person") {
    return "the person is quoted already";
  }
  return fmt::format("fewer than {} people share its attribution", rules.attribution_minimum);
}

}  // namespace

std::string Gate::explain(std::string_view id) const {
  for (const Decision& decision : decisions_) {
    if (decision.id == id) {
      return fmt::format("`{}` is {}: {}", id, decision.code == "role-only" ? "shown with the role alone" : "not shown",
                         reason(decision, rules_));
    }
  }
  return fmt::format("`{}` is shown", id);
}

}  // namespace kith::disclose
