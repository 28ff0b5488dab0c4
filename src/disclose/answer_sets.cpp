#include "disclose/answer_sets.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <utility>

namespace kith::disclose {

namespace {

constexpr std::size_t most_sets = 60;  // rests of rests end somewhere

Options without(const Options& a, const Options& b) {
  Options left;
  std::ranges::set_difference(a, b, std::back_inserter(left));
  return left;
}

Options common(const Options& a, const Options& b) {
  Options both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both;
}

Options in_order(Options options) {
  std::ranges::sort(options);
  const auto again = std::ranges::unique(options);
  options.erase(again.begin(), again.end());
  return options;
}

class Sums {
 public:
  explicit Sums(std::vector<Options> sets) : found_{std::move(sets), {}, {}} {}

  AnswerSums all() && {
    do {
      take_out();
    } while (share());
    return std::move(found_);
  }

 private:
  // Until no sum leaves a set that is new.
  void take_out() {
    for (std::size_t before = 0; before < found_.sets.size() && before < most_sets;) {
      before = found_.sets.size();
      for (std::size_t total = 0; total < before; ++total) {
        take_out_of(total, before);
      }
    }
  }

  // What one of the pairs that cross shares, where that is no set yet; false when there is none.
  bool share() {
    const std::size_t known = found_.sets.size();
    for (std::size_t one = 0; one < known && known < most_sets; ++one) {
      for (std::size_t other = one + 1; other < known; ++other) {
        Options both = common(found_.sets[one], found_.sets[other]);
        if (!both.empty() && index_of(std::move(both)) == known) {
          found_.shared.push_back(known);
          return true;
        }
      }
    }
    return false;
  }

  // Only the first `known` sets.
  void take_out_of(std::size_t total, std::size_t known) {
    std::vector<std::size_t> small_first;
    for (std::size_t set = 0; set < known; ++set) {
      const Options& options = found_.sets[set];
      if (set != total && !options.empty() && std::ranges::includes(found_.sets[total], options)) {
        small_first.push_back(set);
      }
    }
    const auto size = [&](std::size_t set) { return found_.sets[set].size(); };
    std::vector<std::size_t> large_first = small_first;
    std::ranges::stable_sort(small_first, {}, size);
    std::ranges::stable_sort(large_first, std::ranges::greater{}, size);
    for (const std::size_t first : small_first) {
      add(total, first, small_first);
      add(total, first, large_first);
    }
  }

  void add(std::size_t total, std::size_t first, const std::vector<std::size_t>& inside) {
    AnswerSum sum{total, {first}};
    Options left = without(found_.sets[total], found_.sets[first]);
    for (const std::size_t set : inside) {
      if (set != first && std::ranges::includes(left, found_.sets[set])) {
        sum.parts.push_back(set);
        left = without(left, found_.sets[set]);
      }
    }
    std::ranges::sort(sum.parts);
    if (!seen_.emplace(total, sum.parts).second) {
      return;
    }
    if (!left.empty()) {
      sum.parts.push_back(index_of(std::move(left)));
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

int CountedSets::add(Options options, int count) {
  const auto known = std::ranges::find(sets, options);
  if (known != sets.end()) {
    return counts[static_cast<std::size_t>(known - sets.begin())];
  }
  sets.push_back(std::move(options));
  counts.push_back(count);
  return count;
}

std::string base_name(const finding::Finding& figure) {
  if (figure.answers.question.empty()) {
    return figure.indicator + '\n' + figure.measure;
  }
  std::string name = "answers to " + figure.answers.question;
  for (const std::string& option : in_order(figure.answers.of)) {
    name.append(1, '\n').append(option);
  }
  return name;
}

Told told_by(const finding::Finding::Answers& answers) {
  Told told{in_order(answers.options), {}, in_order(answers.of)};
  if (told.counted.empty() || !std::ranges::includes(told.all, told.counted)) {
    return {};
  }
  told.others = without(told.all, told.counted);
  return told;
}

}  // namespace kith::disclose
