// Any bytes as a CSV file: an Error or a table whose every cell can be read, the same for one thread and for two.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "data/csv.h"

namespace {

void expect(bool holds) {
  if (!holds) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kith::data;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const Imported one = read_csv(bytes, "fuzz.csv", {.threads = 1});
    const Imported two = read_csv(bytes, "fuzz.csv", {.threads = 2});
    expect(one.table.rows() > 0 && one.table.rows() == two.table.rows());
    for (const Column& column : one.table.columns()) {
      const Column& same = two.table.column(column.name);
      for (std::size_t row = 0; row < column.size(); ++row) {
        expect(column.missing_at(row) == same.missing_at(row) && column.label_at(row) == same.label_at(row));
        expect(one.lines.of(row) > 0);
      }
    }
  } catch (const kith::Error& error) {
    expect(!error.problems().empty());
  }
  return 0;
}
