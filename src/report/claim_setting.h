// The sentences around a sentence, where what it leaves unsaid may stand.
//
// Of a heading they are those of the first text below it that holds figures; of a table's cell the other cells of its
// row; of any other sentence the ones before it in its paragraph, and when it has a figure of its own, failing others
// in its paragraph, those of the nearest paragraph or list before it. None reaches over a heading.
#pragma once

#include <vector>

#include "report/claim_text.h"
#include "report/narrative_document.h"

namespace kith::report {

// The sentences of every element of a document; none where the element is no prose.
using Told = std::vector<std::vector<Tokens>>;

struct Surroundings {
  Tokens before, after;
};

// Of sentence number `sentence` of element number `element`.
Surroundings surroundings_of(const Document& document, const Told& told, std::size_t element, std::size_t sentence);

// Tokens one after the other, each part closed by a full stop.
Tokens joined(const Tokens& before, const Tokens& own, const Tokens& after);

}  // namespace kith::report
