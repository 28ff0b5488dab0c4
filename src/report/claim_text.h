// Prose as words: tokens with their places, and the sentences they make.
//
// Words are folded (Unicode NFKC case folding, UAX 15 and 31), so that full-width digits, ¾, ² and invisible characters
// are read as what they look like; contractions are opened ("isn't" is "is not"). Hyphens between words are spaces that
// leave a mark (`joined`). A character that has a numeric value makes its word a numeral.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/narrative_document.h"

namespace kith::report {

enum class TokenKind { Word, Numeral, Figure, Mark };

struct Token {
  TokenKind kind = TokenKind::Word;
  std::string text;        // folded
  std::size_t offset = 0;  // in the source
  std::size_t figure = 0;  // of a Figure
  bool joined = false;     // no blank before it
  bool capital = false;    // begins with a capital letter as written
  bool quoted = false;     // within quotation marks, of a quotation of four words or more that holds no figure
  bool code = false;       // a code span: says nothing
  std::size_t group = 0;   // how many words of a group's name begin here (set by understand)

  bool is(std::string_view word) const { return text == word; }
};

using Tokens = std::vector<Token>;

Tokens tokens_of(const Prose& prose);
Tokens tokens_of(std::string_view text);  // names, wordings

// Tokens of each sentence, its final mark included. Abbreviations and initials do not end one; ";" and ":" do not
// either.
std::vector<Tokens> sentences_of(const Tokens& tokens);

}  // namespace kith::report
