#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "disclose/attribution.h"
#include "disclose/gate.h"

namespace kith::disclose {

namespace {

using finding::Quote;

// By the person or, where the person's id was corrected since, by the words.
bool quotes_again(const Quote& now, const Quote& then) {
  return now.population == then.population &&
         ((!now.person.empty() && now.person == then.person) || now.text == then.text);
}

bool same_attribution(const Quote& now, const Quote& then) {
  return std::ranges::is_permutation(
      now.attribution, then.attribution,
      [](const finding::Level& a, const finding::Level& b) { return a.dimension == b.dimension && a.code == b.code; });
}

// The release that named the person otherwise: who reads both knows both names of one person.
std::optional<std::string> named_otherwise(const Quote& quote, const std::vector<EarlierRelease>& earlier) {
  for (const EarlierRelease& release : earlier) {
    const auto otherwise = [&](const Quote& then) {
      return quotes_again(quote, then) && !same_attribution(quote, then);
    };
    if (std::ranges::any_of(release.quotes, otherwise)) {
      return release.name;
    }
  }
  return std::nullopt;
}

// The count of the group that earlier releases withhold, where none shows it.
std::optional<std::string> withheld_before(const std::string& group, const std::vector<EarlierRelease>& earlier) {
  std::optional<std::string> withheld;
  for (const EarlierRelease& release : earlier) {
    for (const finding::Finding& finding : release.findings) {
      if (finding.kind == finding::Kind::Count && group_of(finding) == group) {
        if (!finding.withheld) {
          return std::nullopt;
        }
        withheld = release.name + "/" + finding.id;
      }
    }
  }
  return withheld;
}

}  // namespace

// Why the attribution cannot stand, if so.
std::optional<Decision> Gate::refuse_attribution(const Quote& quote) const {
  if (quote.attribution_count < rules_.attribution_minimum) {
    return Decision{quote.id, public_code(Rule::RoleOnly), {}, Rule::RoleOnly};
  }
  if (const auto release = quote.attribution.empty() ? std::nullopt : named_otherwise(quote, earlier_)) {
    return Decision{quote.id, public_code(Rule::QuotedBefore), *release, Rule::QuotedBefore};
  }
  const std::string group = group_of(quote);
  const auto count = withheld_counts_.find(group);
  const std::string withheld =
      count != withheld_counts_.end() ? count->second : withheld_before(group, earlier_).value_or("");
  if (!withheld.empty() && !told_by_quotes(earlier_).contains(group)) {
    return Decision{quote.id, public_code(Rule::CountWithheld), withheld, Rule::CountWithheld};
  }
  return std::nullopt;
}

std::vector<Safe<Quote>> Gate::release(std::vector<Quote> quotes) {
  std::vector<Safe<Quote>> released;
  std::set<std::string> quoted;
  for (Quote& quote : quotes) {
    if (!quote.consent) {
      log_.push_back({quote.id, public_code(Rule::NoConsent), {}, Rule::NoConsent});
      continue;
    }
    if (!quote.person.empty() && quoted.contains(quote.person)) {
      log_.push_back({quote.id, public_code(Rule::SamePerson), {}, Rule::SamePerson});
      continue;
    }
    if (auto decision = refuse_attribution(quote)) {
      if (quote.role_text.empty() || quote.role_count < rules_.attribution_minimum) {
        log_.push_back({quote.id, public_code(Rule::SmallAttribution), {}, Rule::SmallAttribution});
        continue;
      }
      log_.push_back(std::move(*decision));
      quote.attribution.clear();
      quote.attribution_text = quote.role_text;
    }
    quoted.insert(std::exchange(quote.person, {}));
    quote.attribution_count = 0;
    quote.role_count = 0;
    released.push_back(Safe<Quote>(std::move(quote)));
  }
  return released;
}

}  // namespace kith::disclose
