// The domains of one breakdown, and the cells in which totals are kept.
//
// A domain is one combination of levels that somebody in the filter has, in the order of the levels. A cell is a domain
// within a group of the design (a cluster, or a stratum of respondents); only cells with someone in them exist, so that
// a breakdown by project of a sample clustered by project costs as much as one figure. Cells follow each other by
// domain and then by group, so that the parts of one domain are one run of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/unset.h"
#include "data/table.h"
#include "design/design.h"
#include "finding/finding.h"

namespace kith::estimate {

constexpr std::size_t chunk_rows = 1U << 13U;  // what a pass knows of so many rows stays in a core's own cache

struct Breakdown {
  std::vector<std::vector<finding::Level>> domains;
  Unset<std::uint32_t> domain_of;  // of each row; domains.size() for rows in none
  Unset<std::uint32_t> cell_of;    // of each row; cells() for rows in none
  // The rows of each chunk, counted from its first, by domain and then as in the file. The rows of a cluster mostly
  // follow each other in a file; in this order those of a cell do, and their sums need not leave the processor between.
  Unset<std::uint16_t> order;
  std::vector<std::uint32_t> group;  // of each cell
  std::vector<std::uint32_t> begin;  // first cell of each domain, and one past the last

  std::vector<std::int64_t> respondents;  // of each domain, whether they answered or not
  std::vector<double> weights;            // theirs, added up

  std::size_t cells() const { return group.size(); }
  // As domain_of tells of a row; quick where it is `guess`.
  std::uint32_t domain_of_cell(std::uint32_t cell, std::uint32_t guess) const;
};

// `columns` are crossed; none means everyone. Rows where keep is 0, whose weight is 0 or which lack a level are in no
// domain. Throws Error for what is not a column.
Breakdown breakdown(const std::vector<std::string>& columns, const data::Table& table, const design::Design& design,
                    std::span<const std::uint8_t> keep);

}  // namespace kith::estimate
