#include "base/file.h"

#include <signal.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"

namespace kith {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, std::string_view what) {
  throw Error({"file-failed", fmt::format("{}: {}", what, std::strerror(errno)), {path.string(), 0}, {}},
              Fault::Machine);
}

fs::path beside(const fs::path& path) {
  return path.parent_path() / fmt::format(".{}.{}.tmp", path.filename().string(), ::getpid());
}

// While files are put in place, an interruption (Ctrl-C, a request to end) waits until they are: half of them, or the
// file beside the target, would be left behind. It is raised again afterwards.
class Uninterrupted {
 public:
  Uninterrupted() {
    interrupted_by = 0;
    struct sigaction wait{};
    wait.sa_handler = [](int signal) { interrupted_by = signal; };
    for (std::size_t i = 0; i < signals.size(); ++i) {
      ::sigaction(signals[i], &wait, &before_[i]);
    }
  }
  Uninterrupted(const Uninterrupted&) = delete;
  Uninterrupted& operator=(const Uninterrupted&) = delete;
  Uninterrupted(Uninterrupted&&) = delete;
  Uninterrupted& operator=(Uninterrupted&&) = delete;
  ~Uninterrupted() {
    for (std::size_t i = 0; i < signals.size(); ++i) {
      ::sigaction(signals[i], &before_[i], nullptr);
    }
    if (interrupted_by != 0) {
      ::raise(interrupted_by);
    }
  }

 private:
  static constexpr std::array<int, 2> signals{SIGINT, SIGTERM};
  static inline volatile std::sig_atomic_t interrupted_by = 0;
  std::array<struct sigaction, 2> before_{};
};

void write_new(const fs::path& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) {
    const int reason = errno;
    std::error_code ignored;
    fs::remove(path, ignored);
    errno = reason;
    fail(path, "cannot write");
  }
}

}  // namespace

std::string read_file(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) {
    throw Error({"no-file", "there is no such file", {path.string(), 0}, "check the path"});
  }
  if (fs::is_directory(path, ignored)) {
    throw Error({"no-file", "this is a folder, not a file", {path.string(), 0}, "name a file in it"});
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in || in.bad()) {
    fail(path, "cannot read");
  }
  return std::move(bytes).str();
}

void write_file(const fs::path& path, std::string_view bytes) {
  FileSet one;
  one.add(path.filename().string(), std::string(bytes));
  one.commit(path.has_parent_path() ? path.parent_path() : fs::path("."));
}

void FileSet::add(std::string name, std::string bytes) {
  files_.emplace_back(std::move(name), std::move(bytes));
}

void FileSet::commit(const fs::path& folder) const {
  const Uninterrupted until_done;
  std::vector<fs::path> written;
  try {
    for (const auto& [name, bytes] : files_) {
      const fs::path target = folder / name;
      std::error_code error;
      fs::create_directories(target.parent_path(), error);
      if (error) {
        errno = error.value();
        fail(target.parent_path(), "cannot make the folder");
      }
      write_new(beside(target), bytes);
      written.push_back(target);
    }
  } catch (...) {
    for (const fs::path& target : written) {
      std::error_code ignored;
      fs::remove(beside(target), ignored);
    }
    throw;
  }
  for (const fs::path& target : written) {
    std::error_code error;
    fs::rename(beside(target), target, error);
    if (error) {
      errno = error.value();
      fail(target, "cannot put the new file in place");
    }
  }
}

std::vector<std::string> FileSet::names() const {
  std::vector<std::string> names;
  names.reserve(files_.size());
  for (const auto& file : files_) {
    names.push_back(file.first);
  }
  return names;
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += fmt::format("{:02x}", byte);
  }
  return hex;
}

std::vector<fs::path> files_below(const fs::path& folder, const std::vector<std::string>& extensions) {
  std::vector<fs::path> found;
  std::error_code ignored;
  for (fs::recursive_directory_iterator it(folder, ignored), end; it != end; it.increment(ignored)) {
    const std::string extension = text::fold(it->path().extension().string());
    if (it->is_regular_file(ignored) && std::ranges::find(extensions, extension) != extensions.end()) {
      found.push_back(it->path());
    }
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace kith
