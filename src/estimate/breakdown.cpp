#include "estimate/breakdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "base/text.h"
#include "design/labels.h"
#include "num/parallel.h"

namespace kith::estimate {

namespace {

const data::Column& dimension(const std::string& name, const data::Table& table) {
  if (table.find(name) == nullptr && table.set(name) != nullptr) {
    throw Error({"set-as-breakdown",
                 fmt::format("`{}` has several answers a person, so it does not divide people", name),
                 {table.source, 0},
                 "break down by one of its columns"});
  }
  return table.column(name);
}

// The level that one respondent has.
finding::Level level_at(const data::Column& column, std::size_t row) {
  std::string label = column.label_at(row);
  if (column.kind() == data::Kind::Categorical) {
    return {column.name, column.options()[column.codes()[row]].code, std::move(label)};
  }
  if (column.kind() == data::Kind::Number) {
    const auto named = std::ranges::find(column.value_labels, column.number_at(row), &data::Option::value);
    if (named != column.value_labels.end()) {
      return {column.name, std::move(label), named->label};
    }
  }
  return {column.name, label, label};
}

// Who is in a domain: added up in blocks, whose number depends on the rows and on nothing else.
struct People {
  std::vector<std::int64_t> respondents;
  std::vector<double> weights;
  std::vector<std::size_t> first_row;

  explicit People(std::size_t domains = 0)
      : respondents(domains), weights(domains), first_row(domains, std::numeric_limits<std::size_t>::max()) {}

  void add(std::size_t domain, double weight, std::size_t row) {
    ++respondents[domain];
    weights[domain] += weight;
    first_row[domain] = std::min(first_row[domain], row);
  }
  void add(const People& other) {
    for (std::size_t d = 0; d < respondents.size(); ++d) {
      respondents[d] += other.respondents[d];
      weights[d] += other.weights[d];
      first_row[d] = std::min(first_row[d], other.first_row[d]);
    }
  }
};

People people(std::span<const std::uint32_t> domain, std::size_t count, const design::Design& design) {
  const std::size_t grain = std::max(num::rows_a_block, count * 16);
  return num::reduce_blocks(
      domain.size(), grain, People(count),
      [&](std::size_t first, std::size_t last) {
        People own(count);
        for (std::size_t row = first; row < last; ++row) {
          if (domain[row] != design::no_label) {
            own.add(domain[row], design.weights()[row], row);
          }
        }
        return own;
      },
      [](People all, const People& part) {
        all.add(part);
        return all;
      });
}

// Who is in any domain at all.
std::vector<std::uint8_t> counted(const design::Design& design, std::span<const std::uint8_t> keep) {
  std::vector<std::uint8_t> in(keep.size());
  num::for_each_block(in.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
      in[row] = keep[row] != 0 && design.weights()[row] > 0 ? 1 : 0;
    }
  });
  return in;
}

struct Domains {
  design::Indices of_row;
  std::uint32_t count = 1;
};

Domains domains(const std::vector<std::string>& columns, const data::Table& table, std::span<const std::uint8_t> in) {
  Domains result;
  if (columns.empty()) {
    result.of_row.resize(table.rows());
    num::for_each_block(table.rows(), [&](std::size_t first, std::size_t last) {
      for (std::size_t row = first; row < last; ++row) {
        result.of_row[row] = in[row] != 0 ? 0 : design::no_label;
      }
    });
    return result;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    design::Labels levels = design::labels(dimension(columns[i], table));
    if (i == 0) {
      levels = design::used_labels(std::move(levels), in);
      result = {std::move(levels.index), levels.count};
    } else {
      design::Pairs crossed = design::pairs(result.of_row, result.count, levels.index, levels.count);
      result = {std::move(crossed.index), crossed.count()};
    }
  }
  return result;
}

void replace_no_label(std::span<std::uint32_t> indices, std::size_t none) {
  std::ranges::replace(indices, design::no_label, static_cast<std::uint32_t>(none));
}

// The rows of one chunk by domain. With more domains than a chunk has rows there is nothing to bring together: the rows
// stay as they are.
void order_by(std::span<const std::uint32_t> domain_of, std::size_t domains, std::span<std::uint16_t> order) {
  if (domains > chunk_rows) {
    std::iota(order.begin(), order.end(), std::uint16_t{0});
    return;
  }
  std::vector<std::uint32_t> place(domains + 2);  // of the next row of each domain, and of those in none
  for (const std::uint32_t domain : domain_of) {
    ++place[domain + 1];
  }
  std::partial_sum(place.begin(), place.end(), place.begin());
  for (std::size_t row = 0; row < domain_of.size(); ++row) {
    order[place[domain_of[row]]++] = static_cast<std::uint16_t>(row);
  }
}

}  // namespace

std::uint32_t Breakdown::domain_of_cell(std::uint32_t cell, std::uint32_t guess) const {
  const bool guessed = guess < domains.size() && cell >= begin[guess] && cell < begin[guess + 1];
  return guessed ? guess : static_cast<std::uint32_t>(std::ranges::upper_bound(begin, cell) - begin.begin()) - 1;
}

Breakdown breakdown(const std::vector<std::string>& columns, const data::Table& table, const design::Design& design,
                    std::span<const std::uint8_t> keep) {
  auto [domain, count] = domains(columns, table, counted(design, keep));
  Breakdown result;
  People in = people(domain, count, design);
  result.domains.resize(count);
  for (std::uint32_t d = 0; d < count; ++d) {
    for (const std::string& name : columns) {
      result.domains[d].push_back(level_at(table.column(name), in.first_row[d]));
    }
  }
  result.respondents = std::move(in.respondents);
  result.weights = std::move(in.weights);
  design::Pairs cells = design::pairs(domain, count, design.groups(), design.group_count());
  result.group = std::move(cells.low);
  result.begin.assign(count + 1, 0);
  for (const std::uint32_t d : cells.high) {
    ++result.begin[d + 1];
  }
  for (std::uint32_t d = 0; d < count; ++d) {
    result.begin[d + 1] += result.begin[d];
  }
  result.order.resize(table.rows());
  result.domain_of = std::move(domain);
  result.cell_of = std::move(cells.index);
  num::for_each_block(
      table.rows(),
      [&](std::size_t first, std::size_t last) {
        const std::span domain_of = std::span(result.domain_of).subspan(first, last - first);
        replace_no_label(domain_of, count);
        replace_no_label(std::span(result.cell_of).subspan(first, last - first), result.cells());
        order_by(domain_of, count, std::span(result.order).subspan(first, last - first));
      },
      chunk_rows);
  return result;
}

}  // namespace kith::estimate
