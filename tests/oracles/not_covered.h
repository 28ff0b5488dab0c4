// What these oracles ask for and the evaluator does not know: counted by its text, never passed over in silence.
#pragma once

#include <stdexcept>

namespace kith::oracles {

struct NotCovered : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// R itself stops here, where Kith has no such limit (a missing value in a replicate design, say).
struct RStops : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Kith answers otherwise than R on purpose, by a rule that docs/methods.md gives with its reason; the text names it.
struct ByIntent : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace kith::oracles
