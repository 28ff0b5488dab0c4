#include <set>
#include <utility>

#include "disclose/gate.h"

namespace kith::disclose {

std::vector<Safe<finding::Quote>> Gate::release(std::vector<finding::Quote> quotes) {
  std::vector<Safe<finding::Quote>> released;
  std::set<std::string> quoted;
  for (finding::Quote& quote : quotes) {
    if (!quote.consent) {
      log_.push_back({quote.id, public_code(Rule::NoConsent), {}, Rule::NoConsent});
      continue;
    }
    if (!quote.person.empty() && quoted.contains(quote.person)) {
      log_.push_back({quote.id, public_code(Rule::SamePerson), {}, Rule::SamePerson});
      continue;
    }
    if (quote.attribution_count < rules_.attribution_minimum) {
      if (quote.role_text.empty() || quote.role_count < rules_.attribution_minimum) {
        log_.push_back({quote.id, public_code(Rule::SmallAttribution), {}, Rule::SmallAttribution});
        continue;
      }
      log_.push_back({quote.id, public_code(Rule::RoleOnly), {}, Rule::RoleOnly});
      quote.attribution.clear();
      quote.attribution_text = quote.role_text;
    }
    quoted.insert(std::exchange(quote.person, {}));
    quote.attribution_count = 0;
    quote.role_count = 0;
    released.push_back(Safe<finding::Quote>(std::move(quote)));
  }
  return released;
}

}  // namespace kith::disclose
