#include "estimate/code_lanes.h"

namespace kith::estimate {

std::vector<double> CodeLanes::influence(std::span<const double> gradient) const {
  std::vector<double> result(answers);
  for (std::size_t lane = 0; lane < answers; ++lane) {
    for (std::size_t k = 0; k < width; ++k) {
      result[lane] += gradient[k] * component(lane, k);
    }
  }
  return result;
}

void count_lane(const CodeLanes& lanes, std::size_t lane, double squared_weights, double respondents,
                Answers& answers) {
  const auto count = static_cast<std::int64_t>(respondents);
  if (lane >= lanes.answers) {
    answers.missing[lane - lanes.answers] += count;
    return;
  }
  answers.answered += count;
  answers.squared_weights += squared_weights;
  for (std::size_t k = 0; k < lanes.width; ++k) {
    answers.counted[k] += lanes.component(lane, k) != 0 ? count : 0;
  }
}

std::optional<CodeLanes> code_lanes(const Measure& measure) {
  std::vector<data::CodeTable> tables;
  for (const data::Evaluator& component : measure.components) {
    std::optional<data::CodeTable> table = component.by_code();
    if (!table || (!tables.empty() && table->column != tables.front().column)) {
      return std::nullopt;
    }
    tables.push_back(*table);
  }
  if (tables.empty()) {
    return std::nullopt;
  }
  const data::Column& column = *tables.front().column;
  CodeLanes result;
  result.codes = column.codes();
  result.width = measure.size();
  std::array<std::uint8_t, 256> reasons{};
  for (std::size_t code = 0; code < 256; ++code) {
    for (const data::CodeTable& table : tables) {
      reasons[code] = reasons[code] != 0 ? reasons[code] : table.reasons[code];
    }
    if (code < column.options().size() && reasons[code] == 0) {
      result.lane_of[code] = static_cast<std::uint16_t>(result.answers++);
      result.components.push_back(1);
      for (const data::CodeTable& table : tables) {
        result.components.push_back(table.values[code]);
      }
    }
  }
  for (std::size_t code = 0; code < 256; ++code) {
    if (reasons[code] != 0) {
      result.lane_of[code] = static_cast<std::uint16_t>(result.answers + reasons[code]);
    }
  }
  return result;
}

}  // namespace kith::estimate
