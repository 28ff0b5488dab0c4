// Words that say how many times one figure is another; "three times as many" is read as a number (claim_sentence.cpp).
// What is compared with follows "as" or comes at once.
#include <array>

#include "report/claim_words.h"

namespace kith::report {

namespace {

using enum Direction;
using enum Form;

constexpr std::array phrases{
    Phrase{"twice", Multiple{2, Up, As}},
    Phrase{"twice as|so _", Multiple{2, Up, As}},
    Phrase{"twice the|that|those|what|of", Multiple{2, Up, Object}},
    Phrase{"twice more|higher|greater", Multiple{2, Up, Plain}},
    Phrase{"double", Multiple{2, Up, Object}},
    Phrase{"twofold", Multiple{2, Up, Plain}},
    Phrase{"two fold", Multiple{2, Up, Plain}},
    Phrase{"thrice", Multiple{3, Up, As}},
    Phrase{"triple|treble", Multiple{3, Up, Object}},
    Phrase{"threefold", Multiple{3, Up, Plain}},
    Phrase{"three fold", Multiple{3, Up, Plain}},
    Phrase{"quadruple|fourfold", Multiple{4, Up, Object}},
    Phrase{"fivefold", Multiple{5, Up, Plain}},
    Phrase{"tenfold", Multiple{10, Up, Plain}},
    Phrase{"half again as _", Multiple{1.5, Up, As}},

    Phrase{"doubled|doubles|doubling", Multiple{2, Up, Change}},
    Phrase{"tripled|trebled|triples|trebles|tripling|trebling", Multiple{3, Up, Change}},
    Phrase{"quadrupled|quadruples", Multiple{4, Up, Change}},

    Phrase{"half as|so _", Multiple{2, Down, As}},
    Phrase{"half the #share", Multiple{2, Down, Object}},
    Phrase{"half that|those|what of?", Multiple{2, Down, Object}},
    Phrase{"half again? the? & #figure", Multiple{2, Down, Object}},
    Phrase{"a? third as|so _", Multiple{3, Down, As}},
    Phrase{"a? quarter as|so _", Multiple{4, Down, As}},
    Phrase{"halved|halves|halving", Multiple{2, Down, Change}},
};

}  // namespace

std::span<const Phrase> multiples() {
  return phrases;
}

}  // namespace kith::report
