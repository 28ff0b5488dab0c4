// The checks of one sentence, one file each. All problems of a sentence go to `Problems`, each with its own line.
#pragma once

#include <vector>

#include "report/claim_sentence.h"
#include "report/evidence.h"
#include "report/narrative_document.h"
#include "report/narrative_figure.h"

namespace kith::report {

// What every check may ask.
struct Court {
  const study::Study& study;
  const Shelf& shelf;
  const Evidence& evidence;
  const std::vector<Figure>& figures;
  const Lines& lines;
  const std::string& file;
  Problems& problems;

  Where where(const Sentence& sentence, std::size_t token) const {
    return {file, lines.at(sentence.tokens[token].offset)};
  }
};

// claim_numeral.cpp (K2): numerals and number words outside references, dates and declared names.
void check_numerals(const Court& court, const Sentence& sentence);
// claim_portion.cpp (K2, K3): "most", "over 70%", "nearly half" on the figures of their clause, or of the setting when
// the sentence has none.
void check_portions(const Court& court, const Sentence& sentence, const Setting* setting = nullptr);
// claim_comparison.cpp (K3): "higher than", "fell", "twice as likely", each against a test of two figures of the
// sentence, or of one and another of its setting.
void check_comparisons(const Court& court, const Sentence& sentence, const Setting* setting = nullptr);
// claim_cause.cpp (A6): words of effect below Maryland level 3.
void check_causes(const Court& court, const Sentence& sentence);
// claim_population.cpp (B5): the nouns and groups of a sentence are those of its figures.
void check_populations(const Court& court, const Sentence& sentence);
// claim_denominator.cpp (B5): the noun beside a figure is whom it is of; "of them" are those of the sentence before.
void check_denominators(const Court& court, const Sentence& sentence, const Sentence* previous = nullptr);
// claim_unit.cpp: no unit of shares stands behind a figure that has one, or is none.
void check_units(const Court& court, const Sentence& sentence);
// claim_wave.cpp: a wave or year beside a figure is its own.
void check_waves(const Court& court, const Sentence& sentence);

}  // namespace kith::report
