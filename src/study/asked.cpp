#include "study/asked.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::study {

namespace {

// Each stretch of white space is one space, as a reader sees it.
std::string one_line(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  std::string line;
  const std::string plain = text::replace_all(std::string(text), "\u00A0", " ");
  for (const char c : text::trim(plain)) {
    const bool space = white.find(c) != std::string_view::npos;
    if (!space || !line.ends_with(' ')) {
      line += space ? ' ' : c;
    }
  }
  return line;
}

std::string options_text(const Question& question, std::string Option::* what) {
  std::vector<std::string> labels;
  labels.reserve(question.options.size());
  for (const Option& option : question.options) {
    labels.push_back(one_line(option.*what));
  }
  return labels.empty() ? "none" : text::join(labels, " / ");
}

bool same_options(const Question& one, const Question& other) {
  return std::ranges::equal(one.options, other.options, [](const Option& a, const Option& b) {
    return a.code == b.code && one_line(a.label) == one_line(b.label) && a.missing == b.missing;
  });
}

std::string options_difference(const Question& before, const Question& now) {
  for (const auto what : {&Option::label, &Option::code}) {
    const std::string earlier = options_text(before, what), later = options_text(now, what);
    if (earlier != later) {
      return fmt::format("Its answers were \u201C{}\u201D and became \u201C{}\u201D.", earlier, later);
    }
  }
  return "Other answers of it count as missing.";
}

// Of those files of the population that `counts`, each instrument once.
template <typename Counts>
std::vector<const Instrument*> instruments_of(const Study& study, std::string_view population, const Counts& counts) {
  std::vector<const Instrument*> found;
  for (const Responses& responses : study.responses) {
    const Instrument* instrument = study.instrument_of(responses);
    if (responses.population == population && counts(responses) && instrument != nullptr &&
        std::ranges::find(found, instrument) == found.end()) {
      found.push_back(instrument);
    }
  }
  return found;
}

}  // namespace

std::string difference(const Question& before, const Question& now) {
  std::string told;
  const auto say = [&](const std::string& sentence) { told += (told.empty() ? "" : " ") + sentence; };
  if (one_line(before.text) != one_line(now.text)) {
    say(fmt::format("Its words were \u201C{}\u201D and became \u201C{}\u201D.", one_line(before.text),
                    one_line(now.text)));
  }
  if (before.type == now.type && !same_options(before, now)) {
    say(options_difference(before, now));
  }
  if (one_line(before.asked_if) != one_line(now.asked_if)) {
    say("It was not asked of the same people.");
  }
  return told;
}

std::vector<const Instrument*> asked_of(const Study& study, std::string_view population) {
  return instruments_of(study, population, [](const Responses&) { return true; });
}

std::vector<const Instrument*> asked_in(const Study& study, const Population& population, std::string_view wave) {
  std::vector<const Instrument*> found;
  for (const std::string_view of : {wave, std::string_view()}) {
    if (found.empty()) {
      found = instruments_of(study, population.code, [&](const Responses& responses) { return responses.wave == of; });
    }
  }
  return found;
}

std::vector<const Question*> asked_in(const Study& study, const Population& population, std::string_view wave,
                                      std::string_view question) {
  std::vector<const Question*> found;
  for (const Instrument* instrument : asked_in(study, population, wave)) {
    if (const Question* there = instrument->question(question)) {
      found.push_back(there);
    }
  }
  return found;
}

bool asked_alike(const Study& study, const Population& population, std::string_view question, std::string_view wave,
                 std::string_view other) {
  const std::vector<const Question*> here = asked_in(study, population, wave, question);
  const std::vector<const Question*> there = asked_in(study, population, other, question);
  return !here.empty() && !there.empty() && std::ranges::all_of(here, [&](const Question* one) {
    return std::ranges::all_of(there, [&](const Question* two) { return difference(*one, *two).empty(); });
  });
}

}  // namespace kith::study
