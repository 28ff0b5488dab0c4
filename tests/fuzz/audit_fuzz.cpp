// Any bytes as a page, as findings.json and as a manifest: read to the end, or an Error.
#include <cstdint>
#include <string_view>

#include "audit/figures.h"
#include "audit/page.h"
#include "base/problem.h"
#include "disclose/attack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kith;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)audit::read_page(bytes);
  try {
    audit::Figures figures = audit::read_figures(bytes, "fuzz.json");
    audit::read_manifest(bytes, "fuzz.json", figures);
    std::vector<disclose::Seen> release;
    for (const audit::Figure& figure : figures.figures) {
      release.push_back(figure.seen);
    }
    if (release.size() < 30) {
      (void)disclose::attack(release, figures.geometry, figures.rules);
    }
  } catch (const Error&) {
  }
  return 0;
}
