// The parts that a page is made of. Each part is a chapter with its own heading and a place in the contents.
#pragma once

#include <string>
#include <vector>

#include "report/illustrations.h"
#include "report/narrative.h"
#include "report/release.h"

namespace kith::report {

struct Part {
  std::string anchor;
  std::string title;  // plain text
  std::string html;   // below the heading
  enum class By { Author, Kith } by = By::Kith;
};

// The narrative's chapters with what it placed, then the sections it left to us, each once.
std::vector<Part> chapters(const Release& release, const Story& story, Illustrations& illustrations);

// The planned tests of whether groups differ, in sentences and tables; empty without any.
Part group_differences(const Release& release);

// Each planned pooling: group by group, raw and steadied shares side by side, and a funnel; empty without any.
Part group_by_group(const Release& release);

// Flow from issued to base, response by project and by mode, profile of respondents.
Part who_answered(const Release& release);

// How each planned indicator changed from wave to wave, and among whom; empty where the plan has no change.
Part changes(const Release& release);

// What the design, the sample and the benchmarks do not bear (K6), written from their facts.
struct Limitation {
  std::string title;
  std::string text;
};
std::vector<Limitation> limitations(const Release& release);
std::string limitations_html(const Release& release);

// Every figure, passports, methods, disclosure, questionnaire, hashes.
Part annex(const Release& release);

// The style sheet with the embedded typeface.
std::string style();

// The beginning of a page up to its body; the title names the study too.
std::string page_head(const Release& release, const std::string& headline);
// Its end, from the end of <main> on.
std::string page_foot(const study::Study& study);
// The sentence that stands above all else where the responses are made up; empty where they are real.
std::string synthetic_banner(const study::Study& study);

}  // namespace kith::report
