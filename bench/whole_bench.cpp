// The whole process beside R survey: `kith estimate` from its start to its end, the reading of the CSV included, for 30
// means by 40 groups under strata, clusters and weights. R's time is of the estimates alone, its reading left out.
// First the two answers are held against each other. Without R, our own figures only.
//
//   whole_bench [ROWS | FILE.csv] [--no-peer]
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "measure.h"
#include "peer.h"
#include "synthetic.h"
#include "task.h"

namespace {

namespace fs = std::filesystem;
using namespace kith;

constexpr double tolerance = 1e-8;
constexpr double target = 80;

// The program beside this one.
std::string command(const fs::path& file, const fs::path& out) {
  const fs::path kith = fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "kith";
  std::string text =
      fmt::format("'{}' estimate '{}' --by g40 --weight w --strata stratum --cluster psuid --format json",
                  kith.string(), file.string());
  for (const std::string& item : bench::items()) {
    text += fmt::format(" --measure 'mean({})'", item);
  }
  return text + fmt::format(" > '{}' 2> /dev/null", out.string());
}

bench::Numbers numbers_in(const fs::path& out) {
  std::ifstream in(out);
  const nlohmann::json answer = nlohmann::json::parse(in);
  bench::Numbers numbers;
  for (const nlohmann::json& finding : answer.at("findings")) {
    const auto measure = finding.at("measure").get<std::string>();  // mean(l1)
    const std::string key =
        fmt::format("{}|{}", measure.substr(5, measure.size() - 6), finding.at("by").at("g40").get<std::string>());
    numbers[key + "|value"] = finding.at("value").get<double>();
    numbers[key + "|se"] = finding.at("se").get<double>();
  }
  return numbers;
}

}  // namespace

int main(int count, char** words) {
  std::vector<std::string> arguments(words + 1, words + count);
  const bool peer_wanted = std::erase(arguments, "--no-peer") == 0;
  fs::path file = arguments.empty() ? "1000000" : arguments.front();
  const bool made = file.extension() != ".csv";
  if (made) {
    const std::int64_t rows = std::stoll(file.string());
    file = fs::temp_directory_path() / fmt::format("kith-whole-{}.csv", rows);
    bench::write_synthetic_csv(rows, file);
  }
  const fs::path out = fs::temp_directory_path() / "kith-whole.json";
  std::array<double, 5> times{};
  for (double& time : times) {
    int status = 0;
    time = bench::seconds([&] { status = std::system(command(file, out).c_str()); });
    if (status != 0) {
      fmt::print("kith estimate ended with {}\n", WEXITSTATUS(status));
      return 1;
    }
  }
  std::ranges::sort(times);
  rusage children{};
  getrusage(RUSAGE_CHILDREN, &children);
  fmt::print("kith estimate, {:.1f} MB of CSV to 30 means by 40 groups: {:.3f} s ({:.3f} to {:.3f}), peak {:.0f} MB\n",
             static_cast<double>(fs::file_size(file)) / 1e6, times[2], times.front(), times.back(),
             static_cast<double>(children.ru_maxrss) / 1e3);
  bool agreed = true;
  if (const auto version = peer_wanted ? bench::peer_version() : std::nullopt) {
    const auto theirs = bench::peer_answers("peer.R", {file.string(), "means_by"});
    const bench::PeerAnswer& answer = theirs.at("means_by");
    const bench::Agreement with = bench::compare(numbers_in(out), answer.numbers);
    agreed = with.missing == 0 && with.compared > 0 && with.worst <= tolerance;
    fmt::print("{} without its reading: {:.1f} s, {:.0f} times ours (target {:.0f}); {} numbers, worst {:.1e}{}\n",
               *version, answer.seconds, answer.seconds / times[2], target, with.compared, with.worst,
               agreed ? "" : fmt::format(" DIFFER at {} ({} missing)", with.where, with.missing));
  }
  fs::remove(out);
  if (made) {
    fs::remove(file);
  }
  return agreed ? 0 : 1;
}
