#include "audit/earlier.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "disclose/answer_sets.h"
#include "disclose/attribution.h"

namespace kith::audit {

namespace {

using disclose::Bound;
using disclose::Range;
using disclose::Recovered;
using disclose::Seen;
using finding::Finding;
using finding::Kind;

// Equal for figures of one thing in one domain.
std::string key_of(const Finding& figure) {
  return fmt::format("{}\n{}\n{}\n{}", static_cast<int>(figure.kind), figure.measure, figure.category,
                     disclose::group_of(figure));
}

// Equal for figures of one question in one domain, whichever of its answers they count.
std::string base_key_of(const Finding& figure) {
  return disclose::group_of(figure) + '\n' + disclose::base_name(figure);
}

bool agree(const Seen& a, const Seen& b) {
  const bool bases = a.base.low <= b.base.high && b.base.low <= a.base.high;
  return bases && (!a.percent_shown || !b.percent_shown || a.percent == b.percent);
}

bool shown(const Seen& seen) {
  return !seen.figure.withheld;
}

// The people who gave the answer, on a base as it is shown.
Range numerators_of(const Seen& seen) {
  if (!seen.percent_shown) {
    return {0, seen.base.high};
  }
  const auto low = std::ceil((seen.percent - 0.5) / 100 * static_cast<double>(seen.base.low) - 1e-9);
  const auto high = std::floor((seen.percent + 0.5) / 100 * static_cast<double>(seen.base.high) + 1e-9);
  return {std::max<std::int64_t>(0, static_cast<std::int64_t>(low)),
          std::min(seen.base.high, static_cast<std::int64_t>(high))};
}

// Of a - b, without its sign.
Range difference(Range a, Range b) {
  const std::int64_t low = a.low - b.high, high = a.high - b.low;
  return {low > 0 ? low : high < 0 ? -high : 0, std::max(std::abs(low), std::abs(high))};
}

}  // namespace

Pair::Question Pair::question_of(const Finding& figure) {
  return {figure.kind, figure.measure, figure.population};
}

Pair::Pair(std::vector<Seen> now, const Figures& before, std::string name, bool held_against_earlier)
    : now_(std::move(now)), before_(before), name_(std::move(name)) {
  std::multimap<std::string, const Seen*> now_by_base;
  for (std::size_t i = 0; i < now_.size(); ++i) {
    place_.emplace(key_of(now_[i].figure), i);
    now_by_base.emplace(base_key_of(now_[i].figure), &now_[i]);
  }
  for (const Figure& figure : before_.figures) {
    const Seen& then = figure.seen;
    const Seen* now_seen = same(then);
    if (now_seen != nullptr && shown(then) && (shown(*now_seen) ? !agree(then, *now_seen) : held_against_earlier)) {
      changed_.insert(question_of(then.figure));
    }
    // Another answer to the same question, of which nothing is shown any more.
    const auto now_all = now_by_base.equal_range(base_key_of(then.figure));
    if (held_against_earlier && shown(then) && now_all.first != now_all.second &&
        std::none_of(now_all.first, now_all.second, [](const auto& one) { return shown(*one.second); })) {
      changed_.insert(question_of(then.figure));
    }
  }
}

const Seen* Pair::same(const Seen& then) const {
  const auto found = place_.find(key_of(then.figure));
  return found == place_.end() ? nullptr : &now_[found->second];
}

std::vector<Seen> Pair::together() const {
  std::vector<Seen> all = now_;
  for (const Figure& figure : before_.figures) {
    const Seen& then = figure.seen;
    if (changed_.contains(question_of(then.figure))) {
      continue;
    }
    const auto found = place_.find(key_of(then.figure));
    if (found == place_.end()) {
      all.push_back(then);
      all.back().figure.id = name_ + "/" + then.figure.id;
    } else if (Seen& seen = all[found->second]; !shown(seen) && shown(then)) {
      const std::string id = seen.figure.id;
      seen = then;
      seen.figure.id = id;
    }
  }
  return all;
}

std::vector<Bound> Pair::between() const {
  std::vector<Bound> bounds;
  for (const Figure& figure : before_.figures) {
    const Seen& then = figure.seen;
    const Seen* now_seen = same(then);
    if (now_seen == nullptr || !shown(then) || !shown(*now_seen) || agree(then, *now_seen)) {
      continue;
    }
    const std::string id = fmt::format("what changed in {} since {}", now_seen->figure.id, name_);
    const std::int64_t needed = before_.rules.minimum_cell;
    const auto add = [&](Recovered what, Range range) {
      if (range.high > 0 && range.high < needed) {
        bounds.push_back({id, what, range, range.values(), needed, true});
      }
    };
    add(then.figure.kind == Kind::Count ? Recovered::Count : Recovered::Base, difference(now_seen->base, then.base));
    if (then.percent_shown && now_seen->percent_shown) {
      add(Recovered::Numerator, difference(numerators_of(*now_seen), numerators_of(then)));
    }
  }
  return bounds;
}

}  // namespace kith::audit
