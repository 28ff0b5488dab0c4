// Words of cause and effect (A6): allowed from Maryland level 3, else the words are "difference" and "association".
#include <array>

#include "report/claim_words.h"

namespace kith::report {

namespace {

constexpr Cause strong{Cause::Strength::Strong};
constexpr Cause weak{Cause::Strength::Weak};
constexpr Cause agent{Cause::Strength::Agent};

constexpr std::array phrases{
    Phrase{"impact|impacts|impacted|impacting|impactful", strong},
    Phrase{"effect|effects|effected", strong},
    Phrase{"cause|causes|caused|causing|causal|causally|causation", strong},
    Phrase{"led|lead|leads|leading to", weak},
    Phrase{"resulted|results|result|resulting in", weak},
    Phrase{"as a result of", weak},
    Phrase{"because of", weak},
    Phrase{"because the|of? the? project|projects|programme|programmes|activities|work", strong},
    Phrase{"due|owing|thanks to", weak},
    Phrase{"by virtue of", weak},
    Phrase{"on account of", weak},
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
    Phrase{"stems|stemmed|stemming|arises|arose|follows|followed from", weak},
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
};

}  // namespace

std::span<const Phrase> causes() {
  return phrases;
}

}  // namespace kith::report
