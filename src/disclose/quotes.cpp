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

// Adds the counts that earlier releases withhold, where none shows them; takes out what a quote told of already.
HiddenGroups with_earlier(HiddenGroups hidden, const std::vector<EarlierRelease>& earlier) {
  HiddenGroups before;
  std::set<std::string> shown;
  for (const EarlierRelease& release : earlier) {
    for (const finding::Finding& finding : release.findings) {
      if (finding.kind == finding::Kind::Count && finding.withheld) {
        before[group_of(finding)] = release.name + "/" + finding.id;
      } else if (finding.kind == finding::Kind::Count) {
        shown.insert(group_of(finding));
      }
    }
  }
  std::erase_if(before, [&](const auto& one) { return shown.contains(one.first); });
  hidden.merge(before);
  const auto told = told_by_quotes(earlier);
  std::erase_if(hidden, [&](const auto& one) { return told.contains(one.first); });
  return hidden;
}

}  // namespace

// Why the attribution cannot stand, if so.
std::optional<Decision> Gate::refuse_attribution(const Quote& quote, const HiddenGroups& hidden) const {
  if (quote.attribution_count < rules_.attribution_minimum) {
    return Decision{quote.id, public_code(Rule::RoleOnly), {}, Rule::RoleOnly};
  }
  if (const auto release = quote.attribution.empty() ? std::nullopt : named_otherwise(quote, earlier_)) {
    return Decision{quote.id, public_code(Rule::QuotedBefore), *release, Rule::QuotedBefore};
  }
  if (const auto count = hidden.find(group_of(quote)); count != hidden.end()) {
    return Decision{quote.id, public_code(Rule::CountWithheld), count->second, Rule::CountWithheld};
  }
  return std::nullopt;
}

std::vector<Safe<Quote>> Gate::release(std::vector<Quote> quotes) {
  std::vector<Safe<Quote>> released;
  std::set<std::string> quoted;
  const HiddenGroups hidden = with_earlier(withheld_counts_, earlier_);
  for (Quote& quote : quotes) {
    if (!quote.consent) {
      log_.push_back({quote.id, public_code(Rule::NoConsent), {}, Rule::NoConsent});
      continue;
    }
    if (!quote.person.empty() && quoted.contains(quote.person)) {
      log_.push_back({quote.id, public_code(Rule::SamePerson), {}, Rule::SamePerson});
      continue;
    }
    if (auto decision = refuse_attribution(quote, hidden)) {
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
