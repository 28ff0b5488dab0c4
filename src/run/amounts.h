// Whose amounts a mean or total is made of.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/table.h"
#include "finding/finding.h"

namespace kith::run {

class Amounts {
 public:
  // `rows`: those that figures rest on, not 0. `table` must outlive this.
  Amounts(const data::Table& table, std::vector<std::uint8_t> rows) : table_(table), rows_(std::move(rows)) {}

  // The largest amount of one person at all the levels of the figure, without its sign, as a part of those of all: 0 to
  // 1; 0 where all are 0, and 1 where there are none.
  double largest_part(const std::string& column, const std::vector<finding::Level>& by);

 private:
  struct Sum {
    double all = 0, largest = 0;
  };
  using Sums = std::map<std::vector<std::string>, Sum>;  // by the codes of the levels
  const Sums& sums(const std::string& column, const std::vector<std::string>& dimensions);

  const data::Table& table_;
  std::vector<std::uint8_t> rows_;
  std::map<std::vector<std::string>, Sums> known_;  // by column and dimensions
};

}  // namespace kith::run
