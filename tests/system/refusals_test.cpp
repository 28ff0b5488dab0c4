// What goes wrong is said with its place and remedy, exits 1, and leaves the earlier output untouched.
#include <gtest/gtest.h>

#include "base/file.h"
#include "support/process.h"

namespace kith {
namespace {

namespace fs = std::filesystem;
using tests::kith;
using tests::Scratch;

class Refusal : public ::testing::Test {
 protected:
  Refusal() {
    tests::copy_folder(fs::path(KITH_SOURCE) / "examples/community-power", study);
    fs::remove_all(study / "out");
    EXPECT_EQ(kith({"run", study.string(), "--out", out.string()}).exit_code, 0);
    before = fingerprint();
  }

  std::string fingerprint() const {
    std::string all;
    for (const char* name : {"report.html", "tables.xlsx", "findings.json"}) {
      all += sha256(tests::slurp(out / name));
    }
    return all;
  }

  void edit(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = tests::slurp(study / file);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << file << " has no " << from;
    tests::spit(study / file, text.replace(at, from.size(), to));
  }

  int line_of(const std::string& file, const std::string& what) const {
    const std::string text = tests::slurp(study / file);
    const std::size_t at = text.find(what);
    return at == std::string::npos
               ? -1
               : 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }

  // The run fails with a line that begins with `place` and holds `what`.
  void expect_refused(const std::string& place, const std::string& what) const {
    const auto outcome = kith({"run", study.string(), "--out", out.string()});
    EXPECT_EQ(outcome.exit_code, 1) << outcome.out << outcome.err;
    bool found = false;
    std::istringstream lines(outcome.err);
    for (std::string line; std::getline(lines, line);) {
      found = found || (line.rfind(place, 0) == 0 && line.find(what) != std::string::npos);
    }
    EXPECT_TRUE(found) << "no line with " << place << " ... " << what << " in:\n" << outcome.err;
    EXPECT_EQ(fingerprint(), before) << "the earlier output was touched";
  }

  const Scratch scratch;
  const fs::path study = scratch / "study";
  const fs::path out = scratch / "out";
  std::string before;
};

TEST_F(Refusal, OfAMissingOption) {
  edit("plan.toml", "positive = [\"sa\", \"a\"]", "positive = [\"sa\", \"aa\"]");
  expect_refused("plan.toml:" + std::to_string(line_of("plan.toml", "\"aa\"")), "aa");
}

TEST_F(Refusal, OfAnUnknownQuestion) {
  edit("plan.toml", "question = \"neighbours\"", "question = \"neighbors\"");
  expect_refused("plan.toml:" + std::to_string(line_of("plan.toml", "\"neighbors\"")), "did you mean `neighbours`?");
}

TEST_F(Refusal, OfABadWeight) {
  std::string csv = tests::slurp(study / "responses/w1-participants.csv");
  std::istringstream lines(csv);
  std::string weighted;
  int number = 0;
  for (std::string line; std::getline(lines, line); ++number) {
    weighted += line + (number == 0 ? ",weight" : number == 7 ? ",-2" : ",1") + "\n";
  }
  tests::spit(study / "responses/w1-participants.csv", weighted);
  edit("study.toml", "instrument = \"participants\"", "instrument = \"participants\"\nweight = \"weight\"");
  expect_refused("responses/w1-participants.csv:8", "weight");
}

TEST_F(Refusal, OfATruncatedSpssFile) {
  ASSERT_EQ(kith({"convert", (study / "responses/w1-participants.csv").string(), (study / "responses/w1.sav").string()})
                .exit_code,
            0);
  const std::string whole = tests::slurp(study / "responses/w1.sav");
  tests::spit(study / "responses/w1.sav", whole.substr(0, whole.size() / 2));
  edit("study.toml", "responses/w1-participants.csv", "responses/w1.sav");
  expect_refused("responses/w1.sav", "");
}

TEST_F(Refusal, OfAFileWithNoRows) {
  const std::string csv = tests::slurp(study / "responses/w1-participants.csv");
  tests::spit(study / "responses/w1-participants.csv", csv.substr(0, csv.find('\n') + 1));
  expect_refused("responses/w1-participants.csv", "no answers");
}

TEST_F(Refusal, OfAFalseComparison) {
  const std::string text = tests::slurp(study / "report.md");
  tests::spit(study / "report.md",
              text +
                  "\n## A last chapter\n\nFewer of those surveyed, {{share neighbours}}, stop and talk to their "
                  "neighbours, {{compare neighbours benchmark=deprived}} people living in areas with "
                  "high levels of disadvantage.\n");
  expect_refused("report.md:" + std::to_string(line_of("report.md", "Fewer of those")), "");
}

TEST_F(Refusal, OfALooseNumeral) {
  const std::string text = tests::slurp(study / "report.md");
  tests::spit(study / "report.md",
              text + "\n## A last chapter\n\n75% of those surveyed stop and talk to their neighbours.\n");
  expect_refused("report.md:" + std::to_string(line_of("report.md", "75% of those")), "75%");
}

}  // namespace
}  // namespace kith
