// Any bytes as an .xlsx file, and as the sheet of one: an Error or a table.
#include <zip.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "data/xlsx_read.h"

namespace {

constexpr std::string_view workbook =
    "<workbook><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
constexpr std::string_view relations =
    "<R><R Id=\"rId1\" Type=\"/worksheet\" Target=\"s.xml\"/><R Id=\"rId2\" Type=\"/sharedStrings\" Target=\"s.xml\"/>"
    "<R Id=\"rId3\" Type=\"/styles\" Target=\"s.xml\"/></R>";

// A workbook whose sheet, texts and styles are all `part`.
std::string around(std::string_view part) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* const archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  const auto add = [&](const char* name, std::string_view bytes) {
    const zip_int64_t index = zip_file_add(archive, name, zip_source_buffer(archive, bytes.data(), bytes.size(), 0), 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  };
  add("xl/workbook.xml", workbook);
  add("xl/_rels/workbook.xml.rels", relations);
  add("xl/s.xml", part);
  zip_close(archive);
  zip_source_open(target);
  zip_source_seek(target, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
  zip_source_seek(target, 0, SEEK_SET);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  zip_error_fini(&error);
  return bytes;
}

void read(std::string_view bytes) {
  try {
    (void)kith::data::read_xlsx(bytes, "fuzz.xlsx");
  } catch (const kith::Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read(bytes);
  read(around(bytes));
  return 0;
}
