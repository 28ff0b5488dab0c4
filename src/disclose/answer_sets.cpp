#include "disclose/answer_sets.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace kith::disclose {

namespace {

constexpr std::size_t most_sets = 40;  // rests of rests end somewhere

bool overlap(const Options& a, const Options& b) {
  return std::ranges::any_of(a, [&](const std::string& code) { return std::ranges::binary_search(b, code); });
}

Options without(const Options& a, const Options& b) {
  Options left;
  std::ranges::set_difference(a, b, std::back_inserter(left));
  return left;
}

Options with(const Options& a, const Options& b) {
  Options both;
  std::ranges::set_union(a, b, std::back_inserter(both));
  return both;
}

class Sums {
 public:
  explicit Sums(std::vector<Options> sets) : found_{std::move(sets), {}} {}

  AnswerSums all() && {
    for (std::size_t before = 0; before < found_.sets.size() && found_.sets.size() < most_sets;) {
      before = found_.sets.size();
      for (std::size_t total = 0; total < before; ++total) {
        take_out_of(total, before);
      }
      take_out_of(AnswerSum::everyone, before);
    }
    return std::move(found_);
  }

 private:
  bool inside(std::size_t set, std::size_t total) const {
    return total == AnswerSum::everyone ||
           (set != total && std::ranges::includes(found_.sets[total], found_.sets[set]));
  }

  // Only the first `known` sets.
  void take_out_of(std::size_t total, std::size_t known) {
    std::vector<std::size_t> candidates;
    for (std::size_t set = 0; set < known; ++set) {
      if (inside(set, total)) {
        candidates.push_back(set);
      }
    }
    const auto size = [&](std::size_t set) { return found_.sets[set].size(); };
    std::ranges::stable_sort(candidates, {}, size);
    std::vector<std::size_t> large_first = candidates;
    std::ranges::stable_sort(large_first, std::ranges::greater{}, size);
    for (const std::size_t first : candidates) {
      add(total, first, candidates);
      add(total, first, large_first);
    }
  }

  void add(std::size_t total, std::size_t first, const std::vector<std::size_t>& candidates) {
    AnswerSum sum{total, {first}, AnswerSum::nothing};
    Options covered = found_.sets[first];
    for (const std::size_t set : candidates) {
      if (!overlap(found_.sets[set], covered)) {
        sum.parts.push_back(set);
        covered = with(covered, found_.sets[set]);
      }
    }
    std::ranges::sort(sum.parts);
    if (!seen_.emplace(sum.total, sum.parts).second) {
      return;
    }
    if (total == AnswerSum::everyone) {
      sum.rest = AnswerSum::unknown;
    } else if (Options rest = without(found_.sets[total], covered); !rest.empty()) {
      sum.rest = index_of(std::move(rest));
    }
    found_.sums.push_back(std::move(sum));
  }

  std::size_t index_of(Options set) {
    const auto known = std::ranges::find(found_.sets, set);
    const auto index = static_cast<std::size_t>(known - found_.sets.begin());
    if (known == found_.sets.end()) {
      found_.sets.push_back(std::move(set));
    }
    return index;
  }

  AnswerSums found_;
  std::set<std::pair<std::size_t, std::vector<std::size_t>>> seen_;
};

}  // namespace

AnswerSums answer_sums(std::vector<Options> sets) {
  return Sums(std::move(sets)).all();
}

}  // namespace kith::disclose
