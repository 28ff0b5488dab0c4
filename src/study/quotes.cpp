// quotes.toml: quotes chosen for the report. The answers themselves are looked up when responses are read.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "study/loading.h"

namespace kith::study {

namespace {

ChosenQuote read_quote(Entry& entry) {
  ChosenQuote quote;
  quote.where = entry.where();
  quote.id = entry.code("id", Need::Required);
  quote.population = entry.text("population", Need::Required);
  quote.question = entry.text("question", Need::Required);
  quote.answer = entry.text("answer", Need::Required);
  quote.wave = entry.text("wave");
  quote.edited = entry.text("edited");
  quote.theme = entry.text("theme");
  return quote;
}

const CodedQuestion* coding_of(const Study& study, const ChosenQuote& quote) {
  const auto found = std::ranges::find_if(study.coded, [&](const CodedQuestion& coded) {
    return coded.question == quote.question && coded.population == quote.population;
  });
  return found == study.coded.end() ? nullptr : &*found;
}

}  // namespace

void read_quotes(Entry& file, Study& study) {
  file.each("quote", [&](Entry& entry) { study.quotes.push_back(read_quote(entry)); });
}

void check_quotes(Loading& loading) {
  Trail& trail = loading.trail;
  const Study& study = loading.study;
  expect_unique(trail, "quote", "id", study.quotes, [](const ChosenQuote& quote) { return quote.id; });
  for (const ChosenQuote& quote : study.quotes) {
    const auto at = [&](std::string_view key) { return trail.at(quote.where, key); };
    if (loading.readable("study")) {
      expect_known(trail, "population", quote.population, codes_of(study.populations, &Population::code),
                   at("population"));
      expect_known(trail, "wave", quote.wave, codes_of(study.waves, &Wave::code), at("wave"));
    }
    if (const Instrument* instrument = instrument_of(loading, quote.population)) {
      expect_known(trail, "question", quote.question, question_names(*instrument), at("question"));
      const Question* question = instrument->question(quote.question);
      if (question != nullptr && question->type != QuestionType::Text) {
        trail.problems.add("not-open", fmt::format("`{}` is not an open question", quote.question), at("question"),
                           "only answers in words can be quoted");
      }
    }
    if (!loading.readable("codebook")) {
      continue;
    }
    expect_known(trail, "theme", quote.theme, codes_of(study.themes, &Theme::code), at("theme"));
    if (study.theme(quote.theme) == nullptr) {
      continue;
    }
    const CodedQuestion* coded = coding_of(study, quote);
    if (coded == nullptr && !quote.question.empty()) {
      trail.problems.add("not-coded",
                         fmt::format("the answers to `{}` are not coded, so the quote has no theme", quote.question),
                         at("theme"), "add [[coded]] to codebook.toml, or remove `theme`");
    } else if (coded != nullptr && std::ranges::find(coded->themes, quote.theme) == coded->themes.end()) {
      trail.problems.add("not-coded", fmt::format("`{}` is not coded with the theme `{}`", quote.question, quote.theme),
                         at("theme"), text::suggestion(quote.theme, coded->themes));
    }
  }
}

}  // namespace kith::study
