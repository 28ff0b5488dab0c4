// A zip file made of named entries, for tests that need a workbook no program would write.
#pragma once

#include <zip.h>

#include <filesystem>
#include <map>
#include <string>

#include "base/file.h"

namespace kith::tests {

inline std::string zip_bytes(const std::map<std::string, std::string>& entries) {
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "kith-zip-test.zip";
  zip_t* const archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [name, bytes] : entries) {
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8);
  }
  zip_close(archive);
  const std::string bytes = read_file(path);
  std::filesystem::remove(path);
  return bytes;
}

// A workbook of one sheet whose <sheetData> is given; `more` replaces or adds parts.
inline std::string workbook_bytes(const std::string& sheet_data, const std::map<std::string, std::string>& more = {}) {
  std::map<std::string, std::string> parts{
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Answers\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"rId1\" Type=\"t/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
       "<Relationship Id=\"rId2\" Type=\"t/sharedStrings\" Target=\"sharedStrings.xml\"/>"
       "<Relationship Id=\"rId3\" Type=\"t/styles\" Target=\"/xl/styles.xml\"/></Relationships>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + sheet_data + "</sheetData></worksheet>"}};
  for (const auto& [name, bytes] : more) {
    parts[name] = bytes;
  }
  return zip_bytes(parts);
}

}  // namespace kith::tests
