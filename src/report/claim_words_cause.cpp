// Words of cause and effect (A6): allowed from Maryland level 3, else the words are "difference" and "association".
#include <array>

#include "report/claim_words.h"

namespace kith::report {

namespace {

constexpr Cause strong{Cause::Strength::Strong};
constexpr Cause weak{Cause::Strength::Weak};
constexpr Cause owed{Cause::Strength::Owed};
constexpr Cause agent{Cause::Strength::Agent};

constexpr std::array phrases{
    Phrase{"impact|impacts|impacted|impacting|impactful", strong},
    Phrase{"effect|effects|effected", strong},
    Phrase{"cause|causes|caused|causing|causal|causally|causation", strong},
    Phrase{"led|lead|leads|leading to", weak},
    Phrase{"resulted|results|result|resulting in", weak},
    Phrase{"as a direct|clear|immediate? result of", owed},
    Phrase{"as a direct|clear|immediate? result & .|,|;", weak},
    Phrase{"because they|#people|he|she|we take|takes|took|join|joins|joined|attend|attended|come|came|belong", strong},
    Phrase{"does|do|did #people good", agent},
    Phrase{"show|shows|showed|demonstrate|demonstrates|demonstrated|prove|proves how effective|successful|well", weak},
    Phrase{"because of", owed},
    Phrase{"because the|of? the? project|projects|programme|programmes|activities|work", strong},
    Phrase{"due|owing|thanks to", owed},
    Phrase{"by virtue of", owed},
    Phrase{"on account of", owed},
    Phrase{"made|makes|make|making people|participants|them|residents|members|those|neighbours|communities", strong},
    Phrase{"brought|bring|brings|bringing about", weak},
    Phrase{"gave|gives|giving rise to", weak},
    Phrase{"improve|improves|improved|improving", agent},
    Phrase{"increased|increases|raised|raises|reduced|reduces|strengthened|strengthens|deepened|widened|lifted", agent},
    Phrase{"boost|boosts|boosted|boosting", agent},
    Phrase{"transform|transforms|transformed|transforming", agent},
    Phrase{"drive|drives|drove|driven by|up|down", weak},
    Phrase{"attributable|attributed to", strong},
    Phrase{"consequence|consequences|product of", weak},
    Phrase{"responsible for", weak},
    Phrase{"stems|stemmed|stemming|arises|arose|follows|followed from", owed},
    Phrase{"produces|produced|producing|generates|generated|creates|created|fosters|fostered|builds|built & "
           "more|less|higher|lower|stronger|better|greater|trust|confidence|networks|change|changes|improvement|"
           "improvements",
           agent},
    Phrase{"enables|enabled|empowered|empowers", agent},
    Phrase{"affects|affected|influenced|shaped", agent},
    Phrase{"contributed|contributes|contributing to", weak},
    Phrase{
        "helped|helps|helping to? & people|participants|them|residents|increase|improve|reduce|raise|build|strengthen",
        agent},
    Phrase{"works|worked & for|because|.|,", agent},
    Phrase{"proves|proved|proof that|of", weak},
    Phrase{"make|makes|made|making a|the|real? difference", strong},
    Phrase{"make|makes|made|making a real|big|huge|positive|great|lasting difference", strong},
    Phrase{"effective|effectiveness|efficacy of", agent},
    Phrase{"influence|influences|bearing & on", strong},
    Phrase{"positive|negative|lasting|strong|great|powerful influence|influences", strong},
    Phrase{"pays|paid|paying off", agent},
    Phrase{"leads|led|leading #people to", weak},
    Phrase{"the? reason|reasons why", agent},
    Phrase{"is|are why", agent},
    Phrase{"if it were|was not for", weak},
    Phrase{"had it not been for", weak},
    Phrase{"but for the & programme|programmes|project|projects|funding|fund", weak},
    Phrase{"without the|our|this|these & programme|programmes|project|projects|funding|fund ,? "
           "#people|more|fewer|less|#outcome|nobody|there",
           weak},
    Phrase{"is|are|was|were|lies|lie|lay behind & the|this|these|much|all|#outcome", agent},
    Phrase{"down to & #group|the|taking|this|these|participation|involvement", weak},
    Phrase{"explained|explicable by", owed},
    Phrase{"explains|explained|accounts|accounted for? & the|this|these|why|how|#figure", agent},
    Phrase{"succeeds|succeeded|successful in", agent},
    Phrase{
        "delivers|delivered|delivering|achieves|achieved|yields|yielded|sparks|sparked|triggers|triggered|secures|"
        "secured & more|less|higher|lower|stronger|better|greater|happier|healthier|safer|closer|a|real|change|lasting",
        agent},
    Phrase{"create|foster|build|produce|nurture|promote|generate|breed|inspire|strengthen|deepen|boost|reduce|increase|"
           "produces|produced|producing|creates|created|fosters|fostered|builds|built|nurtures|nurtured|promotes|"
           "promoted|encourages|encouraged|enhances|enhanced|instils|instilled|breeds|inspires|inspired & #outcome",
           agent},
    Phrase{"gives|gave|given|giving #people & their|back|confidence|#outcome|a|the|more|new|hope", agent},
    Phrase{"turns|turned|turning #people|strangers|lives into", agent},
    Phrase{"owe|owes|owed|owing & their|this|these|it|much|everything|#outcome", weak},
    Phrase{"to thank for", weak},
    Phrase{"credit for|goes", weak},
    Phrase{"flows|flowed|comes|came|springs|sprang from & taking|participation|participating|the|#group", owed},
    Phrase{
        "cut|reduced|raised|improved|lifted|boosted|strengthened|created|increased|eased|transformed|changed|driven by",
        owed},
    Phrase{"#be working & .|,|;|well", agent},
    Phrase{"#be a great|big|huge|real|clear? success", agent},
    Phrase{"feel|feels|felt|reap|reaps|reaped|see|saw the benefit|benefits of", strong},
    Phrase{"changes|changed|changing lives|people|communities|neighbourhoods|minds|everything", agent},
    Phrase{"turns|turned lives|people|communities|things around", agent},
    Phrase{"benefits|benefited|benefitted & #people|#group|communities|their", agent},
    Phrase{"benefits of taking|participation|participating|involvement|the & part|in|programme|programmes|project|"
           "projects|.|include|are|is",
           strong},
    Phrase{"makes|made|make for & more|less|better|stronger|happier|healthier|safer", agent},
    Phrase{"the? key to", weak},
    Phrase{
        "eases|eased|tackles|tackled|relieves|relieved|alleviates|alleviated|combats|combated|cuts|prevents|prevented|"
        "lessens|lessened|lowers|lowered & #outcome",
        agent},
};

}  // namespace

std::span<const Phrase> causes() {
  return phrases;
}

}  // namespace kith::report
