// Words that say a figure changed over time: the later wave against the earlier.
#include <array>

#include "report/claim_words.h"

namespace kith::report {

namespace {

using enum Direction;
using enum Form;

constexpr std::array phrases{
    Phrase{"rose|risen|rises|rising", Comparison{Up, Change}},
    Phrase{"a|the|this|sharp|slight|clear|further rise", Comparison{Up, Change}},
    Phrase{"rise in|of|from", Comparison{Up, Change}},
    Phrase{"increase|increases|increased|increasing|increasingly", Comparison{Up, Change}},
    Phrase{"grew|grown", Comparison{Up, Change}},
    Phrase{"growing #share|support|confidence|trust", Comparison{Up, Change}},
    Phrase{"growth in|of", Comparison{Up, Change}},
    Phrase{"climbed|climbs|climbing|jumped|soared|surged|leapt|rocketed|mounted|rebounded", Comparison{Up, Change}},
    Phrase{"improved|improves|improving", Comparison{Up, Change}},
    Phrase{"improvement|improvements in|from|on|since|over", Comparison{Up, Change}},
    Phrase{"strengthened|deepened|widened|broadened", Comparison{Up, Change}},
    Phrase{"#be up & .|,|;|)|by|since|on|again|slightly|sharply", Comparison{Up, Change}},
    Phrase{"#be down & .|,|;|)|by|since|on|again|slightly|sharply", Comparison{Down, Change}},
    Phrase{"up from|on|since|by", Comparison{Up, Change}},
    Phrase{"went|gone|going|goes|edged|crept|ticked|moved|shot up|upwards|upward", Comparison{Up, Change}},
    Phrase{"more and more", Comparison{Up, Change}},
    Phrase{"upturn|uplift|upward trend", Comparison{Up, Change}},
    Phrase{"became|becoming|getting|got|growing "
           "more|better|stronger|closer|happier|healthier|safer|friendlier",
           Comparison{Up, Change}},
    Phrase{"became|becoming|getting|got|growing "
           "less|worse|weaker|lonelier|poorer|fewer",
           Comparison{Down, Change}},
    Phrase{"#be growing", Comparison{Up, Change}},
    Phrase{"#be shrinking|waning|dwindling|fading", Comparison{Down, Change}},
    Phrase{"record|all|new|historic time? high|peak", Comparison{Up, Change}},
    Phrase{"record|all|new|historic time? low", Comparison{Down, Change}},
    Phrase{"a record & .|,|;", Comparison{Up, Change}},
    Phrase{"never before", Comparison{Up, Change}},
    Phrase{"not so before", Comparison{Up, Change}},
    Phrase{"heads|heading|headed|keeps|kept|continues|continued going? up|upward|upwards", Comparison{Up, Change}},
    Phrase{"heads|heading|headed|keeps|kept|continues|continued going? down|downward|downwards",
           Comparison{Down, Change}},
    Phrase{"trend|trends for|in|of|is|was", Comparison{Up, Change}},
    Phrase{"holds|held|hold firm|steady", Comparison{Same, Change}},
    Phrase{"on the up|rise|increase", Comparison{Up, Change}},
    Phrase{"on the wane|decline|decrease|slide", Comparison{Down, Change}},
    Phrase{"in decline", Comparison{Down, Change}},
    Phrase{"gained|gaining|gains ground", Comparison{Up, Change}},
    Phrase{"lost|losing|loses ground", Comparison{Down, Change}},
    Phrase{"bounced back", Comparison{Up, Change}},

    Phrase{"fell|fallen|falling", Comparison{Down, Change}},
    Phrase{"falls in|from|to|by", Comparison{Down, Change}},
    Phrase{"a|the|sharp|slight|clear fall in|from|of", Comparison{Down, Change}},
    Phrase{"dropped|dropping|drops", Comparison{Down, Change}},
    Phrase{"drop in|from|of|since", Comparison{Down, Change}},
    Phrase{"declined|declining|decline|declines", Comparison{Down, Change}},
    Phrase{"decreased|decreasing|decrease|decreases", Comparison{Down, Change}},
    Phrase{"reduced|reduction|reductions", Comparison{Down, Change}},
    Phrase{
        "shrank|shrunk|shrinking|slipped|slid|plummeted|plunged|sank|sunk|tumbled|dwindled|waned|receded|ebbed|dipped",
        Comparison{Down, Change}},
    Phrase{"worsened|worsening|weakened|weakening|narrowed|diminished|eroded|deteriorated", Comparison{Down, Change}},
    Phrase{"down from|on|since|by", Comparison{Down, Change}},
    Phrase{"went|gone|going|goes|edged|crept|ticked|moved down|downwards|downward", Comparison{Down, Change}},
    Phrase{"fewer and fewer", Comparison{Down, Change}},
    Phrase{"less and less", Comparison{Down, Change}},
    Phrase{"downturn|downward trend", Comparison{Down, Change}},

    Phrase{"did rise|increase|grow|improve|climb|strengthen", Comparison{Up, Change}},
    Phrase{"not|never rise|increase|grow|improve|climb|strengthen", Comparison{NotUp, Change}},
    Phrase{"fail|fails|failed to rise|increase|grow|improve|climb|strengthen", Comparison{NotUp, Change}},
    Phrase{"did go|move|creep|edge up", Comparison{Up, Change}},
    Phrase{"not|never go|move|creep|edge up", Comparison{NotUp, Change}},
    Phrase{"did go|move|creep|edge down", Comparison{Down, Change}},
    Phrase{"not|never go|move|creep|edge down", Comparison{NotDown, Change}},
    Phrase{"fail|fails|failed to fall|drop|decline|decrease|shrink", Comparison{NotDown, Change}},
    Phrase{"did fall|drop|decline|decrease|shrink|worsen|weaken", Comparison{Down, Change}},
    Phrase{"not|never fall|drop|decline|decrease|shrink|worsen|weaken", Comparison{NotDown, Change}},

    Phrase{"unchanged", Comparison{Same, Change}},
    Phrase{"no change", Comparison{Same, Change}},
    Phrase{"little|hardly|barely change|changed", Comparison{Same, Change}},
    Phrase{"hardly any change", Comparison{Same, Change}},
    Phrase{"not change|changed|moved|shifted|altered", Comparison{Same, Change}},
    Phrase{"remain|remained|remains|stayed|stays|stay|held|holds|been|was|were|is|are "
           "broadly|largely|fairly|roughly|about|much|quite? stable|steady|constant|flat|static",
           Comparison{Same, Change}},
    Phrase{"remain|remained|remains|stayed|stays|stay broadly|largely|roughly|about|much? the? same|level",
           Comparison{Same, Change}},
    Phrase{"stayed|stays|stay|remained|remains|remain|held|holds steady|stable|constant? at & #figure",
           Comparison{Same, Change}},
    Phrase{"plateaued|stagnated|levelled off", Comparison{Same, Change}},
    Phrase{"no clear|significant|detectable|discernible|measurable change", Comparison{Unclear, Change}},
    Phrase{"not clearly|significantly|measurably change|changed", Comparison{Unclear, Change}},
    Phrase{"changed clearly|significantly|markedly|substantially|considerably|sharply", Comparison{Different, Change}},
    Phrase{"clear|significant|marked|substantial|considerable|sharp|big|large change", Comparison{Different, Change}},
};

}  // namespace

std::span<const Phrase> changes() {
  return phrases;
}

}  // namespace kith::report
