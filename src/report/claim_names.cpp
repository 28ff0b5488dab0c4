#include "report/claim_names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "report/claim_words.h"
#include "study/scale.h"

namespace kith::report {

namespace {

constexpr std::size_t run_length = 4;

Tokens words_of(std::string_view text) {
  Tokens tokens = tokens_of(text);
  while (!tokens.empty() && tokens.back().kind == TokenKind::Mark && !tokens.back().is("%")) {
    tokens.pop_back();
  }
  return tokens;
}

bool has_letter(const Tokens& tokens) {
  return std::ranges::any_of(tokens, [](const Token& token) { return token.kind == TokenKind::Word; });
}

std::string run_of(const std::vector<const Token*>& words, std::size_t at) {
  std::string run;
  for (std::size_t i = 0; i < run_length; ++i) {
    run += words[at + i]->text;
    run += ' ';
  }
  return run;
}

// The words of a text without its marks.
std::vector<const Token*> spoken(const Tokens& tokens) {
  std::vector<const Token*> words;
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::Mark) {
      words.push_back(&token);
    }
  }
  return words;
}

bool introduces_answer(const Token& token) {
  static constexpr auto words =
      std::to_array<std::string_view>({"said", "answered", "chose", "ticked", "replied", "responded", "saying",
                                       "answering", "answer", "answers", "option", "\u201C", "\"", "\u2018"});
  return std::ranges::find(words, std::string_view(token.text)) != words.end();
}

// What the people of a nation are called.
constexpr auto demonyms =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"England", "English"},
                                                                  {"Scotland", "Scottish"},
                                                                  {"Scotland", "Scots"},
                                                                  {"Wales", "Welsh"},
                                                                  {"Northern Ireland", "Northern Irish"},
                                                                  {"Ireland", "Irish"}});

// Words that make a sentence one about a question, or about what is hoped for, and no finding.
bool speaks_of_wording(const Tokens& tokens) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"asked",   "asks",     "ask",    "asking",  "question", "questions", "statement", "statements",  "item",
       "items",   "wording",  "worded", "theory",  "expect",   "expects",   "expected",  "expectation", "expectations",
       "outcome", "outcomes", "called", "heading", "theme",    "themes",    "code",      "codes"});
  return std::ranges::any_of(tokens, [](const Token& token) {
    return token.kind == TokenKind::Word && std::ranges::find(words, std::string_view(token.text)) != words.end();
  });
}

bool counts(const std::set<std::string>& of, const Wordings& wordings, bool asked) {
  return asked || wordings.place == Wordings::Place::Label ||
         std::ranges::any_of(of, [&](const std::string& id) { return wordings.indicators.contains(id); });
}

}  // namespace

Names::Names(const study::Study& study, const std::vector<finding::Level>& levels) {
  const auto level = [](std::string dimension, std::string code) {
    return std::vector{Mention{Mention::Kind::Level, std::move(dimension), std::move(code)}};
  };
  for (const std::string& name : study.declared_names) {
    add(name);
  }
  for (const std::string* name : {&study.title, &study.subtitle, &study.funder, &study.evaluator}) {
    add(*name);
  }
  for (const char* interval :
       {"95% confidence interval", "95% confidence intervals", "95% interval", "95% intervals", "95% limits"}) {
    add(interval);
  }
  for (const auto& programme : study.programmes) {
    add(programme.name, level("programme", programme.code));
    add(programme.noun, level("programme", programme.code));
  }
  for (const auto& nation : study.nations) {
    add(nation.name, level("nation", nation.code));
    for (const auto& [name, people] : demonyms) {
      if (nation.name == name) {
        insert({words_of(people), level("nation", nation.code), false, false, {}});
      }
    }
  }
  for (const auto& project : study.projects) {
    add(project.name, level("project", project.code));
  }
  for (const auto& wave : study.waves) {
    add(wave.name, level("wave", wave.code));
  }
  for (const finding::Level& one : levels) {
    if (one.dimension != "programme" && one.dimension != "nation" && one.dimension != "project" &&
        one.dimension != "wave") {
      add(one.label, level(one.dimension, one.code));
    }
  }
  for (const auto& benchmark : study.benchmarks) {
    add(benchmark.label, {Mention{Mention::Kind::Benchmark, {}, benchmark.set}});
    for (const std::string* name : {&benchmark.survey, &benchmark.item, &benchmark.cut, &benchmark.geography,
                                    &benchmark.scale, &benchmark.years}) {
      add(*name);
    }
    add_wording(benchmark.wording, benchmark.id);
  }
  for (const auto& population : study.populations) {
    for (const std::string* noun : {&population.noun, &population.plural, &population.base_noun}) {
      add_noun(*noun, population.code);
    }
  }
  for (const auto& indicator : study.indicators) {
    add_wording(indicator.label, indicator.id);
    add_wording(indicator.short_label, indicator.id);
    add_measures(indicator.short_label);
    const study::Question* question = study.question_of(indicator);
    const auto ends = question == nullptr ? std::nullopt : study::scale_ends(*question, indicator);
    if (indicator.measure == "mean" && ends) {  // "from 0 to 10" alone may be a change
      const std::string text = study::scale_text(*ends);
      add("scale from " + text);
      add("scale of " + text);
      add(text + " scale");
    }
  }
  for (const auto& instrument : study.instruments) {
    add(instrument.title);
    for (const auto& question : instrument.questions) {
      add_wording(question.text);
      for (const auto& indicator : study.indicators) {
        if (indicator.question == question.name) {
          add_wording(question.text, indicator.id);
        }
      }
      add(question.scale);
      for (const auto& option : question.options) {
        add_answer(option.label);
      }
    }
  }
  for (const std::string& question : study.research_questions) {
    add_wording(question);
  }
  for (const auto& theme : study.themes) {
    add_wording(theme.label);
    add_wording(theme.definition);
    for (const auto& indicator : study.indicators) {
      if (indicator.theme == theme.code) {
        add_wording(theme.label, indicator.id);
        add_wording(theme.definition, indicator.id);
      }
    }
  }
  for (const auto& node : study.nodes) {
    add_wording(node.label);
  }
}

void Names::insert(Entry entry) {
  if (entry.words.empty() || !has_letter(entry.words)) {
    return;
  }
  std::vector<Entry>& same_start = by_first_word_[entry.words.front().text];
  for (Entry& known : same_start) {
    if (std::ranges::equal(known.words, entry.words, {}, &Token::text, &Token::text) && known.answer == entry.answer &&
        known.wording_of == entry.wording_of) {
      known.meanings.insert(known.meanings.end(), entry.meanings.begin(), entry.meanings.end());
      return;
    }
  }
  same_start.push_back(std::move(entry));
}

void Names::add(std::string_view name, const std::vector<Mention>& meanings) {
  insert({words_of(name), meanings, true, false, {}});
}

void Names::add_noun(std::string_view noun, const std::string& population) {
  Tokens words = words_of(noun);
  if (words.size() == 1) {
    people_.push_back(words.front().text);
  }
  insert({std::move(words), {Mention{Mention::Kind::Population, {}, population}}, false, false, {}});
}

void Names::add_answer(std::string_view label) {
  insert({words_of(label), {}, true, true, {}});
}

void Names::add_wording(std::string_view wording, const std::string& indicator) {
  Tokens tokens = words_of(wording);
  const std::vector<const Token*> words = spoken(tokens);
  if (words.size() < run_length) {
    if (words.size() > 1) {
      insert({std::move(tokens), {}, true, false, indicator});
    }
    return;
  }
  for (std::size_t at = 0; at + run_length <= words.size(); ++at) {
    runs_[run_of(words, at)].insert(indicator);
  }
}

// The long words of a short label: what its indicator measures.
void Names::add_measures(std::string_view label) {
  constexpr std::size_t long_enough = 6;
  for (const Token& token : words_of(label)) {
    if (token.kind == TokenKind::Word && token.text.size() >= long_enough) {
      measures_.insert(token.text);
    }
  }
}

std::size_t Names::length_at(const Entry& entry, const Tokens& tokens, std::size_t at) const {
  if (entry.words.size() > tokens.size() - at) {
    return 0;
  }
  for (std::size_t i = 0; i < entry.words.size(); ++i) {
    if (tokens[at + i].kind == TokenKind::Figure || tokens[at + i].text != entry.words[i].text) {
      return 0;
    }
  }
  if (entry.answer && (at == 0 || !introduces_answer(tokens[at - 1]))) {
    return 0;
  }
  return entry.words.size();
}

void Names::read_measures(const Tokens& tokens, Reading& reading) const {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    reading.measured[i] =
        tokens[i].kind == TokenKind::Word && (names_outcome(tokens[i].text) || measures_.contains(tokens[i].text));
  }
}

void Names::read_wordings(const Tokens& tokens, const Wordings& wordings, Reading& reading) const {
  const bool asked = speaks_of_wording(tokens);
  std::vector<std::size_t> places;
  std::vector<const Token*> words;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::Mark) {
      places.push_back(i);
      words.push_back(&tokens[i]);
    }
  }
  for (std::size_t at = 0; at + run_length <= words.size(); ++at) {
    const auto run = runs_.find(run_of(words, at));
    const bool quoted = tokens[places[at]].quoted;
    if (run != runs_.end() && counts(run->second, wordings, asked || quoted)) {
      for (std::size_t i = places[at]; i <= places[at + run_length - 1]; ++i) {
        reading.declared[i] = tokens[i].kind != TokenKind::Figure;
      }
    }
  }
}

Reading Names::read(const Tokens& tokens, const Wordings& wordings) const {
  Reading reading = read_in(tokens, wordings);
  if (wordings.place == Wordings::Place::Label) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind == TokenKind::Word && !reading.declared[i]) {
        return read_in(tokens, {wordings.indicators, Wordings::Place::Prose});  // a label and more than it
      }
    }
  }
  return reading;
}

Reading Names::read_in(const Tokens& tokens, const Wordings& wordings) const {
  Reading reading;
  reading.declared.assign(tokens.size(), false);
  reading.measured.assign(tokens.size(), false);
  const bool asked = speaks_of_wording(tokens);
  read_measures(tokens, reading);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (tokens[at].kind == TokenKind::Figure) {
      continue;
    }
    const auto candidates = by_first_word_.find(tokens[at].text);
    if (candidates == by_first_word_.end()) {
      continue;
    }
    const Entry* best = nullptr;
    std::size_t longest = 0;
    for (const Entry& entry : candidates->second) {
      if (entry.wording_of && !counts({*entry.wording_of}, wordings, asked || tokens[at].quoted)) {
        continue;
      }
      if (const std::size_t length = length_at(entry, tokens, at); length > longest) {
        best = &entry;
        longest = length;
      }
    }
    if (best == nullptr) {
      continue;
    }
    for (Mention mention : best->meanings) {
      mention.begin = at;
      mention.end = at + longest;
      reading.mentions.push_back(std::move(mention));
    }
    if (best->claims_nothing) {
      std::fill_n(reading.declared.begin() + static_cast<std::ptrdiff_t>(at), longest, true);
    }
    at += longest - 1;
  }
  read_wordings(tokens, wordings, reading);
  return reading;
}

}  // namespace kith::report
