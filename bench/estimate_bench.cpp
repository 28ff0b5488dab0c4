// `kith estimate` from the file to the figures: 1,000,000 rows, 30 means by a 40-level group under a stratified,
// clustered design. Prints how fast the CSV is read, how much memory a categorical cell costs in all, and how many
// times the floor of memory bandwidth the estimation takes once the table is there.
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "base/heap.h"
#include "data/import.h"
#include "estimate/estimate.h"
#include "measure.h"
#include "synthetic.h"

namespace {

namespace fs = std::filesystem;
using namespace kith;

std::int64_t categorical_cells(const data::Table& table) {
  std::int64_t cells = 0;
  for (const data::Column& column : table.columns()) {
    cells += column.kind() == data::Kind::Categorical ? static_cast<std::int64_t>(column.size()) : 0;
  }
  return cells;
}

estimate::Request thirty_means_by_forty() {
  estimate::Request request;
  for (int i = 1; i <= 20; ++i) {
    request.measures.push_back(fmt::format("mean(l{})", i));
  }
  for (int i = 1; i <= 10; ++i) {
    request.measures.push_back(fmt::format("mean(b{})", i));
  }
  request.breakdowns = {{"g40"}};
  request.design.weight = "w";
  request.design.strata = {"stratum"};
  request.design.clusters = {"psuid"};
  return request;
}

}  // namespace

int main(int count, char** words) {
  keep_freed_memory();
  const std::int64_t rows = count > 1 ? std::atoll(words[1]) : 1'000'000;
  const fs::path file = fs::temp_directory_path() / fmt::format("kith-bench-{}.csv", rows);
  bench::write_synthetic_csv(rows, file);
  const double megabytes = static_cast<double>(fs::file_size(file)) / 1e6;

  const std::int64_t before = bench::peak_memory();
  data::Imported imported;
  const double reading = bench::seconds([&] { imported = data::read(file); });
  const data::Table& table = imported.table;
  const estimate::Request request = thirty_means_by_forty();
  std::size_t findings = 0;
  double estimating = 1e9;
  for (int pass = 0; pass < 3; ++pass) {
    estimating =
        std::min(estimating, bench::seconds([&] { findings = estimate::estimate(table, request).findings().size(); }));
  }
  const double memory = static_cast<double>(bench::peak_memory() - before);
  const auto cells = static_cast<double>(categorical_cells(table));
  const double others = static_cast<double>(table.bytes()) - cells;  // numbers and text, eight bytes and more a cell

  fmt::print("rows {}, columns {}, file {:.1f} MB\n", table.rows(), table.columns().size(), megabytes);
  fmt::print("read          {:8.3f} s   {:8.0f} MB/s\n", reading, megabytes / reading);
  fmt::print("30 means x 40 {:8.3f} s   {} findings, {:.0f} million rows/s\n", estimating, findings,
             static_cast<double>(rows) / estimating / 1e6);
  fmt::print("read and estimate {:.3f} s, {:.0f} MB/s of file\n", reading + estimating,
             megabytes / (reading + estimating));
  fmt::print(
      "memory {:.0f} MB at the peak; less numbers and text, {:.2f} bytes a categorical cell (all of it: {:.2f})\n",
      memory / 1e6, (memory - others) / cells, memory / cells);

  const double bytes = static_cast<double>(rows) * (30 + 1 + 8 + 1 + 2);  // items, group, weight, stratum, cluster
  const double bandwidth = bench::read_bandwidth();
  fmt::print("floor {:.4f} s at {:.1f} GB/s; estimation takes {:.1f} times the floor\n", bytes / bandwidth,
             bandwidth / 1e9, estimating / (bytes / bandwidth));
  fs::remove(file);
  return 0;
}
