// Words before the thing compared with.
#include <array>

#include "report/claim_words.h"

namespace kith::report {

namespace {

constexpr std::array phrases{
    Phrase{"than", Marker{}},
    Phrase{"compared|comparing to|with", Marker{}},
    Phrase{"in comparison with|to", Marker{}},
    Phrase{"by comparison with", Marker{}},
    Phrase{"relative to", Marker{}},
    Phrase{"in contrast to|with", Marker{}},
    Phrase{"versus|vs", Marker{}},
    Phrase{"against", Marker{}},
    Phrase{"as opposed to", Marker{}},
    Phrase{"unlike", Marker{}},
    Phrase{"set beside|against", Marker{}},
    Phrase{"next to & #figure", Marker{}},
};

}  // namespace

std::span<const Phrase> markers() {
  return phrases;
}

}  // namespace kith::report
