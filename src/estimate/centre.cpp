#include "estimate/centre.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "num/sum.h"

namespace kith::estimate {

double centre_of(const data::Evaluator& evaluator, std::size_t rows, Centre centre) {
  std::array<double, data::Evaluator::block> values{};
  std::array<std::uint8_t, data::Evaluator::block> reasons{};
  double first_answer = 0;
  num::Sum from_first;
  std::size_t answers = 0;
  for (std::size_t first = 0; first < rows; first += values.size()) {
    const std::size_t count = std::min(values.size(), rows - first);
    evaluator.evaluate(first, count, values.data(), reasons.data());
    for (std::size_t i = 0; i < count; ++i) {
      if (reasons[i] != 0) {
        continue;
      }
      if (answers == 0) {
        first_answer = values[i];
        if (centre == Centre::FirstAnswer) {
          return first_answer;
        }
      }
      from_first += values[i] - first_answer;
      ++answers;
    }
  }
  return answers == 0 ? 0 : first_answer + from_first.value() / static_cast<double>(answers);
}

}  // namespace kith::estimate
