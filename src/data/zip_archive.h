// The entries of a zip file, each with its bytes, and never more of them than are good for us.
//
// A file that unpacks to more than the limits is refused: no survey needs it, and a few kilobytes can
// be made to unpack to gigabytes (a "zip bomb"). The limit counts the bytes that come out, not what the file declares.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct zip;

namespace kith::data {

struct ZipLimits {
  std::size_t of_entry = std::size_t{256} << 20U;
  std::size_t of_all = std::size_t{512} << 20U;
};

class ZipArchive {
 public:
  // `bytes` must outlive the archive. Error ("unreadable-file") when they are no zip file.
  ZipArchive(std::string_view bytes, std::string source, ZipLimits limits = {});

  // The bytes of an entry, or none when there is no such entry. Error when it is damaged, encrypted or too large.
  std::optional<std::string> read(const std::string& name);
  // Of all entries, in the order of the file.
  std::vector<std::string> names() const;
  // How many bytes the entry says that it unpacks to; 0 when there is no such entry.
  std::size_t size(const std::string& name) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  std::unique_ptr<zip, Close> archive_;
  std::string source_;
  ZipLimits limits_;
  std::size_t unpacked_ = 0;
};

}  // namespace kith::data
