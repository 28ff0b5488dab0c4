#include "report/claim_text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace kith::report {

namespace {

constexpr auto abbreviations = std::to_array<std::string_view>(
    {"e.g", "i.e", "eg",  "ie",   "etc", "vs", "dr", "mr",  "mrs", "ms",  "prof", "approx",
     "cf",  "al",  "fig", "figs", "p",   "pp", "ed", "eds", "vol", "inc", "ltd",  "st"});
constexpr std::size_t quotation_words = 4;  // shorter ones are scare quotes, and their words the author's own

// One character as it counts: folded, and what kind it is.
struct Character {
  std::string folded;
  std::size_t offset = 0;
  enum class Kind { Letter, Digit, Apostrophe, Hyphen, Blank, Mark } kind = Kind::Mark;
  bool capital = false;
};

bool has_digit(const icu::UnicodeString& text) {
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    if (u_isdigit(text.char32At(i))) {
      return true;
    }
  }
  return false;
}

Character::Kind kind_of(UChar32 code, const icu::UnicodeString& folded) {
  using Kind = Character::Kind;
  if (u_getNumericValue(code) != U_NO_NUMERIC_VALUE || has_digit(folded)) {
    return Kind::Digit;
  }
  if (u_isalpha(code) || (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0) {
    return Kind::Letter;
  }
  switch (code) {
    case '\'':
    case 0x2019:  // right single quotation mark
    case 0x02BC:  // modifier letter apostrophe
      return Kind::Apostrophe;
    case '-':
    case 0x2010:  // hyphen
    case 0x2011:  // non-breaking hyphen
      return Kind::Hyphen;
    default:
      return u_isUWhiteSpace(code) || u_iscntrl(code) ? Kind::Blank : Kind::Mark;
  }
}

// Bytes of the UTF-8 character that begins with `lead`; a stray byte is a character by itself.
std::size_t length_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : byte >= 0xC0U ? 2 : 1;
}

void append_characters(std::string_view text, std::size_t offset, std::vector<Character>& out) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normal = icu::Normalizer2::getNFKCCasefoldInstance(status);
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view bytes = text.substr(at, length_of(text[at]));
    const auto one = icu::UnicodeString::fromUTF8({bytes.data(), static_cast<std::int32_t>(bytes.size())});
    const icu::UnicodeString folded = normal->normalize(one, status);
    if (!folded.isEmpty()) {  // empty: invisible, as a soft hyphen or a zero-width space
      const UChar32 code = one.char32At(0);
      Character character;
      folded.toUTF8String(character.folded);
      character.offset = offset + at;
      character.kind = kind_of(code, folded);
      character.capital = u_isUUppercase(code);
      out.push_back(std::move(character));
    }
    at += bytes.size();
  }
}

// Makes words of characters; a Figure or a code span between two runs of text ends the word before it.
class Tokeniser {
 public:
  Tokens tokens;

  void text(const std::vector<Character>& characters) {
    for (std::size_t i = 0; i < characters.size(); ++i) {
      const Character& one = characters[i];
      const auto beside = [&](std::size_t j, auto... kinds) {
        return j < characters.size() && ((characters[j].kind == kinds) || ...);
      };
      using Kind = Character::Kind;
      switch (one.kind) {
        case Kind::Letter:
          extend(one);
          break;
        case Kind::Digit:
          extend(one);
          digits_ = true;
          break;
        case Kind::Apostrophe:
          if (!word_.text.empty() && beside(i + 1, Kind::Letter)) {
            word_.text += '\'';
          } else {
            mark(one);
          }
          break;
        case Kind::Hyphen:
          if (!word_.text.empty() && beside(i + 1, Kind::Letter, Kind::Digit) &&
              !(digits_ && beside(i + 1, Kind::Digit))) {
            end_word();
            joined_ = true;
          } else {
            mark(one);
          }
          break;
        case Kind::Blank:
          end_word();
          joined_ = false;
          break;
        case Kind::Mark:
          if (belongs(characters, i)) {
            word_.text += one.folded;
          } else {
            mark(one);
          }
          break;
      }
    }
  }

  void figure(const Inline& part) {
    end_word();
    Token token;
    token.kind = TokenKind::Figure;
    token.offset = part.offset;
    token.figure = part.figure;
    push(std::move(token));
  }

  void code(const Inline& part) {
    end_word();
    Token token;
    token.kind = TokenKind::Mark;
    token.text = "`";
    token.offset = part.offset;
    token.code = true;
    push(std::move(token));
  }

  void blank() {
    end_word();
    joined_ = false;
  }

 private:
  // A separator within a numeral (1,950 or 3.5 or 12/03), or the inner stops of "e.g.".
  bool belongs(const std::vector<Character>& characters, std::size_t i) const {
    using Kind = Character::Kind;
    if (word_.text.empty() || i + 1 >= characters.size()) {
      return false;
    }
    const std::string& sign = characters[i].folded;
    if (digits_) {
      return (sign == "." || sign == "," || sign == "/" || sign == ":" || sign == "\u2044") &&
             characters[i + 1].kind == Kind::Digit && characters[i - 1].kind == Kind::Digit;
    }
    const bool single = word_.text.size() == 1 || (word_.text.size() >= 2 && word_.text[word_.text.size() - 2] == '.');
    const bool then_single = characters[i + 1].kind == Kind::Letter &&
                             (i + 2 >= characters.size() || characters[i + 2].kind != Kind::Letter);
    return sign == "." && single && then_single;
  }

  void extend(const Character& one) {
    if (word_.text.empty()) {
      word_.offset = one.offset;
      word_.capital = one.capital;
    }
    word_.text += one.folded;
  }

  void mark(const Character& one) {
    end_word();
    Token token;
    token.kind = TokenKind::Mark;
    token.text = one.folded;
    token.offset = one.offset;
    static constexpr auto words = std::to_array<std::string_view>({"<", ">", "=", "≥", "≤", "≈", "×", "≠"});
    if (std::ranges::find(words, std::string_view(token.text)) != words.end()) {
      token.kind = TokenKind::Word;
    }
    push(std::move(token));
  }

  void end_word() {
    if (word_.text.empty()) {
      return;
    }
    word_.kind = digits_ ? TokenKind::Numeral : TokenKind::Word;
    Token negation;
    negation.offset = word_.offset;
    negation.text = "not";
    bool negated = false;
    if (word_.text == "cannot") {
      word_.text = "can";
      negated = true;
    } else if (word_.text.ends_with("n't")) {
      word_.text = word_.text == "can't"   ? "can"
                   : word_.text == "won't" ? "will"
                                           : word_.text.substr(0, word_.text.size() - 3);
      negated = true;
    }
    push(std::move(word_));
    if (negated) {
      push(std::move(negation));
    }
    word_ = {};
    digits_ = false;
  }

  void push(Token token) {
    token.joined = joined_;
    joined_ = true;  // until a blank says otherwise
    tokens.push_back(std::move(token));
  }

  Token word_;
  bool digits_ = false;
  bool joined_ = false;
};

bool opens_quotation(const Tokens& tokens, std::size_t i) {
  return tokens[i].is("\u201C") || tokens[i].is("\u201E") || tokens[i].is("«") || tokens[i].is("\"") ||
         tokens[i].is("\u2018");
}

std::string_view closing_of(const Token& opening) {
  return opening.is("\"") ? "\"" : opening.is("«") ? "»" : opening.is("\u2018") ? "'" : "\u201D";
}

// Words such as "most": spoken of, not said.
bool names_words(const Tokens& tokens, std::size_t opening) {
  static constexpr auto naming =
      std::to_array<std::string_view>({"word", "words", "term", "terms", "phrase", "phrases"});
  constexpr std::size_t reach = 10;
  for (std::size_t i = opening; i > 0 && opening - i < reach; --i) {
    if (std::ranges::find(naming, std::string_view(tokens[i - 1].text)) != naming.end()) {
      return true;
    }
    if (tokens[i - 1].is(".")) {
      return false;
    }
  }
  return false;
}

void mark_quotations(Tokens& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::Mark || !opens_quotation(tokens, i)) {
      continue;
    }
    const std::string_view closing = closing_of(tokens[i]);
    std::size_t words = 0;
    bool figure = false;
    std::size_t end = i + 1;
    for (; end < tokens.size(); ++end) {
      const bool closes = tokens[end].kind == TokenKind::Mark &&
                          (tokens[end].is(closing) || (closing == "'" && tokens[end].is("\u2019")));
      if (closes) {
        break;
      }
      words += tokens[end].kind == TokenKind::Word ? 1U : 0U;
      figure = figure || tokens[end].kind == TokenKind::Figure;
    }
    if (end == tokens.size()) {
      continue;  // never closed: a stray mark
    }
    if ((words >= quotation_words || names_words(tokens, i)) && !figure) {
      std::for_each(tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.begin() + static_cast<std::ptrdiff_t>(end),
                    [](Token& token) { token.quoted = true; });
    }
    i = end;
  }
}

bool closes_sentence(const Token& token) {
  return token.kind == TokenKind::Mark &&
         (token.is(".") || token.is("!") || token.is("?") || token.is("...") || token.is("…"));
}

bool closing_mark(const Token& token) {
  static constexpr auto closing = std::to_array<std::string_view>({")", "]", "\"", "'", "\u201D", "\u2019", "»", "."});
  return token.kind == TokenKind::Mark && token.joined &&
         std::ranges::find(closing, std::string_view(token.text)) != closing.end();
}

bool is_abbreviation(const Tokens& tokens, std::size_t stop) {
  if (stop == 0 || !tokens[stop].joined || tokens[stop - 1].kind != TokenKind::Word || !tokens[stop].is(".")) {
    return false;
  }
  const std::string& word = tokens[stop - 1].text;
  const bool initial = word.size() == 1 && tokens[stop - 1].capital && word != "i";
  const bool known = std::ranges::find(abbreviations, std::string_view(word)) != abbreviations.end();
  const bool ends_all_the_same = word == "etc" && stop + 1 < tokens.size() && tokens[stop + 1].capital;
  return initial || (known && !ends_all_the_same);
}

}  // namespace

Tokens tokens_of(const Prose& prose) {
  Tokeniser tokeniser;
  std::vector<Character> characters;
  const auto flush = [&] {
    tokeniser.text(characters);
    characters.clear();
  };
  for (const Inline& part : prose.inlines) {
    switch (part.kind) {
      case InlineKind::Text:
        append_characters(part.text, part.offset, characters);
        break;
      case InlineKind::Break:
        append_characters(" ", part.offset, characters);
        break;
      case InlineKind::Markup:
        break;  // emphasis within a word does not part it
      case InlineKind::Figure:
        flush();
        tokeniser.figure(part);
        break;
      case InlineKind::Code:
        flush();
        tokeniser.code(part);
        break;
    }
  }
  flush();
  tokeniser.blank();
  mark_quotations(tokeniser.tokens);
  return std::move(tokeniser.tokens);
}

Tokens tokens_of(std::string_view text) {
  Prose prose;
  prose.inlines.push_back({InlineKind::Text, std::string(text), 0, 0});
  return tokens_of(prose);
}

std::vector<Tokens> sentences_of(const Tokens& tokens) {
  std::vector<Tokens> sentences(1);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    sentences.back().push_back(tokens[i]);
    if (!closes_sentence(tokens[i]) || is_abbreviation(tokens, i)) {
      continue;
    }
    while (i + 1 < tokens.size() && closing_mark(tokens[i + 1])) {
      sentences.back().push_back(tokens[++i]);
    }
    sentences.emplace_back();
  }
  std::erase_if(sentences, [](const Tokens& sentence) {
    return std::ranges::all_of(sentence, [](const Token& token) { return token.kind == TokenKind::Mark; });
  });
  return sentences;
}

}  // namespace kith::report
