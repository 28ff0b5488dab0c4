#include <fmt/format.h>

#include "disclose/gate.h"

namespace kith::disclose {

namespace {

std::string reason(const Decision& decision, const Rules& rules) {
  switch (decision.rule.value_or(Rule::Secondary)) {
    case Rule::ConfidentialBase:
      return fmt::format("its base is below {}, the minimum for confidentiality", rules.minimum_cell);
    case Rule::UnreliableBase:
      return fmt::format("its base is below {}, the minimum for reliability", rules.withhold_below);
    case Rule::SmallCell:
      return fmt::format("fewer than {} people gave the answer, or all but fewer than {}", rules.minimum_cell,
                         rules.minimum_cell);
    case Rule::ClassDisclosure:
      return fmt::format("the item is sensitive, the share 0% or 100%, and the base below {}",
                         rules.sensitive_extremes_below);
    case Rule::OrderStatistic:
      return "a quantile, minimum or maximum can be one person's own answer";
    case Rule::Dominance:
      return fmt::format("the largest amount of one person makes more than {}% of all", rules.largest_amount_percent);
    case Rule::Secondary:
      return fmt::format("together with what is shown it would give back `{}`", decision.because);
    case Rule::Unproven:
      return "its question is shown for so many groups, beside what was published or by itself, that to prove that it "
             "tells of nobody would take too long: break the question down by less, or publish the data as they were";
    case Rule::SharedBase:
      return "with the other figures on its base it would give that base back";
    case Rule::WithheldBefore:
      return fmt::format("release {} withheld the same figure of the same people to protect others", decision.because);
    case Rule::NoConsent:
      return "the person did not agree to be quoted";
    case Rule::SamePerson:
      return "the person is quoted already";
    case Rule::QuotedBefore:
      return fmt::format("release {} quotes the person, or these words, under another attribution", decision.because);
    case Rule::CountWithheld:
      return fmt::format("how many people share its attribution is withheld (`{}`)", decision.because);
    case Rule::SmallAttribution:
    case Rule::RoleOnly:
      break;
  }
  return fmt::format("fewer than {} people share its attribution", rules.attribution_minimum);
}

}  // namespace

bool role_only(Rule rule) {
  return rule == Rule::RoleOnly || rule == Rule::QuotedBefore || rule == Rule::CountWithheld;
}

std::string public_code(Rule rule) {
  switch (rule) {
    case Rule::ConfidentialBase:
    case Rule::UnreliableBase:
      return "small-base";
    case Rule::SmallCell:
    case Rule::ClassDisclosure:
    case Rule::Dominance:
    case Rule::Secondary:
    case Rule::Unproven:
    case Rule::SharedBase:
    case Rule::WithheldBefore:
      break;
    case Rule::OrderStatistic:
      return "order-statistic";
    case Rule::NoConsent:
      return "no-consent";
    case Rule::SamePerson:
      return "same-person";
    case Rule::SmallAttribution:
      return "small-attribution";
    case Rule::RoleOnly:
    case Rule::QuotedBefore:
    case Rule::CountWithheld:
      return "role-only";
  }
  return "confidential";
}

std::string Gate::explain(std::string_view id) const {
  for (const Decision& decision : log_) {
    if (decision.id == id) {
      return fmt::format("`{}` is {}: {}", id,
                         decision.rule && role_only(*decision.rule) ? "shown with the role alone" : "not shown",
                         reason(decision, rules_));
    }
  }
  return fmt::format("`{}` is shown", id);
}

}  // namespace kith::disclose
