// Words that set a bound beside a quantity: "over 70%", "fewer than half", "nearly everyone".
#include <array>

#include "report/claim_words.h"

namespace kith::report {

namespace {

using enum Threshold;

constexpr std::array phrases{
    Phrase{"over", Over},
    Phrase{"above", Over},
    Phrase{"beyond", Over},
    Phrase{"past", Over},
    Phrase{">", Over},
    Phrase{"more|greater|higher|larger|better|bigger than", Over},
    Phrase{"exceed|exceeds|exceeded|exceeding", Over},
    Phrase{"surpass|surpasses|surpassed|surpassing", Over},
    Phrase{"top|tops|topped|topping", Over},
    Phrase{"in excess of", Over},
    Phrase{"upwards of", Over},
    Phrase{"north of", Over},

    Phrase{"at least", AtLeast},
    Phrase{"≥", AtLeast},
    Phrase{"no|not fewer|less|lower|smaller than", AtLeast},
    Phrase{"not|never under|below", AtLeast},
    Phrase{"a minimum of", AtLeast},
    Phrase{"reach|reaches|reached|attain|attains|attained", AtLeast},
    Phrase{"fully", AtLeast},
    Phrase{"a full", AtLeast},

    Phrase{"under", Under},
    Phrase{"below", Under},
    Phrase{"<", Under},
    Phrase{"less|fewer|lower|smaller than", Under},
    Phrase{"south of", Under},
    Phrase{"short of", Under},
    Phrase{"not even", Under},
    Phrase{"fall|falls|fell short of", Under},

    Phrase{"at most", AtMost},
    Phrase{"at the most", AtMost},
    Phrase{"up to", AtMost},
    Phrase{"≤", AtMost},
    Phrase{"no|not more|greater|higher|larger|bigger than", AtMost},
    Phrase{"not over|above", AtMost},
    Phrase{"a maximum of", AtMost},

    Phrase{"nearly", Nearly},
    Phrase{"almost", Nearly},
    Phrase{"virtually", Nearly},
    Phrase{"practically", Nearly},
    Phrase{"approaching", Nearly},
    Phrase{"nearing", Nearly},
    Phrase{"not quite", Nearly},
    Phrase{"very nearly", Nearly},
    Phrase{"getting on for", Nearly},
    Phrase{"verging on", Nearly},
    Phrase{"just short|shy of", Nearly},
    Phrase{"not far off|short", Nearly},
    Phrase{"a? just|slightly|marginally|little|shade|fraction under|below", Nearly},
    Phrase{"a? just|slightly|marginally|little|shade|fraction less|fewer|lower than", Nearly},

    Phrase{"a? just|slightly|marginally|little|shade|fraction over|above", JustOver},
    Phrase{"a? just|slightly|marginally|little|shade|fraction more|greater|higher than", JustOver},

    Phrase{"about", About},
    Phrase{"around", About},
    Phrase{"roughly", About},
    Phrase{"approximately", About},
    Phrase{"some", About},
    Phrase{"circa", About},
    Phrase{"broadly", About},
    Phrase{"≈", About},
    Phrase{"close to|on", About},
    Phrase{"in the region of", About},
    Phrase{"of the order of", About},
    Phrase{"as many|few|much|little|high|low as", About},
    Phrase{"just|only|merely", About},
    Phrase{"just|only about|around", About},

    Phrase{"well|far|much|considerably|substantially|significantly|comfortably over|above", WellOver},
    Phrase{"well|far|much|considerably|substantially|significantly|comfortably more|greater|higher than", WellOver},
    Phrase{"well in excess of", WellOver},

    Phrase{"well|far|much|considerably|substantially|significantly under|below", WellUnder},
    Phrase{"well|far|much|considerably|substantially|significantly less|fewer|lower than", WellUnder},
    Phrase{"well short of", WellUnder},
    Phrase{"nowhere near", WellUnder},

    Phrase{"barely", Barely},
    Phrase{"hardly", Barely},
    Phrase{"scarcely", Barely},
    Phrase{"only just over?", Barely},

    Phrase{"exactly|precisely", Exactly},
};

}  // namespace

std::span<const Phrase> thresholds() {
  return phrases;
}

}  // namespace kith::report
