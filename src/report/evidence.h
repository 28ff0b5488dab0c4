// What the narrative needs to know to be checked, asked as questions that have a yes or a no.
//
// The report sees findings as they are released, rounded and partly withheld; whether "over 70%" or "higher than" is
// true depends on the unrounded values and on a test (K3). `run` answers from the full-precision findings; the report
// never holds them. Every id is a finding's id ("neighbours_lc").
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::report {

enum class Verdict {
  Higher,  // tested, interval of the difference above zero and q < .05
  Lower,
  NoDifference,  // tested, not distinguishable
  Same,          // practically the same: the whole interval within the smallest difference of interest (G6)
  NotTested,     // no comparator, self-attributed, grade C, or one side withheld
};

struct Tested {
  Verdict verdict = Verdict::NotTested;
  double ratio = 0;         // value / other, unrounded; 0 when not tested
  std::string explanation;  // for the problem's text: "75% against 78%, difference -10 to 4 points"
};

class Evidence {
 public:
  virtual ~Evidence() = default;

  virtual std::vector<std::string> ids() const = 0;  // every finding that exists, withheld or not
  virtual bool withheld(std::string_view id) const = 0;
  // The unrounded value lies above (below) the bound: "over 70%", "most" (0.5).
  virtual bool above(std::string_view id, double bound) const = 0;
  virtual bool below(std::string_view id, double bound) const = 0;
  // The finding against its benchmark; `benchmark` empty when the finding has only one.
  virtual Tested against_benchmark(std::string_view id, std::string_view benchmark) const = 0;
  // Two findings of the same measure: programmes, nations, waves.
  virtual Tested between(std::string_view id, std::string_view other) const = 0;
  virtual int maryland_level() const = 0;
};

}  // namespace kith::report
