// Files, at the rim. Every failure is an Error that names the path; nothing half-written is ever left behind.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

// The whole file as bytes. Error (Input, "no-file") when it does not exist; (Machine) when it cannot be read.
std::string read_file(const std::filesystem::path& path);

// Writes beside the target and renames over it: readers see the old bytes or the new ones.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// Files that appear together or not at all: they are kept in memory until `commit`, then each is written beside its
// target, and renamed when all are written. A run that fails leaves the folder as it was.
class FileSet {
 public:
  void add(std::string name, std::string bytes);  // `name` is relative to the folder given to commit
  void commit(const std::filesystem::path& folder) const;
  std::vector<std::string> names() const;

 private:
  std::vector<std::pair<std::string, std::string>> files_;
};

// SHA-256 of the bytes, as 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

// Regular files below `folder` that `accept` wants (by extension, lower case with its dot), sorted by path.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               const std::vector<std::string>& extensions);

}  // namespace kith
