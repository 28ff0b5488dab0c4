// `kith simulate` as it is typed.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "cli/main.h"

namespace kith::cli {
namespace {

namespace fs = std::filesystem;

// A copy of the example study that a test may spoil.
class SimulateCommand : public ::testing::Test {
 protected:
  SimulateCommand()
      : folder_(fs::temp_directory_path() /
                (std::string("kith-cli-") + ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
    fs::remove_all(folder_);
    fs::copy(fs::path(KITH_SOURCE) / "examples" / "community-power", folder_, fs::copy_options::recursive);
    fs::remove_all(folder_ / "responses");
    fs::remove_all(folder_ / "codings");
  }
  ~SimulateCommand() override { fs::remove_all(folder_); }

  // Runs `kith simulate FOLDER arguments...`; the exit code.
  int simulate(std::vector<std::string> arguments = {}) {
    std::vector<std::string> words = {"kith", "simulate", folder_.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) {
      argv.push_back(word.data());
    }
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    const int code = run(static_cast<int>(argv.size()), argv.data());
    out_ = ::testing::internal::GetCapturedStdout();
    err_ = ::testing::internal::GetCapturedStderr();
    return code;
  }

  fs::path folder_;
  std::string out_, err_;
};

TEST_F(SimulateCommand, WritesEveryFileAndSaysWhatIsInIt) {
  EXPECT_EQ(simulate(), 0) << err_;
  EXPECT_EQ(read_file(folder_ / "responses/w1-participants.csv"),
            read_file(fs::path(KITH_SOURCE) / "examples/community-power/responses/w1-participants.csv"));
  EXPECT_TRUE(fs::exists(folder_ / "responses/w1-practitioners.csv"));
  EXPECT_TRUE(fs::exists(folder_ / "codings/difference.csv"));
  EXPECT_NE(out_.find("responses/w1-participants.csv       914 rows"), std::string::npos) << out_;
  EXPECT_NE(out_.find("Targets met: 38"), std::string::npos) << out_;
  EXPECT_NE(out_.find("neighbours_all            75%"), std::string::npos) << out_;
  EXPECT_NE(out_.find("Every response in this study is synthetic"), std::string::npos) << out_;
}

TEST_F(SimulateCommand, NeverTouchesAStudyWithRealResponses) {
  std::string study = read_file(folder_ / "study.toml");
  const std::size_t at = study.find("synthetic = ");
  study.erase(at, study.find('\n', at) - at);
  write_file(folder_ / "study.toml", study);
  EXPECT_EQ(simulate(), 1);
  EXPECT_NE(err_.find("study.toml: the study does not say that its responses are synthetic"), std::string::npos)
      << err_;
  EXPECT_FALSE(fs::exists(folder_ / "responses"));
}

TEST_F(SimulateCommand, WritesNothingWhenATargetCannotBeMet) {
  EXPECT_EQ(simulate({"--size", "30"}), 1);
  EXPECT_NE(err_.find("cannot be"), std::string::npos) << err_;
  EXPECT_FALSE(fs::exists(folder_ / "responses"));
}

TEST_F(SimulateCommand, DrawsAsManyAsAsked) {
  fs::remove(folder_ / "simulate.toml");
  write_file(folder_ / "simulate.toml", "# nothing is asked for\n");
  EXPECT_EQ(simulate({"--size", "50", "--seed", "7"}), 0) << err_;
  const std::string bytes = read_file(folder_ / "responses/w1-participants.csv");
  EXPECT_EQ(std::count(bytes.begin(), bytes.end(), '\n'), 51);
}

TEST_F(SimulateCommand, RefusesASizeOfNobody) {
  EXPECT_EQ(simulate({"--size", "0"}), 2);
}

}  // namespace
}  // namespace kith::cli
