// Any bytes as an SPSS or Stata file: an Error or a table. The dictionary that we read ourselves is tried with each.
#include <cstdint>
#include <string_view>

#include "data/labelled.h"
#include "data/sav_extras.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kith::data;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)read_sav_extras(bytes);
  for (const LabelledFormat format : {LabelledFormat::Sav, LabelledFormat::Por, LabelledFormat::Dta}) {
    try {
      (void)read_labelled(bytes, format, "fuzz");
    } catch (const kith::Error&) {
    }
  }
  return 0;
}
