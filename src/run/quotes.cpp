#include "run/quotes.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "place/masked.h"
#include "run/indicators.h"

namespace kith::run {

namespace {

using data::Column;

// The answer that the quote names, in the wave that it names; otherwise in the report's own, or the first that has one.
std::optional<std::size_t> row_of(const study::Study& study, const Respondents& respondents,
                                  const study::ChosenQuote& quote) {
  const Column* ids = respondents.table.find(respondents.population->id);
  const Column* answers = respondents.table.find(quote.question);
  const Column& waves = respondents.table.column("wave");
  const std::string own = own_wave(study, respondents);
  std::optional<std::size_t> found;
  bool found_answer = false;
  for (std::size_t row = 0; ids != nullptr && row < respondents.table.rows(); ++row) {
    if (code_at(*ids, row) != quote.answer || (!quote.wave.empty() && code_at(waves, row) != quote.wave)) {
      continue;
    }
    const bool answer = answers != nullptr && !answers->label_at(row).empty();
    if (!found || (answer && (!found_answer || code_at(waves, row) == own))) {
      found = row;
      found_answer = answer;
    }
  }
  return found;
}

bool consents(const Respondents& respondents, std::size_t row) {
  const std::string& name = respondents.population->quote_consent;
  const Column* column = name.empty() ? nullptr : respondents.table.find(name);
  if (column == nullptr) {
    return false;
  }
  const std::string answer = text::fold(code_at(*column, row));
  return answer == "yes" || answer == "1" || answer == "true" || answer == "y";
}

// "Local Conversations project participant", and how many people that describes: of the wave in which they were asked,
// since who reads the words may know when they were written.
void attribute(const study::Study& study, const Respondents& respondents, std::size_t row, finding::Quote& quote) {
  const study::Population& population = *respondents.population;
  quote.attribution_text = population.noun;
  const Column& waves = respondents.table.column("wave");
  const Column* ids = respondents.table.find(population.id);
  const Column* programmes = respondents.table.find("programme");
  quote.wave = code_at(waves, row);
  const auto people_of = [&](const std::string& programme) {
    std::set<std::string> people;
    for (std::size_t other = 0; other < respondents.table.rows(); ++other) {
      if (code_at(waves, other) == quote.wave && (programme.empty() || code_at(*programmes, other) == programme)) {
        people.insert(code_at(*ids, other));
      }
    }
    return static_cast<std::int64_t>(people.size());
  };
  quote.role_text = population.noun;
  quote.role_count = people_of({});
  quote.attribution_count = quote.role_count;
  if (programmes == nullptr) {
    return;
  }
  const std::string code = code_at(*programmes, row);
  if (const study::Programme* programme = study.programme(code)) {
    quote.attribution_text =
        fmt::format("{} {}", programme->noun.empty() ? programme->name : programme->noun, population.noun);
    quote.attribution = {{"programme", programme->code, programme->name}};
    quote.attribution_count = people_of(code);
  }
}

}  // namespace

bool is_faithful(std::string_view verbatim, std::string_view edited) {
  verbatim = text::trim(verbatim);
  bool gap = false;  // a bracket has just stood: the next words may begin anywhere further on
  while (true) {
    const std::size_t open = edited.find('[');
    const std::string_view words = text::trim(edited.substr(0, open));
    if (open == std::string_view::npos) {
      return gap ? verbatim.ends_with(words) : verbatim == words;
    }
    if (!words.empty()) {
      const std::size_t at = verbatim.find(words);
      if (at == std::string_view::npos || (!gap && at != 0)) {
        return false;
      }
      verbatim = text::trim(verbatim.substr(at + words.size()));
    }
    const std::size_t close = edited.find(']', open);
    if (close == std::string_view::npos) {
      return false;
    }
    edited.remove_prefix(close + 1);
    gap = true;
  }
}

std::vector<finding::Quote> chosen_quotes(const study::Study& study, const std::vector<Respondents>& all,
                                          Problems& problems) {
  std::vector<finding::Quote> quotes;
  for (const study::ChosenQuote& chosen : study.quotes) {
    const auto found =
        std::ranges::find_if(all, [&](const Respondents& one) { return one.population->code == chosen.population; });
    const auto row = found == all.end() ? std::nullopt : row_of(study, *found, chosen);
    if (!row) {
      problems.add("quote-of-nobody", fmt::format("no {} has the id `{}`", chosen.population, chosen.answer),
                   chosen.where, "name the respondent whose words these are");
      continue;
    }
    const Column* answers = found->table.find(chosen.question);
    const std::string verbatim = answers == nullptr ? std::string() : answers->label_at(*row);
    if (verbatim.empty()) {
      problems.add("quote-of-nothing",
                   fmt::format("respondent `{}` did not answer `{}`", chosen.answer, chosen.question), chosen.where,
                   "choose another answer");
      continue;
    }
    if (!chosen.edited.empty() && !is_faithful(verbatim, chosen.edited)) {
      problems.add("quote-changed",
                   fmt::format("the quote `{}` differs from the answer outside its square brackets", chosen.id),
                   chosen.where, "put every change in [ ], and [...] where words are left out");
      continue;
    }
    finding::Quote quote;
    quote.id = chosen.id;
    quote.text = chosen.edited.empty() ? verbatim : chosen.edited;
    if (place::mask_postcodes(quote.text).postcodes > 0) {
      problems.add("postcode-in-quote",
                   fmt::format("the quote `{}` holds a postcode, which is personal data", chosen.id), chosen.where,
                   "give `edited`, with [...] in the place of the postcode");
      continue;
    }
    quote.person = fmt::format("{}/{}", chosen.population, chosen.answer);
    quote.population = chosen.population;
    quote.consent = consents(*found, *row);
    quote.theme = chosen.theme;
    attribute(study, *found, *row, quote);
    quotes.push_back(std::move(quote));
  }
  return quotes;
}

}  // namespace kith::run
