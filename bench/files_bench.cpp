// Files beside R: a CSV against data.table's fread and a .sav against foreign's read.spss, each on one thread, and how
// soon a prepared table answers. 1,000,000 rows of 45 columns unless told otherwise. Without R, our own figures only.
//
//   files_bench [ROWS] [--no-peer]
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <functional>

#include <fmt/format.h>

#include "base/heap.h"
#include "data/import.h"
#include "estimate/estimate.h"
#include "measure.h"
#include "num/sum.h"
#include "peer.h"
#include "synthetic.h"
#include "task.h"

namespace {

namespace fs = std::filesystem;
using namespace kith;

double median_of_three(const std::function<void()>& work) {
  std::array<double, 3> times{};
  std::ranges::generate(times, [&] { return bench::seconds(work); });
  std::ranges::sort(times);
  return times[1];
}

double sum_of_income(const data::Table& table) {
  num::Sum sum;
  for (const double income : table.column("income").numbers()) {
    sum += income;
  }
  return sum.value();
}

}  // namespace

int main(int count, char** words) {
  keep_freed_memory();
  std::vector<std::string> arguments(words + 1, words + count);
  const bool peer_wanted = std::erase(arguments, "--no-peer") == 0;
  const std::int64_t rows = arguments.empty() ? 1'000'000 : std::stoll(arguments.front());
  const fs::path stem = fs::temp_directory_path() / fmt::format("kith-files-{}", rows);
  const auto file = [&](const char* extension) { return fs::path(stem).replace_extension(extension); };
  bench::write_synthetic_csv(rows, file(".csv"));
  data::Table table = data::read(file(".csv")).table;
  data::write(table, file(".sav"));
  data::write(table, file(".kith"));

  const bool peer = peer_wanted && bench::peer_version().has_value();
  const auto theirs = peer ? bench::peer_answers("peer_files.R", {file(".csv").string(), file(".sav").string()})
                           : std::map<std::string, bench::PeerAnswer>{};
  bool agreed = true;
  fmt::print("{:<34} {:>8} {:>10} {:>10} {:>8}  {}\n", "one thread", "MB", "kith s", "R s", "ratio", "agreement");
  for (const char* kind : {"csv", "sav"}) {
    const fs::path path = file(fmt::format(".{}", kind).c_str());
    const double seconds = median_of_three([&] { table = data::read(path, {.threads = 1}).table; });
    const auto found = theirs.find(kind);
    const bool compared = found != theirs.end();
    const double wanted = compared ? found->second.numbers.at("income") : sum_of_income(table);
    const double difference = std::fabs(sum_of_income(table) / wanted - 1);
    agreed = agreed && difference < 1e-12;
    fmt::print("{:<34} {:>8.1f} {:>10.3f} {:>10} {:>8}  {}\n", fmt::format("read .{}", kind),
               static_cast<double>(fs::file_size(path)) / 1e6, seconds,
               compared ? fmt::format("{:.3f}", found->second.seconds) : "-",
               compared ? fmt::format("{:.2f}", found->second.seconds / seconds) : "-",
               compared ? fmt::format("income adds up to within {:.0e}", difference) : "-");
  }
  const double mapped = median_of_three([&] { table = data::read(file(".kith")).table; });
  const double answered = median_of_three([&] {
    const data::Table prepared = data::read(file(".kith")).table;
    estimate::estimate(prepared, {.measures = {"mean(l1)"}, .breakdowns = {{"g40"}}, .design = bench::clustered()});
  });
  fmt::print("prepared table: there after {:.1f} ms; a mean by 40 groups, the file's opening included, {:.1f} ms\n",
             mapped * 1e3, answered * 1e3);
  for (const char* extension : {".csv", ".sav", ".kith"}) {
    fs::remove(file(extension));
  }
  return agreed ? 0 : 1;
}
