#include "oracles/sample.h"

#include <algorithm>

#include "data/expression.h"
#include "design/replicates.h"
#include "design/statistic.h"
#include "num/sum.h"

namespace kith::oracles {

namespace {

constexpr std::size_t first_weights = 12;
constexpr std::size_t first_scales = 6;
constexpr std::size_t first_replicates = 8;
constexpr std::size_t first_rows = 4;

void add_replicates(Json& json, const design::Design& design, const std::vector<std::uint8_t>& present) {
  const design::Replicates& replicates = *design.replicates();
  json["scale"] = replicates.scale;
  json["n_rep"] = replicates.count();
  json["rscales_head"] = std::vector<double>(
      replicates.rscales.begin(),
      replicates.rscales.begin() + static_cast<std::ptrdiff_t>(std::min(first_scales, replicates.rscales.size())));
  Json sums = Json::array();
  Json rows = Json::array();
  for (std::size_t r = 0; r < std::min(first_replicates, replicates.count()); ++r) {
    const std::vector<double> weights = design::replicate_weights(design, r);
    num::Sum sum;
    std::size_t place = 0;
    for (std::size_t row = 0; row < weights.size(); ++row) {
      if (present[row] == 0) {
        continue;
      }
      sum += weights[row];
      if (place < first_rows) {
        rows[place++].push_back(weights[row]);
      }
    }
    sums.push_back(sum.value());
  }
  json["col_sums_head"] = sums;
  json["first_rows"] = {{"values", rows}};
}

}  // namespace

const design::Design& Sample::design() const {
  if (!design_) {
    design_ = design::make(spec, *table);
  }
  return *design_;
}

std::vector<std::uint8_t> Sample::present() const {
  return data::rows_where(*table, where);
}

std::vector<double> Sample::weights() const {
  const std::vector<std::uint8_t> rows = present();
  std::vector<double> weights;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row] != 0) {
      weights.push_back(design().weights()[row]);
    }
  }
  return weights;
}

double Sample::degf() const {
  const std::vector<std::uint8_t> rows = present();
  return design().replicates() != nullptr ? design().df(rows) : design().degrees(rows).df();
}

Json Sample::json() const {
  const std::vector<double> own = weights();
  num::Sum sum;
  num::Sum squares;
  for (const double weight : own) {
    sum += weight;
    squares += weight * weight;
  }
  Json json{{"sum_w", sum.value()}, {"sum_w2", squares.value()}, {"n", own.size()}, {"degf", degf()}};
  if (!own.empty()) {
    json["min_w"] = std::ranges::min(own);
    json["max_w"] = std::ranges::max(own);
    json["first_weights"] = std::vector<double>(
        own.begin(), own.begin() + static_cast<std::ptrdiff_t>(std::min(first_weights, own.size())));
  }
  if (design().replicates() != nullptr) {
    add_replicates(json, design(), present());
  }
  return json;
}

Value Sample::member(std::string_view name) const {
  if (name == "variables") {
    return std::make_shared<DataSet>(where.empty() ? table : selected(*table, present()));
  }
  return Object::member(name);
}

std::shared_ptr<const Sample> Sample::over(TablePointer data) const {
  return std::make_shared<Sample>(std::move(data), spec, where);
}

std::shared_ptr<const Sample> Sample::within(const std::string& condition) const {
  return std::make_shared<Sample>(table, spec, both(where, condition));
}

}  // namespace kith::oracles
