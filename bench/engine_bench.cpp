// The estimation engine beside R survey: each task on the same file with the same design. First the answers are held
// against each other, then the times: how many times faster, rows a second, and how many times the floor that the speed
// of memory sets. Without R, our own figures only.
//
//   engine_bench [ROWS | FILE.csv] [TASK...] [--no-peer]
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/heap.h"
#include "data/import.h"
#include "measure.h"
#include "peer.h"
#include "synthetic.h"
#include "task.h"

namespace {

namespace fs = std::filesystem;
using namespace kith;

double median_seconds(const bench::Task& task, const data::Table& table, bench::Numbers& numbers) {
  std::vector<double> times;
  for (int run = 0; run < 5; ++run) {
    times.push_back(bench::seconds([&] { numbers = task.run(table); }));
  }
  std::ranges::sort(times);
  return times[times.size() / 2];
}

}  // namespace

int main(int count, char** words) {
  keep_freed_memory();
  std::vector<std::string> arguments(words + 1, words + count);
  const bool peer_wanted = std::erase(arguments, "--no-peer") == 0;
  fs::path file = arguments.empty() ? "100000" : arguments.front();
  const bool made = file.extension() != ".csv";
  if (made) {
    const std::int64_t rows = std::stoll(file.string());
    file = fs::temp_directory_path() / fmt::format("kith-engine-{}.csv", rows);
    bench::write_synthetic_csv(rows, file);
  }
  std::vector<bench::Task> tasks = bench::tasks();
  if (arguments.size() > 1) {
    std::erase_if(tasks, [&](const bench::Task& task) {
      return std::find(arguments.begin() + 1, arguments.end(), task.name) == arguments.end();
    });
  }
  std::vector<std::string> names;
  for (const bench::Task& task : tasks) {
    if (!task.peer_when_named || arguments.size() > 1) {
      names.push_back(task.name);
    }
  }
  const data::Table table = data::read(file).table;
  const auto rows = static_cast<double>(table.rows());
  const double bandwidth = bench::read_bandwidth();
  bench::forget_peak_memory();
  const auto version = peer_wanted ? bench::peer_version() : std::nullopt;
  fmt::print("{} rows; memory is read at {:.1f} GB/s; {}\n", table.rows(), bandwidth / 1e9,
             version ? "beside " + *version : "without a peer");
  names.insert(names.begin(), file.string());
  const auto theirs = version ? bench::peer_answers("peer.R", names) : std::map<std::string, bench::PeerAnswer>{};
  fmt::print("{:<46} {:>9} {:>9} {:>8} {:>7} {:>12} {:>7}  {}\n", "task", "kith ms", "R s", "ratio", "target", "rows/s",
             "floors", "agreement");
  bool agreed = true;
  for (const bench::Task& task : tasks) {
    bench::Numbers numbers;
    const double seconds = median_seconds(task, table, numbers);
    std::string peer_seconds = "-";
    std::string ratio = "-";
    std::string agreement = "-";
    if (const auto found = theirs.find(task.name); found != theirs.end()) {
      const bench::Agreement with = bench::compare(numbers, found->second.numbers);
      const bool same = with.missing == 0 && with.compared > 0 && with.worst <= task.tolerance;
      agreed = agreed && same;
      agreement = fmt::format("{} numbers, worst {:.1e}{}", with.compared, with.worst,
                              same ? "" : fmt::format(" DIFFER at {} ({} missing)", with.where, with.missing));
      peer_seconds = fmt::format("{:.3f}", found->second.seconds);
      ratio = fmt::format("{:.0f}", found->second.seconds / seconds);
    }
    fmt::print("{:<46} {:>9.2f} {:>9} {:>8} {:>7} {:>12.3g} {:>7.1f}  {}\n", task.what, seconds * 1e3, peer_seconds,
               ratio, task.target > 0 ? fmt::format("{:.0f}", task.target) : "-", rows / seconds,
               seconds / (rows * task.bytes_a_row / bandwidth), agreement);
  }
  fmt::print("peak memory {:.0f} MB, of which the table {:.0f} MB\n", static_cast<double>(bench::peak_memory()) / 1e6,
             static_cast<double>(table.bytes()) / 1e6);
  if (made) {
    fs::remove(file);
  }
  return agreed ? 0 : 1;
}
