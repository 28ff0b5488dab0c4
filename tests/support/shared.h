// Where the real data sets lie that are not part of this project: $KITH_SHARED, by default ../shared.
// A test that needs them begins with SKIP_WITHOUT_SHARED("data/panel/x.csv").
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace kith::tests {

inline std::filesystem::path shared(const std::filesystem::path& name) {
  const char* folder = std::getenv("KITH_SHARED");
  return std::filesystem::path(folder != nullptr ? folder : KITH_SHARED_DEFAULT) / name;
}

}  // namespace kith::tests

#define SKIP_WITHOUT_SHARED(name)                                        \
  if (!std::filesystem::exists(kith::tests::shared(name))) {             \
    GTEST_SKIP() << "skipped: needs the shared data (" << (name) << ")"; \
  }
