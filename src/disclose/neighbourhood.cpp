#include "disclose/neighbourhood.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "disclose/at.h"

namespace kith::disclose {

namespace {

class Gathering {
 public:
  Gathering(const Knowledge& knowledge, Reach reach)
      : knowledge_(knowledge),
        reach_(reach),
        taken_(knowledge.system.variables.size(), false),
        touched_(knowledge.system.relations.size(), false) {}

  std::vector<int> from(int start) && {
    take(start);
    for (std::size_t i = 0; i < relations_.size(); ++i) {
      take_of(knowledge_.system.relations[at(relations_[i])]);
    }
    return std::move(variables_);
  }

 private:
  bool fresh(int relation) const {
    return !touched_[at(relation)] && !follows(knowledge_.system, knowledge_.system.relations[at(relation)]);
  }

  void take(int variable) {
    taken_[at(variable)] = true;
    variables_.push_back(variable);
    for (const int relation : knowledge_.system.variables[at(variable)].relations) {
      if (fresh(relation)) {
        touched_[at(relation)] = true;
        relations_.push_back(relation);
      }
    }
  }

  // The less the sooner it is taken.
  using Order = std::pair<std::ptrdiff_t, std::int64_t>;
  Order order_of(int variable) const {
    constexpr std::int64_t free_enough = 50;
    const Variable& counted = knowledge_.system.variables[at(variable)];
    const Range& range = knowledge_.ranges[at(variable)];
    const std::int64_t free = std::min({counted.truth - range.low, range.high - counted.truth, free_enough});
    return {std::ranges::count_if(counted.relations, [&](int relation) { return fresh(relation); }), -free};
  }

  void take_of(const Relation& relation) {
    std::size_t already = 0;
    std::vector<std::pair<Order, int>> left;
    const auto look_at = [&](int variable) {
      if (taken_[at(variable)]) {
        ++already;
      } else if (!knowledge_.known(variable)) {
        left.emplace_back(order_of(variable), variable);
      }
    };
    look_at(relation.total);
    std::ranges::for_each(relation.parts, look_at);
    const auto up_to = [](std::size_t most, std::size_t have) { return most - std::min(most, have); };
    const std::size_t wanted =
        std::min({left.size(), up_to(reach_.of_each_sum, already), up_to(reach_.altogether, variables_.size())});
    std::ranges::partial_sort(left, left.begin() + static_cast<std::ptrdiff_t>(wanted));
    for (std::size_t i = 0; i < wanted; ++i) {
      take(left[i].second);
    }
  }

  const Knowledge& knowledge_;
  Reach reach_;
  std::vector<int> variables_;
  std::vector<bool> taken_;
  std::vector<int> relations_;  // that a variable taken stands in
  std::vector<bool> touched_;
};

}  // namespace

std::vector<int> neighbourhood(const Knowledge& knowledge, int start, Reach reach) {
  return Gathering(knowledge, reach).from(start);
}

}  // namespace kith::disclose
