#include "disclose/base_sums.h"

#include <algorithm>

namespace kith::disclose {

namespace {

// What some sizes of one base allow together: of its people first, then of each figure. Of a figure the numerators lie
// between the least `low` and the most `high`.
std::vector<Range> hull(const std::vector<Size>& sizes, std::size_t figures) {
  std::vector<Range> hull;
  for (std::size_t f = 0; f <= figures; ++f) {
    Range around{0, -1};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const Range own = f == 0 ? Range{sizes[i].people, sizes[i].people} : sizes[i].numerators[f - 1];
      around = i == 0 ? own : Range{std::min(around.low, own.low), std::max(around.high, own.high)};
    }
    hull.push_back(around);
  }
  return hull;
}

class Search {
 public:
  Search(const SizesOfSum& sum, std::size_t most_steps)
      : sum_(sum), most_steps_(most_steps), figures_(sum.total.empty() ? 0 : sum.total.front().numerators.size()) {
    for (const std::vector<Size>& part : sum_.parts) {
      found_.parts.emplace_back(part.size(), false);
      impossible_.emplace_back(part.size(), false);
    }
    found_.total.assign(sum_.total.size(), false);
    chosen_.assign(sum_.parts.size(), 0);
    all_of_total_ = hull(sum_.total, figures_);
    for (const std::vector<Size>& part : sum_.parts) {
      all_of_parts_.push_back(hull(part, figures_));
      order_.push_back(order_.size());
    }
    // Few sizes first, so that the search branches late.
    std::ranges::stable_sort(order_, {}, [&](std::size_t part) { return sum_.parts[part].size(); });
  }

  PossibleSizes run() {
    const bool nothing = sum_.total.empty() ||
                         std::ranges::any_of(sum_.parts, [](const std::vector<Size>& part) { return part.empty(); });
    if (nothing) {
      return std::move(found_);
    }
    if (figures_ == 0 && (many_open() || std::ranges::all_of(sum_.parts, without_gaps))) {
      within_reach();
      return std::move(found_);
    }
    for (std::size_t part = 0; part < sum_.parts.size(); ++part) {
      for (std::size_t size = 0; size < sum_.parts[part].size(); ++size) {
        if (!found_.parts[part][size]) {
          found_.parts[part][size] = goes_together(part, size);
          impossible_[part][size] = !found_.parts[part][size];
        }
      }
    }
    for (std::size_t size = 0; size < sum_.total.size(); ++size) {
      if (!found_.total[size]) {
        found_.total[size] = goes_together(of_total, size);
      }
    }
    return std::move(found_);
  }

 private:
  static constexpr auto of_total = static_cast<std::size_t>(-1);
  static constexpr std::size_t most_exhausted = 5;

  static bool without_gaps(const std::vector<Size>& sizes) {
    return sizes.back().people - sizes.front().people + 1 == static_cast<std::int64_t>(sizes.size());
  }

  // The sums of many sizes have few gaps, whatever gaps the sizes have.
  bool many_open() const {
    constexpr std::ptrdiff_t most = 3;
    return std::ranges::count_if(sum_.parts, [](const std::vector<Size>& part) { return part.size() > 1; }) > most;
  }

  // No figure is shown by all, and parts have no gaps: nor have the sums of all but one.
  void within_reach() {
    Range all{0, 0};
    for (const std::vector<Range>& part : all_of_parts_) {
      all = all + part[0];
    }
    for (std::size_t size = 0; size < sum_.total.size(); ++size) {
      const std::int64_t people = sum_.total[size].people;
      found_.total[size] = all.meets({people, people});
    }
    for (std::size_t part = 0; part < sum_.parts.size(); ++part) {
      const Range others{all.low - all_of_parts_[part][0].low, all.high - all_of_parts_[part][0].high};
      for (std::size_t size = 0; size < sum_.parts[part].size(); ++size) {
        const std::int64_t people = sum_.parts[part][size].people;
        const auto total = std::ranges::lower_bound(sum_.total, others.low + people, {}, &Size::people);
        found_.parts[part][size] = total != sum_.total.end() && total->people <= others.high + people;
      }
    }
  }

  // With one size given, of a part or of the total: whether some sizes of all others go with it. Marks those.
  bool goes_together(std::size_t given, std::size_t size) {
    if (exhausted_ >= most_exhausted) {
      return true;
    }
    given_ = given;
    given_size_ = size;
    rest_.assign(order_.size() + 1, std::vector<Range>(figures_ + 1, Range{0, 0}));
    for (std::size_t i = order_.size(); i-- > 0;) {
      const std::size_t part = order_[i];
      const std::vector<Range> own = part == given ? hull({sum_.parts[part][size]}, figures_) : all_of_parts_[part];
      for (std::size_t f = 0; f <= figures_; ++f) {
        rest_[i][f] = rest_[i + 1][f] + own[f];
      }
    }
    aim_ = given == of_total ? hull({sum_.total[size]}, figures_) : all_of_total_;
    reached_.assign(order_.size() + 1, std::vector<Range>(figures_ + 1, Range{0, 0}));
    steps_ = 0;
    const bool found = from(0);
    exhausted_ += steps_ > most_steps_ ? 1U : 0U;
    return found || steps_ > most_steps_;
  }

  bool from(std::size_t depth) {
    if (++steps_ > most_steps_) {
      return false;
    }
    for (std::size_t f = 0; f <= figures_; ++f) {
      if (!(reached_[depth][f] + rest_[depth][f]).meets(aim_[f])) {
        return false;
      }
    }
    if (depth == order_.size()) {
      return is_total(reached_[depth]);
    }
    const std::size_t part = order_[depth];
    if (part == given_) {
      return from(depth, given_size_);
    }
    // Those first of which it is not known whether they are possible: whatever is found then is new.
    const std::vector<bool>&possible = found_.parts[part], &impossible = impossible_[part];
    for (const bool known : {false, true}) {
      for (std::size_t size = 0; size < possible.size(); ++size) {
        if (possible[size] == known && !impossible[size] && from(depth, size)) {
          return true;
        }
      }
    }
    return false;
  }

  bool from(std::size_t depth, std::size_t size) {
    const std::size_t part = order_[depth];
    const Size& own = sum_.parts[part][size];
    std::vector<Range>& next = reached_[depth + 1];
    next[0] = reached_[depth][0] + Range{own.people, own.people};
    for (std::size_t f = 0; f < figures_; ++f) {
      next[f + 1] = reached_[depth][f + 1] + own.numerators[f];
    }
    chosen_[part] = size;
    return from(depth + 1);
  }

  bool is_total(const std::vector<Range>& reached) {
    const auto size = std::ranges::lower_bound(sum_.total, reached[0].low, {}, &Size::people);
    if (size == sum_.total.end() || size->people != reached[0].low) {
      return false;
    }
    for (std::size_t f = 0; f < figures_; ++f) {
      if (!reached[f + 1].meets(size->numerators[f])) {
        return false;
      }
    }
    const auto at = static_cast<std::size_t>(size - sum_.total.begin());
    if (given_ == of_total && at != given_size_) {
      return false;
    }
    found_.total[at] = true;
    for (std::size_t part = 0; part < chosen_.size(); ++part) {
      found_.parts[part][chosen_[part]] = true;
    }
    return true;
  }

  const SizesOfSum& sum_;
  std::size_t most_steps_;
  std::size_t figures_;
  PossibleSizes found_;
  std::vector<std::vector<bool>> impossible_;  // of the parts
  std::vector<Range> all_of_total_;
  std::vector<std::vector<Range>> all_of_parts_;
  std::vector<std::size_t> order_;  // in which the parts are tried
  // Of one search: what is given, what the parts from each depth on may add to people and figures, where those before
  // it have come, and what the total allows.
  std::size_t given_ = 0, given_size_ = 0, steps_ = 0;
  std::size_t exhausted_ = 0;  // searches that were given up
  std::vector<std::size_t> chosen_;
  std::vector<std::vector<Range>> rest_, reached_;
  std::vector<Range> aim_;
};

}  // namespace

const PossibleSizes& SizeSearches::possible(const SizesOfSum& sum) {
  const auto [entry, fresh] = known_.try_emplace(sum);
  if (fresh) {
    entry->second = Search(entry->first, most_steps).run();
  }
  return entry->second;
}

}  // namespace kith::disclose
