#include "base/file.h"

#include <gtest/gtest.h>

#include "base/problem.h"

namespace kith {
namespace {

namespace fs = std::filesystem;

TEST(Files, AppearTogetherOrNotAtAll) {
  const fs::path folder = fs::temp_directory_path() / "kith-file-test";
  fs::remove_all(folder);
  write_file(folder / "a.txt", "old");
  FileSet files;
  files.add("a.txt", "new");
  files.add("a.txt/b.txt", "cannot be: a.txt is a file");
  EXPECT_THROW(files.commit(folder), Error);
  EXPECT_EQ(read_file(folder / "a.txt"), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1);
}

TEST(Files, AMissingOneIsTheAuthorsProblemByName) {
  try {
    read_file("/no/such/file.csv");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::Input);
    EXPECT_STREQ(error.what(), "/no/such/file.csv: there is no such file: check the path");
  }
}

TEST(Sha256, AgreesWithTheStandardsExample) {  // FIPS 180-2, appendix B.1
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Problems, AreCollectedAndThrownInOrderOfPlace) {
  Problems problems;
  problems.add("b", "second", {"plan.toml", 9});
  problems.add("a", "first", {"plan.toml", 2}, "mend it");
  try {
    problems.throw_if_any();
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "plan.toml:2: first: mend it\nplan.toml:9: second");
  }
}

}  // namespace
}  // namespace kith
