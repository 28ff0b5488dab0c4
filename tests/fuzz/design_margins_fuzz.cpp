// Any bytes as a file of margins over a small sample: an Error, or weights that are finite and meet every total.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "data/csv.h"
#include "design/calibration.h"
#include "design/design.h"
#include "design/margins.h"
#include "design/weighted.h"

namespace {

using namespace kith;

void expect(bool holds) {
  if (!holds) {
    std::abort();
  }
}

const data::Table& sample() {
  static const data::Table table = data::read_csv(
                                       "sex,age,region,note\nF,20,North,a:b\nM,35,South,a\nF,50,North,b\nM,61,South,a:"
                                       "b\nF,44,South,b\nM,29,North,a\n"
                                       "F,71,South,a\nM,38,North,b\n",
                                       "sample.csv")
                                       .table;
  return table;
}

void weigh(const design::Weighting& weighting) {
  const design::Design design = design::weighted(design::Design({}, sample()), weighting, sample());
  const design::Auxiliaries known =
      design::auxiliaries(weighting.margins, sample(), std::vector<double>(sample().rows(), 1));
  const Eigen::VectorXd reached = known.sums(known.collect(design.weights()));
  for (const double weight : design.weights()) {
    expect(std::isfinite(weight) && weight >= 0);
  }
  for (Eigen::Index k = 0; k < reached.size(); ++k) {
    expect(std::abs(reached[k] - known.totals[k]) <= 1e-5 * (1 + std::abs(known.totals[k])));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  design::Weighting weighting;
  try {
    weighting.margins = design::margin_totals(data::read_csv(bytes, "fuzz.csv", {.header_rows = 1}).table);
  } catch (const Error& error) {
    expect(!error.problems().empty());
    return 0;
  }
  for (const auto method : {design::WeightingMethod::PostStratify, design::WeightingMethod::Rake,
                            design::WeightingMethod::Linear, design::WeightingMethod::Entropy}) {
    weighting.method = method;
    try {
      weigh(weighting);
    } catch (const Error& error) {
      expect(!error.problems().empty());
    }
  }
  return 0;
}
