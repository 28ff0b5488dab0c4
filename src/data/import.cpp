#include "data/import.h"

#include "data/csv.h"
#include "data/foreign.h"
#include "data/labelled.h"
#include "data/mapped_file.h"
#include "data/prepared.h"
#include "data/xlsx_read.h"

namespace kith::data {

namespace {

enum class Content { Text, Sav, Por, Dta, Xlsx, Encrypted };

// Stata before version 13 begins with its version, byte order 1 or 2, 1, 0.
bool is_old_stata(std::string_view bytes) {
  return bytes.size() > 4 && static_cast<unsigned char>(bytes[0]) >= 104 &&
         static_cast<unsigned char>(bytes[0]) <= 115 && (bytes[1] == 1 || bytes[1] == 2) && bytes[2] == 1 &&
         bytes[3] == 0;
}

Content content_of(const std::filesystem::path& path, std::string_view bytes) {
  if (bytes.starts_with("$FL2") || bytes.starts_with("$FL3")) {
    return Content::Sav;
  }
  // An encrypted workbook is an old container file with this name, in UTF-16, in its directory.
  constexpr std::string_view encrypted_workbook("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  if (bytes.substr(0, 64).find("ENCRYPTEDSAV") != std::string_view::npos ||
      (bytes.starts_with("\xD0\xCF\x11\xE0") && bytes.find(encrypted_workbook) != std::string_view::npos)) {
    return Content::Encrypted;
  }
  if (bytes.starts_with("<stata_dta>") || is_old_stata(bytes)) {
    return Content::Dta;
  }
  if (bytes.starts_with("PK\x03\x04")) {
    return Content::Xlsx;
  }
  return path.extension() == ".por" || path.extension() == ".POR" ? Content::Por : Content::Text;
}

}  // namespace

Imported read(const std::filesystem::path& path, const ReadOptions& options) {
  const auto kept = std::make_shared<const MappedFile>(path);
  const MappedFile& file = *kept;
  if (is_prepared(file.bytes())) {
    return read_prepared(kept, path.string(), options);
  }
  switch (content_of(path, file.bytes())) {
    case Content::Sav:
      return read_labelled(file.bytes(), LabelledFormat::Sav, path.string(), options);
    case Content::Por:
      return read_labelled(file.bytes(), LabelledFormat::Por, path.string(), options);
    case Content::Dta:
      return read_labelled(file.bytes(), LabelledFormat::Dta, path.string(), options);
    case Content::Encrypted:
      throw Error({"encrypted-file",
                   "the file is encrypted",
                   {path.string(), 0},
                   "open it with its password and save it without one"});
    case Content::Xlsx:
      return read_xlsx(file.bytes(), path.string(), options);
    case Content::Text:
      break;
  }
  if (auto foreign = foreign_file(file.bytes(), path.string())) {
    throw Error(std::move(*foreign));
  }
  return read_csv(file, path.string(), options);
}

}  // namespace kith::data
