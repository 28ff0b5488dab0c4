// Any bytes as a prepared table, and a whole one with a few of its bytes changed: an Error or a table whose every cell
// can be read.
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "data/prepared.h"

namespace {

using namespace kith::data;

std::string whole() {
  Table table;
  table.source = "answers.csv";
  table.add(Column::categorical("trust", {{"1", "Many", 1, Missing::None}, {"2", "Some", 2, Missing::None}},
                                {0, 1, missing_code(Missing::Blank), 0}));
  table.add(Column::number("age", {16, 90, 0, 41}, {0, 0, 3, 0}));
  table.add(Column::text("said", {"more", "", "of it", "less"}));
  table.sets.push_back({"set", "Tick all", {{"1", "Trust", "trust", "1"}}});
  return prepared(table);
}

void read(std::string bytes) {
  try {
    const Imported imported = read_prepared(MappedFile::holding(std::move(bytes)), "fuzz.kith", {});
    for (const Column& column : imported.table.columns()) {
      for (std::size_t row = 0; row < column.size(); ++row) {
        (void)column.label_at(row);
        (void)column.number_at(row);
      }
    }
  } catch (const kith::Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size >= 8) {
    read(std::string(reinterpret_cast<const char*>(data), size));
  }
  std::string changed = whole();
  for (std::size_t i = 0; i + 3 <= size; i += 3) {
    changed[(std::size_t{data[i]} * 256 + data[i + 1]) % changed.size()] = static_cast<char>(data[i + 2]);
  }
  read(std::move(changed));
  return 0;
}
