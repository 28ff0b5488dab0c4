// Words for a share without a figure in them. Fractions and "nine in ten" are read as numbers (claim_number.h).
#include <array>

#include "report/claim_words.h"

namespace kith::report {

namespace {

using enum Threshold;
constexpr auto if_referred = Portion::Need::OnlyIfReferred;
constexpr auto any_figure = Portion::Need::AnyFigure;

constexpr std::array phrases{
    Phrase{"most", Portion{Over, 0.5}},
    Phrase{"majority", Portion{Over, 0.5}},
    Phrase{"majorities", Portion{Over, 0.5}},
    Phrase{"clear|comfortable|strong|solid|sizeable|sizable|considerable|substantial|good majority",
           Portion{AtLeast, 0.6}},
    Phrase{"vast|overwhelming|great|large|huge|big|massive bulk|part|proportion of", Portion{AtLeast, 0.75}},
    Phrase{"slim|slender|narrow|small|bare majority", Portion{JustOver, 0.5}},
    Phrase{"vast|overwhelming|great|large|huge|big|massive majority", Portion{AtLeast, 0.75}},
    Phrase{"bulk of", Portion{Over, 0.5}},
    Phrase{"lion's share", Portion{Over, 0.5}},
    Phrase{"greater|larger|better|best|major part of", Portion{Over, 0.5}},
    Phrase{"preponderance", Portion{Over, 0.5}},
    Phrase{"mostly|mainly|predominantly|largely|overwhelmingly", Portion{Over, 0.5, if_referred}},
    Phrase{"#people #be? overwhelmingly|predominantly", Portion{Over, 0.5}},
    Phrase{"many of? the? #people", Portion{AtLeast, 0.2, if_referred}},
    Phrase{"plenty|lots|loads|scores of? the? #people", Portion{AtLeast, 0.2, if_referred}},
    Phrase{"a? large|good|great|high number of? the? #people", Portion{AtLeast, 0.2, if_referred}},
    Phrase{"large|great numbers of? the? #people", Portion{AtLeast, 0.2, if_referred}},
    Phrase{"every second|other #people", Portion{About, 1.0 / 2}},
    Phrase{"every third #people", Portion{About, 1.0 / 3}},
    Phrase{"every fourth #people", Portion{About, 1.0 / 4}},
    Phrase{"every fifth #people", Portion{About, 1.0 / 5}},
    Phrase{"every tenth #people", Portion{About, 1.0 / 10}},
    Phrase{"for the most part", Portion{Over, 0.5, if_referred}},

    Phrase{"minority", Portion{Under, 0.5}},
    Phrase{"minorities", Portion{Under, 0.5}},
    Phrase{"small|tiny minority", Portion{Under, 0.25}},
    Phrase{"few", Portion{Under, 0.2}},
    Phrase{"only a few|handful", Portion{Under, 0.2}},
    Phrase{"very|vanishingly few", Portion{Under, 0.1}},
    Phrase{"a? handful of #people", Portion{Under, 0.1}},
    Phrase{"mere|paltry|measly|meagre", Portion{Under, 0.5}},
    Phrase{"hardly|scarcely|barely any|anyone|anybody", Portion{Under, 0.1}},
    Phrase{"rarely|seldom", Portion{Under, 0.25, if_referred}},
    Phrase{"all but a few|handful", Portion{AtLeast, 0.8}},
    Phrase{"#be very? rare|unusual|uncommon|exceptional", Portion{Under, 0.25, if_referred}},
    Phrase{"exception rather than the rule", Portion{Under, 0.25, if_referred}},
    Phrase{"#be very? usual|commonplace|widespread|typical", Portion{Over, 0.5, if_referred}},
    Phrase{"the norm", Portion{Over, 0.5, if_referred}},
    Phrase{"rule rather than the exception", Portion{Over, 0.5, if_referred}},
    Phrase{"generally|typically|usually", Portion{Over, 0.5, if_referred}},
    Phrase{"on the whole", Portion{Over, 0.5, if_referred}},
    Phrase{"by and large", Portion{Over, 0.5, if_referred}},
    Phrase{"as a rule", Portion{Over, 0.5, if_referred}},
    Phrase{"divided|split|balanced evenly|equally", Portion{About, 0.5, if_referred}},
    Phrase{"evenly|equally divided|split|balanced", Portion{About, 0.5, if_referred}},
    Phrase{"split|divided down the middle", Portion{About, 0.5, if_referred}},
    Phrase{"half and half", Portion{About, 0.5, if_referred}},
    Phrase{"one to one", Portion{About, 0.5, if_referred}},

    // How much of an outcome there is, said without a figure or beside one.
    Phrase{"#outcome #be very|quite|generally? high|strong|widespread|common", Portion{Over, 0.5, any_figure}},
    Phrase{"#outcome #be very|quite|generally? low|weak|rare|uncommon|scarce", Portion{Under, 0.5, any_figure}},
    Phrase{"high|strong|good|impressive level|levels|rate|rates|degree of #outcome", Portion{Over, 0.5, any_figure}},
    Phrase{"low|weak|poor|worrying level|levels|rate|rates|degree of #outcome", Portion{Under, 0.5, any_figure}},

    Phrase{"all #people", Portion{AtLeast, 1}},
    Phrase{"all of? the|our|these? #people", Portion{AtLeast, 1}},
    Phrase{"all of? those|them", Portion{AtLeast, 1}},
    Phrase{"all & said|agreed|felt|reported|told|answered|responded|did|do", Portion{AtLeast, 1}},
    Phrase{"every #people", Portion{AtLeast, 1}},
    Phrase{"every single #people|one", Portion{AtLeast, 1}},
    Phrase{"everyone|everybody", Portion{AtLeast, 1}},
    Phrase{"each and every", Portion{AtLeast, 1}},
    Phrase{"unanimous|unanimously|universally|universal", Portion{AtLeast, 1}},
    Phrase{"without exception", Portion{AtLeast, 1}},
    Phrase{"to a person & ,|said|agreed", Portion{AtLeast, 1}},

    Phrase{"none", Portion{AtMost, 0}},
    Phrase{"no one", Portion{AtMost, 0}},
    Phrase{"nobody", Portion{AtMost, 0}},
    Phrase{"no participants|respondents|practitioners|participant|respondent|practitioner", Portion{AtMost, 0}},
    Phrase{"not a? single|one|soul", Portion{AtMost, 0}},
    Phrase{"not a? single|one of? #people", Portion{AtMost, 0}},
};

}  // namespace

std::span<const Phrase> portions() {
  return phrases;
}

}  // namespace kith::report
