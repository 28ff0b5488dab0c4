#include "report/claim_setting.h"

#include <algorithm>
#include <string>

#include "report/claim_sentence.h"

namespace kith::report {

namespace {

const Prose* prose_at(const Document& document, std::size_t element) {
  return std::get_if<Prose>(&document.elements[element]);
}

bool is_kind(const Document& document, std::size_t element, ProseKind kind) {
  const Prose* prose = prose_at(document, element);
  return prose != nullptr && prose->kind == kind;
}

bool has_figure(const std::vector<Tokens>& sentences) {
  return std::ranges::any_of(sentences, holds_figure);
}

void append(Tokens& tokens, const Tokens& sentence) {
  tokens.insert(tokens.end(), sentence.begin(), sentence.end());
  if (!sentence.empty() && !sentence.back().is(".")) {
    Token stop;
    stop.kind = TokenKind::Mark;
    stop.text = ".";
    stop.offset = sentence.back().offset;
    tokens.push_back(std::move(stop));
  }
}

void append_all(Tokens& tokens, const std::vector<Tokens>& sentences) {
  for (const Tokens& sentence : sentences) {
    append(tokens, sentence);
  }
}

// The first text below a heading that holds figures, with the items or cells that belong to it.
Tokens below(const Document& document, const Told& told, std::size_t heading) {
  Tokens tokens;
  bool found = false;
  for (std::size_t i = heading + 1; i < told.size() && !is_kind(document, i, ProseKind::Heading); ++i) {
    const Prose* prose = prose_at(document, i);
    if (prose == nullptr || told[i].empty()) {
      continue;
    }
    if (found && prose->kind != ProseKind::Item && prose->kind != ProseKind::Cell) {
      break;
    }
    if (found || has_figure(told[i])) {
      append_all(tokens, told[i]);
      if (prose->kind == ProseKind::Paragraph) {
        break;
      }
      found = true;
    }
  }
  return tokens;
}

bool opens_row(const Document& document, std::size_t element, std::string_view tag) {
  const auto* markup = std::get_if<std::string>(&document.elements[element]);
  return markup != nullptr && markup->find(tag) != std::string::npos;
}

Surroundings row_of(const Document& document, const Told& told, std::size_t cell) {
  Surroundings around;
  std::size_t first = cell;
  while (first > 0 && !opens_row(document, first, "<tr")) {
    --first;
  }
  for (std::size_t i = first; i < told.size(); ++i) {
    if (i > cell && opens_row(document, i, "</tr")) {
      break;
    }
    if (i != cell) {
      append_all(i < cell ? around.before : around.after, told[i]);
    }
  }
  return around;
}

// The sentences with figures before this one, the nearest two.
Tokens before(const Document& document, const Told& told, std::size_t element, std::size_t sentence) {
  constexpr std::size_t reach = 2;
  std::vector<const Tokens*> found;
  const auto take = [&](const std::vector<Tokens>& sentences, std::size_t end) {
    for (std::size_t s = end; s > 0 && found.size() < reach; --s) {
      if (holds_figure(sentences[s - 1])) {
        found.push_back(&sentences[s - 1]);
      }
    }
  };
  take(told[element], sentence);
  const bool further = holds_figure(told[element][sentence]);
  for (std::size_t i = element; further && i > 0 && found.empty() && !is_kind(document, i, ProseKind::Heading); --i) {
    take(told[i - 1], told[i - 1].size());
  }
  Tokens tokens;
  std::for_each(found.rbegin(), found.rend(), [&](const Tokens* one) { append(tokens, *one); });
  return tokens;
}

}  // namespace

Surroundings surroundings_of(const Document& document, const Told& told, std::size_t element, std::size_t sentence) {
  if (is_kind(document, element, ProseKind::Heading)) {
    return {{}, below(document, told, element)};
  }
  if (is_kind(document, element, ProseKind::Cell)) {
    return row_of(document, told, element);
  }
  return {before(document, told, element, sentence), {}};
}

Tokens joined(const Tokens& before, const Tokens& own, const Tokens& after) {
  Tokens tokens = before;
  append(tokens, own);
  append(tokens, after);
  return tokens;
}

}  // namespace kith::report
