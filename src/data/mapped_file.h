// A file's bytes for reading once: small files are copied, large ones mapped, so that reading a gigabyte does not need
// one.
//
// A mapped file must not shrink while it is read (the system would end the process): above `copied_up_to` only.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace kith::data {

class MappedFile {
 public:
  static constexpr std::size_t copied_up_to = std::size_t{16} << 20U;

  // Error as kith::read_file.
  explicit MappedFile(const std::filesystem::path& path);
  // Bytes that are in memory already, as if they had been read.
  static std::shared_ptr<const MappedFile> holding(std::string bytes);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::string_view bytes() const { return mapped_ != nullptr ? std::string_view(mapped_, size_) : copied_; }
  // These bytes will not be read again soon: their memory goes back to the system. They stay readable.
  void forget(std::size_t begin, std::size_t end) const;

 private:
  MappedFile() = default;
  std::string copied_;
  char* mapped_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace kith::data
