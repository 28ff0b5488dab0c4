// The study in tests/study/base, copied to a folder of its own, where a test may change it.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "base/problem.h"
#include "study/load.h"

namespace kith::tests {

class BaseStudy {
 public:
  explicit BaseStudy(const std::string& name)
      : folder_(std::filesystem::temp_directory_path() / ("kith-" + name + "-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::copy(std::filesystem::path(KITH_SOURCE) / "tests/study/base", folder_,
                          std::filesystem::copy_options::recursive);
  }
  BaseStudy(const BaseStudy&) = delete;
  BaseStudy& operator=(const BaseStudy&) = delete;
  BaseStudy(BaseStudy&&) = delete;
  BaseStudy& operator=(BaseStudy&&) = delete;
  ~BaseStudy() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  const std::filesystem::path& folder() const { return folder_; }

  // The first `from` becomes `to`; an empty `from` appends. False when the file has no `from`.
  bool change(const std::string& file, const std::string& from, const std::string& to) const {
    const std::filesystem::path path = folder_ / file;
    std::string bytes = std::filesystem::exists(path) ? read_file(path) : "";
    const std::size_t at = from.empty() ? bytes.size() : bytes.find(from);
    if (at == std::string::npos) {
      return false;
    }
    bytes.replace(at, from.size(), to);
    write_file(path, bytes);
    return true;
  }

  study::Study load() const { return study::load(folder_); }

  // Everything that `kith check` would print; empty when the study has no problem.
  std::string problems() const {
    try {
      (void)load();
      return {};
    } catch (const Error& error) {
      return error.what();
    }
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace kith::tests
