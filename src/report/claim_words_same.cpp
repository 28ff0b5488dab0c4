// Words of sameness, and of differences that could not be made out. "Similar" needs the verdict that two figures are
// practically the same (the whole interval within the smallest difference of interest): not having found a difference
// is not having found that there is none (Altman and Bland 1995), and has words of its own.
#include <array>

#include "report/claim_words.h"

namespace kith::report {

namespace {

using enum Direction;
using enum Form;

constexpr std::array phrases{
    Phrase{"the same & #share|as|for|in|across|among|between|on", Comparison{Same, Plain}},
    Phrase{"about|much|broadly|roughly|almost|virtually|practically|nearly|exactly|essentially|#be|is|are|was|were|at "
           "the same",
           Comparison{Same, Plain}},
    Phrase{"similar & #share|in|across|among|between|for|on", Comparison{Same, Plain}},
    Phrase{"similar to", Comparison{Same, Object}},
    Phrase{"#be very|broadly|quite|fairly? similar", Comparison{Same, Plain}},
    Phrase{"#be very|broadly|quite|fairly? similar to", Comparison{Same, Object}},
    Phrase{"broadly|very|quite similar", Comparison{Same, Plain}},
    Phrase{"similarly & likely|high|low|common|many|often|positive", Comparison{Same, Plain}},
    Phrase{"#be equal", Comparison{Same, Plain}},
    Phrase{"equal to", Comparison{Same, Object}},
    Phrase{"equal & #share", Comparison{Same, Plain}},
    Phrase{"equals|equalled|= & #figure|that|those|the", Comparison{Same, Object}},
    Phrase{"≈ & #figure", Comparison{Same, Object}},
    Phrase{"equally likely|common|high|strong|positive|many|often|widespread", Comparison{Same, Plain}},
    Phrase{"identical", Comparison{Same, Plain}},
    Phrase{"comparable to|with & #figure|that|those|the|people", Comparison{Same, Object}},
    Phrase{"equally _", Comparison{Same, IfReferred}},
    Phrase{"just|quite|nearly|about? as likely|many|high|common|often|strong|positive|widespread|frequent",
           Comparison{Same, As}},
    Phrase{
        "just|quite|nearly|about|almost|roughly|every? bit? as "
        "happy|satisfied|content|anxious|worried|lonely|isolated|confident|healthy|trusting|active|involved|connected|"
        "safe|welcome|worthwhile|useful|optimistic|hopeful|engaged|willing|keen|proud",
        Comparison{Same, As}},
    Phrase{"as many|high|few|low|much|little as", Comparison{Same, Emphatic}},
    Phrase{"on a par with", Comparison{Same, Object}},
    Phrase{"on a par", Comparison{Same, Plain}},
    Phrase{"level with", Comparison{Same, Object}},
    Phrase{"#be level & on|at|in|for|,|(|.|:", Comparison{Same, Plain}},
    Phrase{"neck and neck", Comparison{Same, Plain}},
    Phrase{"alike & in|on|at|for|.|,|(|:", Comparison{Same, IfReferred}},
    Phrase{"nothing|little|much|hardly|anything to choose|separate|tell|distinguish between|them?",
           Comparison{Same, Plain}},
    Phrase{"nothing|little|hardly anything? between & the|them|#group|two", Comparison{Same, Plain}},
    Phrase{"nothing|little|hardly anything? separates|separated|divides|divided", Comparison{Same, Plain}},
    Phrase{"in line with & #figure|that|those|the|people|what", Comparison{Same, Object}},
    Phrase{"match|matches|matched|matching|mirror|mirrors|mirrored|echo|echoes & #figure|#group|#people|that|those|the",
           Comparison{Same, Object}},
    Phrase{"resemble|resembles|resembled|resembling", Comparison{Same, Object}},
    Phrase{"akin to", Comparison{Same, Object}},
    Phrase{"much|just|very|rather like & #figure|#group|#people|that|those|the", Comparison{Same, Object}},
    Phrase{"no|little difference|differences", Comparison{Same, Plain}},
    Phrase{"hardly any|no real|hardly a|barely any|no practical difference|differences", Comparison{Same, Plain}},
    Phrase{"no different", Comparison{Same, Plain}},
    Phrase{"little different", Comparison{Same, Plain}},
    Phrase{"neither higher|more|better|greater|larger nor lower|less|fewer|worse|smaller", Comparison{Same, Plain}},
    Phrase{"neither lower|less|fewer|worse|smaller nor higher|more|better|greater|larger", Comparison{Same, Plain}},
    Phrase{"neither more nor less|fewer likely?", Comparison{Same, Plain}},
    Phrase{"no more and? no less|fewer", Comparison{Same, Plain}},
    Phrase{"no higher and|or no? lower", Comparison{Same, Plain}},

    Phrase{
        "no clear|statistically? "
        "significant|detectable|discernible|measurable|obvious|evident|distinguishable|reliable difference|differences",
        Comparison{Unclear, Plain}},
    Phrase{"no clear difference|differences", Comparison{Unclear, Plain}},
    Phrase{"no statistically? significant difference|differences", Comparison{Unclear, Plain}},
    Phrase{"not clearly|significantly|statistically|demonstrably|reliably|detectably "
           "different|differ|higher|lower|more|less|fewer|greater|smaller|better|worse|distinguishable",
           Comparison{Unclear, Plain}},
    Phrase{"not statistically significantly different|higher|lower|more|less|fewer", Comparison{Unclear, Plain}},
    Phrase{"not differ clearly|significantly|reliably|statistically", Comparison{Unclear, Plain}},
    Phrase{"not clearly|significantly|reliably differ", Comparison{Unclear, Plain}},
    Phrase{"not be? distinguished|distinguishable|separated|told apart?", Comparison{Unclear, Plain}},
    Phrase{"not be clearly|reliably distinguished|separated", Comparison{Unclear, Plain}},
    Phrase{"not distinguish|separate", Comparison{Unclear, Plain}},
    Phrase{"not tell apart", Comparison{Unclear, Plain}},
    Phrase{"not tell the|them two? apart", Comparison{Unclear, Plain}},
    Phrase{"indistinguishable", Comparison{Unclear, Plain}},
    Phrase{"no evidence|sign|indication of a|any? clear|real? difference|differences", Comparison{Unclear, Plain}},
    Phrase{"not statistically? significant", Comparison{Unclear, Plain}},
    Phrase{"within the margin of error", Comparison{Unclear, Plain}},
};

}  // namespace

std::span<const Phrase> samenesses() {
  return phrases;
}

}  // namespace kith::report
