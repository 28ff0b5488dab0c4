#include "data/zip_archive.h"

#include <zip.h>

#include <algorithm>
#include <array>

#include "base/problem.h"

namespace kith::data {

namespace {

struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

}  // namespace

void ZipArchive::Close::operator()(zip* archive) const {
  zip_discard(archive);
}

ZipArchive::ZipArchive(std::string_view bytes, std::string source, ZipLimits limits)
    : source_(std::move(source)), limits_(limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const from = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  archive_.reset(from == nullptr ? nullptr : zip_open_from_source(from, ZIP_RDONLY, &error));
  if (!archive_ && from != nullptr) {
    zip_source_free(from);
  }
  zip_error_fini(&error);
  if (!archive_) {
    throw Error({"unreadable-file", "the file is damaged or incomplete", {source_, 0}, "copy or export it again"});
  }
}

std::optional<std::string> ZipArchive::read(const std::string& name) {
  const zip_int64_t index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) {
    return std::nullopt;
  }
  const std::unique_ptr<zip_file_t, CloseEntry> entry(
      zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0));
  std::string bytes;
  std::array<char, 1 << 16> block{};
  zip_int64_t size = -1;
  while (entry && (size = zip_fread(entry.get(), block.data(), block.size())) > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(size));
    unpacked_ += static_cast<std::size_t>(size);
    if (bytes.size() > limits_.of_entry || unpacked_ > limits_.of_all) {
      throw Error(
          {"too-large", "the file unpacks to more than a survey needs", {source_, 0}, "export the answers as .csv"});
    }
  }
  if (size < 0) {
    throw Error({"unreadable-file", "the file is damaged or encrypted", {source_, 0}, "copy or export it again"});
  }
  return bytes;
}

std::vector<std::string> ZipArchive::names() const {
  std::vector<std::string> names;
  const zip_int64_t entries = zip_get_num_entries(archive_.get(), 0);
  for (zip_int64_t i = 0; i < entries; ++i) {
    const char* const name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), 0);
    names.emplace_back(name == nullptr ? "" : name);
  }
  return names;
}

std::size_t ZipArchive::size(const std::string& name) const {
  zip_stat_t stat{};
  const bool known = zip_stat(archive_.get(), name.c_str(), 0, &stat) == 0 && (stat.valid & ZIP_STAT_SIZE) != 0;
  return known ? static_cast<std::size_t>(stat.size) : 0;
}

}  // namespace kith::data
