// Any bytes as report.md, against the study of the narrative's tests: a story or an Error of the author's, nothing
// else, and whatever passes holds no figure that the gate withheld.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "../report/narrative_world.h"
#include "base/problem.h"
#include "report/narrative.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kith;
  static const report::tests::World world;
  study::Study study = world.study;
  study.narrative = {"report.md", std::string(reinterpret_cast<const char*>(data), size)};
  try {
    const report::Story story = report::tell(study, world.findings, world.quotes, world.evidence);
    for (const report::Chapter& chapter : story.chapters) {
      for (const report::Block& block : chapter.blocks) {
        const auto* html = std::get_if<std::string>(&block);
        if (html != nullptr && (html->find("<script") != std::string::npos ||
                                html->find("data-finding=\"neighbours_sct\"") != std::string::npos)) {
          std::abort();
        }
      }
    }
  } catch (const Error& error) {
    if (error.fault() != Fault::Input || error.problems().empty()) {
      std::abort();
    }
    for (const Problem& problem : error.problems()) {
      if (problem.where.line < 0 || problem.code.empty()) {
        std::abort();
      }
    }
  }
  return 0;
}
