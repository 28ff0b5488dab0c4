// Words that say how many times one figure is another. What is compared with follows "as" or comes at once.
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
    Phrase{"two times as _", Multiple{2, Up, As}},
    Phrase{"two times more|higher|greater|likelier|larger", Multiple{2, Up, Plain}},
    Phrase{"two times the|that|what", Multiple{2, Up, Object}},
    Phrase{"double", Multiple{2, Up, Object}},
    Phrase{"two fold|twofold", Multiple{2, Up, Plain}},
    Phrase{"thrice", Multiple{3, Up, As}},
    Phrase{"triple|treble", Multiple{3, Up, Object}},
    Phrase{"three times as _", Multiple{3, Up, As}},
    Phrase{"three times more|higher|greater|likelier|larger", Multiple{3, Up, Plain}},
    Phrase{"three times the|that|what|those", Multiple{3, Up, Object}},
    Phrase{"three fold|threefold", Multiple{3, Up, Plain}},
    Phrase{"four times as _", Multiple{4, Up, As}},
    Phrase{"four times more|higher|greater|likelier|larger", Multiple{4, Up, Plain}},
    Phrase{"four times the|that|what|those", Multiple{4, Up, Object}},
    Phrase{"quadruple|fourfold", Multiple{4, Up, Object}},
    Phrase{"five times as _", Multiple{5, Up, As}},
    Phrase{"five times more|higher|greater|likelier|larger", Multiple{5, Up, Plain}},
    Phrase{"five times the|that|what|those", Multiple{5, Up, Object}},
    Phrase{"fivefold", Multiple{5, Up, Plain}},
    Phrase{"ten times as _", Multiple{10, Up, As}},
    Phrase{"ten times more|higher|greater|likelier|larger", Multiple{10, Up, Plain}},
    Phrase{"ten times the|that|what|those", Multiple{10, Up, Object}},
    Phrase{"tenfold", Multiple{10, Up, Plain}},
    Phrase{"one and a half times as? _", Multiple{1.5, Up, As}},
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
