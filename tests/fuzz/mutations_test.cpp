// A short fuzz run that needs no clang: every harness meets its seeds and thousands of mutations of them, the same each
// time. A crash or a failed check ends the program; the sanitizer presets see the rest.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"
#include "fuzz/harnesses.h"

namespace kith::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr int mutations = 2000;  // of each harness

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : engine_(seed) {}

  // A few edits of the kinds that libFuzzer makes: bytes changed, inserted, removed, repeated, spliced from another
  // seed.
  std::string mutate(const std::vector<std::string>& seeds) {
    std::string bytes = seeds[up_to(seeds.size() - 1)];
    for (std::size_t edits = up_to(5) + 1; edits > 0; --edits) {
      const std::size_t at = up_to(bytes.size());
      switch (up_to(5)) {
        case 0:
          if (at < bytes.size()) {
            bytes[at] = static_cast<char>(up_to(255));
          }
          break;
        case 1:
          bytes.insert(at, 1, static_cast<char>(up_to(255)));
          break;
        case 2:
          bytes.erase(at, up_to(8));
          break;
        case 3:
          bytes.insert(at, bytes.substr(at, up_to(32)));
          break;
        case 4: {
          const std::string& other = seeds[up_to(seeds.size() - 1)];
          bytes.insert(at, other.substr(up_to(other.size()), up_to(64)));
          break;
        }
        default:
          bytes.resize(at);
      }
    }
    return bytes;
  }

 private:
  std::size_t up_to(std::size_t most) { return static_cast<std::size_t>(engine_() % (most + 1)); }

  std::mt19937_64 engine_;  // its sequence is fixed by the standard
};

std::vector<std::string> seeds_of(const std::string& name) {
  std::vector<std::string> seeds{""};
  const fs::path folder = fs::path(KITH_SOURCE) / "tests/fuzz/seeds" / name;
  if (fs::is_directory(folder)) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) {
        seeds.push_back(read_file(entry.path()));
      }
    }
  }
  std::ranges::sort(seeds);  // a folder has no order
  return seeds;
}

void feed(const Harness& harness, const std::string& bytes) {
  const std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());  // exact size: reads past the end are seen
  EXPECT_EQ(harness.one_input(copy.data(), copy.size()), 0);
}

TEST(Fuzz, EveryHarnessSurvivesItsSeedsAndTheirMutations) {
  ASSERT_FALSE(harnesses().empty());
  for (const Harness& harness : harnesses()) {
    SCOPED_TRACE(harness.name);
    const std::vector<std::string> seeds = seeds_of(harness.name);
    for (const std::string& seed : seeds) {
      feed(harness, seed);
    }
    Mutator mutator(1);
    for (int i = 0; i < mutations; ++i) {
      feed(harness, mutator.mutate(seeds));
    }
  }
}

TEST(Fuzz, EveryFolderOfSeedsHasAHarness) {
  for (const auto& entry : fs::directory_iterator(fs::path(KITH_SOURCE) / "tests/fuzz/seeds")) {
    const std::string name = entry.path().filename().string();
    EXPECT_TRUE(std::ranges::any_of(harnesses(), [&](const Harness& harness) { return harness.name == name; })) << name;
  }
}

}  // namespace
}  // namespace kith::fuzz
