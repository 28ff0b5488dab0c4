#include "run/amounts.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "run/respondents.h"

namespace kith::run {

const Amounts::Sums& Amounts::sums(const std::string& column, const std::vector<std::string>& dimensions) {
  std::vector<std::string> key{column};
  key.insert(key.end(), dimensions.begin(), dimensions.end());
  const auto [entry, fresh] = known_.try_emplace(std::move(key));
  const data::Column* const amounts = table_.find(column);
  std::vector<const data::Column*> levels;
  std::ranges::transform(dimensions, std::back_inserter(levels),
                         [&](const std::string& dimension) { return table_.find(dimension); });
  if (!fresh || amounts == nullptr || std::ranges::find(levels, nullptr) != levels.end()) {
    return entry->second;
  }
  std::vector<std::string> codes(levels.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const auto amount = rows_[row] != 0 ? amounts->number_at(row) : std::nullopt;
    if (amount) {
      std::ranges::transform(levels, codes.begin(), [&](const data::Column* level) { return code_at(*level, row); });
      Sum& sum = entry->second[codes];
      sum.all += std::abs(*amount);
      sum.largest = std::max(sum.largest, std::abs(*amount));
    }
  }
  return entry->second;
}

double Amounts::largest_part(const std::string& column, const std::vector<finding::Level>& by) {
  std::vector<std::string> dimensions, codes;
  for (const finding::Level& level : by) {
    dimensions.push_back(level.dimension);
    codes.push_back(level.code);
  }
  const Sums& all = sums(column, dimensions);
  const auto sum = all.find(codes);
  if (sum == all.end()) {
    return 1;  // not known, which is to be feared
  }
  return sum->second.all > 0 ? sum->second.largest / sum->second.all : 0;
}

}  // namespace kith::run
