// A survey design as R's user holds it: a data set, how it was drawn, and the domain that subset() left of it.
//
// The table has every row that was drawn; `where` (EXPR) keeps those of the domain, which is how Kith estimates domains
// and how R's subset() of a design does. Steps (update, subset, calibrate, as.svrepdesign, ...) make a new Sample.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "design/make.h"
#include "oracles/columns.h"
#include "oracles/data.h"

namespace kith::oracles {

class Sample final : public Object {
 public:
  Sample(TablePointer data, design::Spec drawn, std::string condition)
      : table(std::move(data)), spec(std::move(drawn)), where(std::move(condition)) {}

  TablePointer table;
  design::Spec spec;
  std::string where;

  std::string_view kind() const override { return "a design"; }
  // sum_w, sum_w2, min_w, max_w, n, degf, first_weights; of replicate designs also the scales and column sums.
  Json json() const override;
  Value member(std::string_view name) const override;  // $variables

  // Throws Error as design::make does; made once.
  const design::Design& design() const;
  std::vector<std::uint8_t> present() const;  // 1 for the rows of the domain
  std::vector<double> weights() const;        // of the rows of the domain
  double degf() const;                        // R's degf(des)

  std::shared_ptr<const Sample> over(TablePointer data) const;  // the same with other, or more, columns
  std::shared_ptr<const Sample> within(const std::string& condition) const;

 private:
  mutable std::optional<design::Design> design_;
};

}  // namespace kith::oracles
