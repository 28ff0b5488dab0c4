// The vocabulary made ready to be looked up at a place in a sentence.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/claim_text.h"
#include "report/claim_words.h"

namespace kith::report {

struct Match {
  std::size_t length = 0;  // tokens
  Meaning meaning;
};

// Per token: a word of a name, which no phrase may take in. Empty: there are none.
using Closed = std::vector<bool>;

class Lexicon {
 public:
  // Every table of claim_words.h; `people` are the study's own nouns for #people.
  explicit Lexicon(std::vector<std::string> people = {});

  // The longest phrase at `at` that takes in no closed word ("most active" is none in "most Active Communities
  // participants"): idioms, portions, multiples, comparisons. Thresholds are left out, since they mean something only
  // before a quantity, and causes, since their words may be of a comparison as well.
  std::optional<Match> claim(const Tokens& tokens, std::size_t at, const Closed& closed) const;
  std::optional<Match> cause(const Tokens& tokens, std::size_t at, const Closed& closed) const;
  std::optional<Match> threshold(const Tokens& tokens, std::size_t at, const Closed& closed = {}) const;
  std::size_t marker(const Tokens& tokens, std::size_t at) const;  // its length, or 0

 private:
  struct Slot {
    std::vector<std::string> words;
    enum class Wild { No, Word, Figure, Number } wild = Wild::No;
    bool outcome = false, group = false, people = false;
    bool optional = false;
  };
  struct Compiled {
    std::vector<Slot> slots;
    std::size_t phrase = 0;  // slots before the lookahead
    Meaning meaning;
  };
  // Phrases in their order, with the places of those that can begin with a word, and of those that any may begin.
  struct Table {
    std::vector<Compiled> phrases;
    std::map<std::string, std::vector<std::size_t>, std::less<>> by_first_word;
    std::vector<std::size_t> others;

    void add(Compiled phrase);
  };

  Compiled compile(const Phrase& phrase) const;
  static bool fits(const Slot& slot, const Token& token);
  static std::optional<std::size_t> fit(const Compiled& phrase, std::size_t slot, const Tokens& tokens, std::size_t at,
                                        const Closed& closed);
  static std::optional<Match> longest(const Table& table, const Tokens& tokens, std::size_t at, const Closed& closed);

  std::vector<std::string> people_;
  Table claims_, causes_, thresholds_, markers_;
};

}  // namespace kith::report
