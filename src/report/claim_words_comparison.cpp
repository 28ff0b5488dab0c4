// Words that say one figure is more, less, or other than another. Those of time stand in claim_words_change.cpp, those
// of sameness in claim_words_same.cpp.
#include <array>

#include "report/claim_words.h"

namespace kith::report {

namespace {

using enum Direction;
using enum Form;

constexpr std::array phrases{
    Phrase{"more|higher|greater|larger|bigger|better|stronger|wider|deeper|likelier|commoner|keener|readier|surer|"
           "richer|livelier",
           Comparison{Up, Plain}},
    Phrase{"safer|happier|healthier|lonelier|sadder|friendlier|prouder|wealthier|busier|fitter", Comparison{Up, Plain}},
    Phrase{"superior", Comparison{Up, Plain}},
    Phrase{"heightened|elevated", Comparison{Up, Plain}},
    Phrase{"above & #figure|#group|that|those|average|what|national|benchmark", Comparison{Up, Object}},
    Phrase{"above the & #figure|average|level|levels|national|benchmark|share|figure|rate|proportion",
           Comparison{Up, Object}},
    Phrase{"ahead of", Comparison{Up, Object}},
    Phrase{"comes|came|come|coming|pulls|pulled|edges|edged|are|is|was|were out? ahead & .|,|(|on|in|for|at|:",
           Comparison{Up, Plain}},
    Phrase{"edges|edged|pulls|pulled ahead of", Comparison{Up, Object}},
    Phrase{
        "lead|leads|led|trump|trumps|trumped|pips|pipped|edges|edged|bests|bested|betters|bettered|outscores|outscored|"
        "outclasses|outclassed|overshadows|overshadowed & #figure|#group",
        Comparison{Up, Object}},
    Phrase{"#be exceeded|outnumbered|outstripped|outperformed|surpassed|overtaken|eclipsed|dwarfed|bettered|beaten|"
           "topped|matched|overshadowed by",
           Comparison{Down, Object}},
    Phrase{"the? edge|advantage|lead|upper over", Comparison{Up, Object}},
    Phrase{"upper hand", Comparison{Up, Plain}},
    Phrase{"the edge & for|in|on|when|.|,|(|:", Comparison{Up, Plain}},
    Phrase{"exceed|exceeds|exceeded|exceeding", Comparison{Up, Object}},
    Phrase{"outnumber|outnumbers|outnumbered|outnumbering", Comparison{Up, Object}},
    Phrase{"outstrip|outstrips|outstripped|outstripping", Comparison{Up, Object}},
    Phrase{"outperform|outperforms|outperformed|outperforming", Comparison{Up, Object}},
    Phrase{"outpace|outpaces|outpaced|outshine|outshines|outshone|outdo|outdoes|outdid|outrank|outranks|outranked",
           Comparison{Up, Object}},
    Phrase{"surpass|surpasses|surpassed|surpassing", Comparison{Up, Object}},
    Phrase{"overtake|overtakes|overtook|overtaken|overtaking", Comparison{Up, Object}},
    Phrase{"outweigh|outweighs|outweighed|outweighing", Comparison{Up, Object}},
    Phrase{"dwarf|dwarfs|dwarfed|dwarfing|eclipse|eclipses|eclipsed", Comparison{Up, Object}},
    Phrase{"beat|beats|beating|top|tops|topped|topping & #figure|the|those|that|people", Comparison{Up, Object}},
    Phrase{"> & #figure", Comparison{Up, Object}},
    Phrase{"≥ & #figure", Comparison{NotDown, Object}},
    Phrase{"at least as many|likely|high|common|often|strong|positive|good", Comparison{NotDown, As}},

    Phrase{"less|fewer|lower|smaller|weaker|worse|poorer|lesser|rarer|scarcer|narrower", Comparison{Down, Plain}},
    Phrase{"inferior", Comparison{Down, Plain}},
    Phrase{"below|beneath & #figure|#group|that|those|average|what|national|benchmark", Comparison{Down, Object}},
    Phrase{"below|beneath the & #figure|average|level|levels|national|benchmark|share|figure|rate|proportion",
           Comparison{Down, Object}},
    Phrase{"lag|lags|lagged|lagging|trail|trails|trailed|trailing behind?", Comparison{Down, Object}},
    Phrase{"behind & #figure|#group|#people|that|those|average|benchmark", Comparison{Down, Object}},
    Phrase{"a fraction of & #figure|that|the|what|those", Comparison{Down, Object}},
    Phrase{"no match for", Comparison{Down, Object}},
    Phrase{"yet to reach|match|equal|attain|catch up? with?", Comparison{Down, Object}},
    Phrase{"not measure|measures|match up to", Comparison{Down, Object}},
    Phrase{"compare|compares|compared unfavourably|poorly|badly with|to", Comparison{Down, Object}},
    Phrase{"compare|compares|compared favourably|well with|to", Comparison{Up, Object}},
    Phrase{"behind the & #figure|average|benchmark|national|share|figure", Comparison{Down, Object}},
    Phrase{"fall|falls|fell|falling well|far|just? short of", Comparison{Down, Object}},
    Phrase{"short of & #figure|that|those", Comparison{Down, Object}},
    Phrase{"< & #figure", Comparison{Down, Object}},
    Phrase{"≤ & #figure", Comparison{NotUp, Object}},
    Phrase{"not|nowhere near? nearly? quite? as|so "
           "likely|many|high|common|often|strong|positive|large|good|well|much|great|widespread|frequent|frequently",
           Comparison{Down, As}},
    Phrase{
        "not|nowhere near? nearly? quite? as|so "
        "happy|satisfied|content|anxious|worried|lonely|isolated|confident|healthy|trusting|active|involved|connected|"
        "safe|welcome|worthwhile|useful|optimistic|hopeful|engaged|willing|keen|proud",
        Comparison{Down, As}},

    Phrase{"differ|differs|differed|differing", Comparison{Different, Plain}},
    Phrase{"different from|than|to", Comparison{Different, Plain}},
    Phrase{"#be quite|very|rather|clearly|markedly|significantly? different", Comparison{Different, Plain}},
    Phrase{"clearly|markedly|significantly|statistically different", Comparison{Different, Plain}},
    Phrase{"clear|significant|real|marked|large|substantial|big|notable|considerable|striking|wide|stark "
           "difference|differences|gap|contrast",
           Comparison{Different, Plain}},
    Phrase{"there is|was|are|were a? difference|differences", Comparison{Different, Plain}},
    Phrase{"diverge|diverges|diverged|diverging", Comparison{Different, Plain}},
    Phrase{"varied|varies|vary between|by|across|with", Comparison{Different, Plain}},

    Phrase{"small|slight|tiny|modest|marginal|negligible|minor|trivial difference|gap", Comparison{Same, Plain}},
    Phrase{"#be very|quite|only|rather? small|slight|tiny|modest|marginal|negligible|minor|trivial",
           Comparison{Same, OfGap}},
    Phrase{"#be very|quite|rather? large|big|wide|clear|marked|considerable|substantial|striking",
           Comparison{Different, OfGap}},

    Phrase{"highest|fullest|commonest", Comparison{Up, Rank}},
    Phrase{"friendliest|happiest|healthiest|loneliest|safest|proudest|keenest|likeliest|liveliest",
           Comparison{Up, Rank}},
    Phrase{"in first|pole place|position", Comparison{Up, Rank}},
    Phrase{"in second|third|last place|position", Comparison{Down, Rank}},
    Phrase{"largest|greatest|biggest|strongest & #share|difference|group|in|among|for|(", Comparison{Up, Rank}},
    Phrase{"comes|came|come|ranks|ranked|rank|placed|finishes|finished first|top|highest|foremost",
           Comparison{Up, Rank}},
    Phrase{"comes|came|come|ranks|ranked|rank|placed|finishes|finished last|bottom|lowest", Comparison{Down, Rank}},
    Phrase{"tops|topped|heads|headed|leads|led the table|list|league|ranking|field|way|poll", Comparison{Up, Rank}},
    Phrase{"comes|came|come out? on top", Comparison{Up, Rank}},
    Phrase{"the most #outcome", Comparison{Up, Rank}},
    Phrase{"the least #outcome", Comparison{Down, Rank}},
    Phrase{"bottom of the table|list|league|ranking", Comparison{Down, Rank}},
    Phrase{"top of the table|list|league|ranking", Comparison{Up, Rank}},
    Phrase{"least & (|.|,|;|#figure", Comparison{Down, Rank}},
    Phrase{"the? most common|commonly|frequent|frequently|popular|often|likely|widespread|prevalent",
           Comparison{Up, Rank}},
    Phrase{"lowest|fewest", Comparison{Down, Rank}},
    Phrase{"smallest|weakest|least & #share|difference|in|among|for|(", Comparison{Down, Rank}},
    Phrase{"the? least common|commonly|frequent|frequently|popular|often|likely|widespread|prevalent",
           Comparison{Down, Rank}},

    // Which of several answers was given most: people gave more than one, and no test compares them.
    Phrase{"most common|frequent|popular|often|commonly|frequently|widespread cited|mentioned|given|chosen|named? "
           "reason|theme|motive|motivation|answer|response|option|challenge|barrier|topic|benefit|reasons|themes|"
           "motives|answers|challenges",
           Comparison{Up, Untestable}},
    Phrase{"commonest|main|chief|principal|primary|top|leading|biggest|foremost|key "
           "reason|theme|motive|motivation|answer|response|option|challenge|barrier|topic|benefit|reasons|themes|"
           "motives|answers|challenges & for|of|in|among|was|were|is|are|given|mentioned|,|(",
           Comparison{Up, Untestable}},

    Phrase{"gap|difference|differences has|have|had? "
           "widened|narrowed|closed|grew|grown|shrank|shrunk|increased|decreased|fell|fallen|rose|risen",
           Comparison{Different, Untestable}},
    Phrase{"widening|narrowing|closing|growing|shrinking gap|difference", Comparison{Different, Untestable}},
    Phrase{"widened|narrowed|closed the gap", Comparison{Different, Untestable}},
};

}  // namespace

std::span<const Phrase> comparisons() {
  return phrases;
}

}  // namespace kith::report
