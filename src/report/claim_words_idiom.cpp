// Phrases that hold a claim's word and claim nothing. They win only when they are at least as long as the claim.
#include <array>

#include "report/claim_words.h"

namespace kith::report {

namespace {

constexpr std::array phrases{
    // more, less, better
    Phrase{"one|once|two|three or more", Idiom{}},
    Phrase{"no|any longer", Idiom{}},
    Phrase{"any|once|what's|even more & .|,|)", Idiom{}},
    Phrase{"more "
           "about|broadly|generally|widely|specifically|precisely|simply|formally|recently|information|detail|details|"
           "research|work",
           Idiom{}},
    Phrase{"more or less", Idiom{}},
    Phrase{"learn|learned|learnt|learning|find|finding|found|know|hear|read|say|said|understand|tell out? more",
           Idiom{}},
    Phrase{"do more & .|,|;|to|for|than|with|together|about|of", Idiom{}},
    Phrase{"less is more", Idiom{}},
    Phrase{"there is more to", Idiom{}},
    Phrase{"worth more|less", Idiom{}},
    Phrase{"more|fewer answers & would|will|are|were", Idiom{}},
    Phrase{"what most _", Idiom{}},
    Phrase{"from few", Idiom{}},
    Phrase{"smallest difference of interest", Idiom{}},
    Phrase{"more|fewer #people? #be? answer|answered|asked|responded|replied & .|,|;", Idiom{}},
    Phrase{"more often than not", Idiom{}},
    Phrase{"more to say|do|learn|come|it|this|be|life", Idiom{}},
    Phrase{"most importantly|notably|obviously|recently|crucially|famously|remarkably|strikingly", Idiom{}},
    Phrase{"one|two or two|three", Idiom{}},
    Phrase{"wanted|want|wants|wish|wished|hope|hoped|like|liked|need|needs|needed to? be? more|less|better|fewer",
           Idiom{}},
    Phrase{"more than just|that|friends|anything|ever|once|welcome", Idiom{}},
    Phrase{"more|less than #number|a|an _? #time", Idiom{}},
    Phrase{"over|under|nearly|almost|about|around #number|a|an #time", Idiom{}},
    Phrase{"more than one", Idiom{}},
    Phrase{"what is more", Idiom{}},
    Phrase{"much|still more & needs|remains|work", Idiom{}},
    Phrase{"nothing|little more than", Idiom{}},
    Phrase{"none the less", Idiom{}},
    Phrase{"never the less", Idiom{}},
    Phrase{"better understand|understanding|understood|known", Idiom{}},
    Phrase{"for better or worse", Idiom{}},
    Phrase{"for the better", Idiom{}},
    Phrase{"better off|together", Idiom{}},
    Phrase{"higher|further education", Idiom{}},
    Phrase{"lower super output area|areas", Idiom{}},
    Phrase{"lower|higher income|incomes|tier|layer", Idiom{}},
    Phrase{"higher|highest qualification|qualifications|degree", Idiom{}},
    Phrase{"wider|broader|larger|deeper "
           "community|communities|area|context|public|evaluation|programme|programmes|research|society|picture|"
           "neighbourhood|changes|determinants|action|benefit|benefits|group|groups",
           Idiom{}},
    Phrase{"longer|shorter term", Idiom{}},
    Phrase{"rather|other than", Idiom{}},
    Phrase{"sooner|later|older|younger|newer|longer|earlier than", Idiom{}},
    Phrase{"as many|much|often|far|high|likely _? as possible|they|you|we", Idiom{}},
    Phrase{"may|might|could differ", Idiom{}},

    // above, below, over
    Phrase{"above all", Idiom{}},
    Phrase{"over time|the|all|again|here|there|coming", Idiom{}},
    Phrase{"over the course|period|past|last|summer|winter|next", Idiom{}},
    Phrase{"under way|pressure|review|the", Idiom{}},
    Phrase{"about|around the|their|its|this|these|how|what|whether|it", Idiom{}},

    // at least, at most, all, none, few, most
    Phrase{"at least & some|partly|once|in", Idiom{}},
    Phrase{"at the? very? most", Idiom{}},
    Phrase{"not least", Idiom{}},
    Phrase{"to say the least", Idiom{}},
    Phrase{"majority|minority decision|vote|view|opinion|rule|interest|report|verdict|language|shareholder", Idiom{}},
    Phrase{"last but not least", Idiom{}},
    Phrase{"at best|all|first|last|once|present", Idiom{}},
    Phrase{"not at all", Idiom{}},
    Phrase{"all in all", Idiom{}},
    Phrase{"all of us", Idiom{}},
    Phrase{"a|the|these|those|some|last|past|next|first few", Idiom{}},
    Phrase{"the most", Idiom{}},
    Phrase{"most #quality", Idiom{}},
    Phrase{"mattered|matters|matter|found|valued|liked|enjoyed|changed|help|helped most", Idiom{}},
    Phrase{"most of all", Idiom{}},
    Phrase{"the most _ part", Idiom{}},
    Phrase{"largely|mainly|mostly because|due|thanks|on|through|by|to|from|online|paper", Idiom{}},
    Phrase{"ethnic|minoritised|minority minority|minorities|ethnic", Idiom{}},
    Phrase{"minority group|groups|community|communities|background|backgrounds", Idiom{}},
    Phrase{"for|to|with|by|at|from|of|between|including everyone|everybody", Idiom{}},
    Phrase{"for|to|with|by|from|of|across|among|thank|asked|invited all & #people|of|the|those", Idiom{}},
    Phrase{"all #people is|are|was|were welcome|invited|asked|given|offered|sent|told", Idiom{}},
    Phrase{"everyone|everybody is|was welcome|invited|asked|given|offered|sent", Idiom{}},
    Phrase{"none of this|that", Idiom{}},
    Phrase{"no one else", Idiom{}},
    Phrase{"few studies|surveys|evaluations|questions", Idiom{}},
    Phrase{"aged #number", Idiom{}},
    Phrase{"first|second|third|last|one of #number", Idiom{}},
    Phrase{"second to none", Idiom{}},
    Phrase{"no one size", Idiom{}},

    // halves and quarters of other things, twice a week
    Phrase{"half an|a|of? hour|day|year|term|way|dozen", Idiom{}},
    Phrase{"half term|day|way|days|time|yearly|hour|past|hearted", Idiom{}},
    Phrase{"first|second|other|latter|last half", Idiom{}},
    Phrase{"first|second|third|fourth|last|next quarter", Idiom{}},
    Phrase{"and a half #time", Idiom{}},
    Phrase{"a|the third & "
           "wave|programme|phase|project|party|sector|survey|report|stage|theme|question|area|way|group|round|year|"
           "person|reason|part|section|chapter|research",
           Idiom{}},
    Phrase{"third party|sector", Idiom{}},
    Phrase{"asked|counted|quoted|answered twice", Idiom{}},
    Phrase{"twice & .|,|;|and|before|after|over", Idiom{}},
    Phrase{"twice a|an|weekly|per|daily|yearly|each|every|in|during", Idiom{}},
    Phrase{"double check|checked|counted|counting|coded|coding|entry|keyed|keying|blind|edged", Idiom{}},
    Phrase{"on the one hand", Idiom{}},

    // same, different, equal
    Phrase{"at the same time", Idiom{}},
    Phrase{"the same & "
           "question|questions|wording|project|projects|programme|programmes|people|person|way|period|survey|surveys|"
           "area|areas|group|respondents|place|places|activities|base|measure",
           Idiom{}},
    Phrase{"in the same way|place|places|neighbourhood|area|areas", Idiom{}},
    Phrase{"one|all and the same", Idiom{}},
    Phrase{"what|something|anything is|was|feels different|better|worse", Idiom{}},
    Phrase{"different people|ways|backgrounds|kinds|questions|surveys|places|things", Idiom{}},
    Phrase{"equal partnership|partners|opportunity|opportunities|access", Idiom{}},

    // change
    Phrase{"#modal increase|improve|grow|rise|reduce|strengthen|expand|fall|decline|widen|deepen|boost|decrease|drop",
           Idiom{}},
    Phrase{"to|and|of|for|by improving|increasing|reducing|strengthening|growing", Idiom{}},
    Phrase{"improve|improving & their|the|local|our|its", Idiom{}},
    Phrase{"grew|grown|growing up|food|vegetables|fruit|flowers|plants", Idiom{}},
    Phrase{"#be growing up|food|vegetables|fruit|flowers|plants|herbs", Idiom{}},
    Phrase{"rose|rise|rises|rising|risen early|late|up", Idiom{}},
    Phrase{"become|becomes more|less|better|stronger|closer _", Idiom{}},
    Phrase{"people|residents|neighbours|communities come|comes|came first", Idiom{}},
    Phrase{"ahead of time|schedule|us|fieldwork", Idiom{}},
    Phrase{"ahead of the & #thing", Idiom{}},
    Phrase{"declined to", Idiom{}},
    Phrase{"dropped out", Idiom{}},
    Phrase{"dropped in & when|whenever|and|on|for|regularly|.|,", Idiom{}},
    Phrase{"drop in|ins & session|sessions|centre|cafe|event|events|.|,", Idiom{}},
    Phrase{"fell ill|asleep|into|within|outside", Idiom{}},
    Phrase{"rose|rise|rises|rising to the|their", Idiom{}},

    // against, compared
    Phrase{"against the backdrop|background|odds", Idiom{}},

    // cause
    Phrase{"no|without doubt", Idiom{}},
    Phrase{"not only|just|merely|simply|surprisingly|least", Idiom{}},
    Phrase{"can not be denied", Idiom{}},
    Phrase{"take|takes|took|taking|into|in|with|to this|that? effect", Idiom{}},
    Phrase{"design|random|fixed|side|cluster|mode effect|effects", Idiom{}},
    Phrase{"effective base|bases|sample|size|n", Idiom{}},
    Phrase{"cause for", Idiom{}},
    Phrase{"good|common|worthy|root cause|causes", Idiom{}},
    Phrase{"many|our|with|warm thanks to", Idiom{}},
    Phrase{"due to take|be|start|end|begin|close|finish|report|publish|happen|return|continue", Idiom{}},
    Phrase{"difference between|from|in|of|is|was|to", Idiom{}},
};

}  // namespace

std::span<const Phrase> idioms() {
  return phrases;
}

}  // namespace kith::report
