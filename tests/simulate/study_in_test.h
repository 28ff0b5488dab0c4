// What the tests of this area share: the example study, small studies written for a test, and a reader of CSV that owes
// nothing to the program's own.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/problem.h"
#include "simulate/simulate.h"
#include "study/load.h"

namespace kith::tests {

// Columns by name, cells in the order of the rows.
using Columns = std::map<std::string, std::vector<std::string>>;

inline Columns parse_csv(const std::string& bytes) {
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  bool quoted = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '"' && quoted && i + 1 < bytes.size() && bytes[i + 1] == '"') {
      rows.back().back() += c;
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      rows.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      rows.emplace_back(1);
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();  // after the last line's end
  Columns columns;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    EXPECT_EQ(rows[row].size(), rows[0].size()) << "row " << row;
    for (std::size_t column = 0; column < rows[0].size(); ++column) {
      columns[rows[0][column]].push_back(rows[row][column]);
    }
  }
  return columns;
}

inline std::filesystem::path example() {
  return std::filesystem::path(KITH_SOURCE) / "examples" / "community-power";
}

inline const study::Study& example_study() {
  static const study::Study study = study::load(example());
  return study;
}

inline const std::string& example_recipe() {
  static const std::string recipe = read_file(example() / "simulate.toml");
  return recipe;
}

inline const std::string& bytes_of(const simulate::Simulated& simulated, const std::string& file) {
  for (const auto& [name, bytes] : simulated.files) {
    if (name == file) {
      return bytes;
    }
  }
  ADD_FAILURE() << "no file " << file;
  static const std::string none = "\n";
  return none;
}

inline const simulate::Simulated& example_simulated() {
  static const simulate::Simulated simulated = simulate::simulate(example_study(), example_recipe());
  return simulated;
}

inline Columns example_participants() {
  return parse_csv(bytes_of(example_simulated(), "responses/w1-participants.csv"));
}

// The programme that a project's code begins with.
inline std::string programme(const std::string& project) {
  return project.substr(0, 2);
}

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// A study folder of a test's own, with the files given, gone when the test is over.
class SmallStudy {
 public:
  explicit SmallStudy(const std::map<std::string, std::string>& files)
      : folder_(std::filesystem::temp_directory_path() /
                (std::string("kith-simulate-") + ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::remove_all(folder_);
    for (const auto& [name, text] : files) {
      std::filesystem::create_directories((folder_ / name).parent_path());
      write_file(folder_ / name, text);
    }
    study_ = study::load(folder_);
  }
  ~SmallStudy() { std::filesystem::remove_all(folder_); }
  SmallStudy(const SmallStudy&) = delete;
  SmallStudy& operator=(const SmallStudy&) = delete;

  const study::Study& study() const { return study_; }

 private:
  std::filesystem::path folder_;
  study::Study study_;
};

// The problems of `recipe`, one a line.
inline std::string problems_of(const study::Study& study, const std::string& recipe) {
  try {
    (void)simulate::simulate(study, recipe);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace kith::tests
