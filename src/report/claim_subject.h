// Of whom, or of what, a claim word speaks.
//
// "Most", "more" and "rose" are claims when they speak of people or of what people were asked: "most feel safe", "trust
// rose". They are plain English when they speak of anything else: "most of the fieldwork", "larger projects were sent
// more forms", "prices rose". Where a sentence holds figures every such word is about them; these questions are for
// sentences that hold none. They look at the nouns around the word (#people, #thing, outcomes, names of groups, in
// claim_words_class.cpp) and do not parse: an unknown noun after a quantifier leaves the word a claim, and an unknown
// noun beside a comparison leaves it none.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "report/claim_sentence.h"

namespace kith::report {

// What a quantifier counts: "most participants", "most of the fieldwork", "most feel safe" (nothing said).
enum class Counted { People, Things, Unsaid };
Counted counted_by(const Sentence& sentence, Span quantifier);

// "We thank everyone", "everyone can come", "nobody needs to": no share of those surveyed.
bool of_anybody(const Sentence& sentence, Span quantifier);

// Whether a word that compares is about people, groups or outcomes.
bool speaks_of_findings(const Sentence& sentence, Span claim);

// Hopes, plans and rules: "projects hope that more people will come".
bool looks_ahead(const Sentence& sentence, Span claim);

// "75% said that they talk more": the comparison is the answer, and the share is of those who gave it.
bool said_by_those_counted(const Sentence& sentence, Span claim, const std::vector<Figure>& figures);

// The words of a sentence that say what it is about: no names of groups, no claims, no little words. Stems.
std::set<std::string> matters_of(const Sentence& sentence, Span stretch);
std::set<std::string> matters_of(std::string_view wording);

}  // namespace kith::report
