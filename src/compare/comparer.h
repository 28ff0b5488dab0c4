// One comparison on its way (adjusted.h): the two figures, then the benchmark brought to the participants' composition,
// then the variance of what is between them. What it was made of stays, for whoever holds two comparisons against each
// other (adjusted_groups.h).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compare/adjusted.h"
#include "compare/brought.h"

namespace kith::compare {

finding::Finding figure_of(const Sample& sample, double level);

class Comparer {
 public:
  // Makes the crude comparison. `benchmark` must outlive this. Throws as compare_adjusted does.
  Comparer(const Side& participants, const Sample& benchmark, const AdjustOptions& options);

  // Makes the adjusted one, or says why there is none; nothing where there are no characteristics.
  void adjust(const std::vector<Characteristic>& characteristics);

  const AdjustedComparison& result() const { return result_; }
  const Sample& participants() const { return participants_; }
  // There where the result has an adjusted comparison; null: there is none.
  const Brought* brought() const { return brought_ ? &*brought_ : nullptr; }

 private:
  ContrastInput complete(ContrastInput input) const;
  void refuse(std::string code, std::string text);
  bool is_small(const Brought& brought) const;
  void with(Composition composition);
  void apart(const Brought& brought);
  void together(const Brought& brought);
  // `spread`: the variance of s p + t b.
  void conclude(const Brought& brought, const std::function<VarianceOf(double s, double t)>& spread);
  void note(const Varied& other);

  Sample participants_;
  const Sample& benchmark_;
  AdjustOptions options_;
  bool shares_ = true;
  std::optional<Brought> brought_;
  AdjustedComparison result_;
};

}  // namespace kith::compare
