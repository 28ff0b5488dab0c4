#include "report/narrative.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"
#include "report/claim_check.h"
#include "report/claim_lexicon.h"
#include "report/claim_names.h"
#include "report/html.h"
#include "report/narrative_document.h"
#include "report/narrative_figure.h"
#include "report/narrative_reference.h"
#include "report/narrative_shelf.h"

namespace kith::report {

namespace {

constexpr int headline_level = 1, chapter_level = 2;

// Chapters that say what the figures cannot show may use the words of cause (A6).
bool is_limitations(std::string_view title) {
  const std::string folded = text::fold(title);
  return folded.find("limitation") != std::string::npos || folded.find("caveat") != std::string::npos ||
         folded.find("cannot show") != std::string::npos;
}

class Teller {
 public:
  Teller(const study::Study& study, const std::vector<disclose::Safe<finding::Finding>>& findings,
         const std::vector<disclose::Safe<finding::Quote>>& quotes, const Evidence& evidence)
      : study_(study),
        file_(study.narrative.file.empty() ? "report.md" : study.narrative.file),
        shelf_(study, findings, quotes),
        evidence_(evidence),
        names_(study, shelf_.levels()),
        lexicon_(names_.people()),
        lines_(study.narrative.text) {}

  Story tell() {
    document_ = read_document(study_.narrative.text, file_, problems_);
    resolve_references();
    check_placements();
    check_claims();
    throw_problems();
    return write();
  }

 private:
  Where where(std::size_t offset) const { return {file_, lines_.at(offset)}; }

  Prose* prose_at(std::size_t element) { return std::get_if<Prose>(&document_.elements[element]); }

  // ---- references ---------------------------------------------------------------------------------------------------

  void resolve_references() {
    std::vector<Reference> references;
    for (Element& element : document_.elements) {
      if (Prose* prose = std::get_if<Prose>(&element)) {
        find_references(*prose, references, lexicon_, lines_, file_, problems_);
      }
    }
    for (const Reference& reference : references) {
      figures_.push_back(resolve(reference, shelf_, evidence_, where(reference.offset), problems_));
      texts_.push_back(figures_.back().text);
    }
  }

  // The placement that a prose element is, when it is one and nothing else.
  std::optional<std::size_t> placement(const Prose& prose) const {
    std::optional<std::size_t> only;
    for (const Inline& part : prose.inlines) {
      const bool blank =
          part.kind == InlineKind::Break || (part.kind == InlineKind::Text && text::trim(part.text).empty());
      if (blank) {
        continue;
      }
      if (only || part.kind != InlineKind::Figure || !is_placement(figures_[part.figure].reference.verb)) {
        return std::nullopt;
      }
      only = part.figure;
    }
    return prose.kind == ProseKind::Paragraph && prose.top_level ? only : std::nullopt;
  }

  void check_placements() {
    for (const Element& element : document_.elements) {
      const Prose* prose = std::get_if<Prose>(&element);
      if (prose == nullptr || placement(*prose)) {
        continue;
      }
      for (const Inline& part : prose->inlines) {
        if (part.kind == InlineKind::Figure && is_placement(figures_[part.figure].reference.verb)) {
          const std::string& word = figures_[part.figure].reference.word;
          problems_.add("placement-in-line", fmt::format("{{{{{}}}}} stands within text", word), where(part.offset),
                        "put it in a paragraph of its own, outside lists and quotes");
        }
      }
    }
  }

  // ---- claims
  // ---------------------------------------------------------------------------------------------------------

  void check_claims() {
    std::vector<std::vector<Tokens>> sentences(document_.elements.size());
    std::vector<bool> leads(document_.elements.size(), false);
    for (std::size_t i = 0; i < document_.elements.size(); ++i) {
      const Prose* prose = prose_at(i);
      if (prose == nullptr || placement(*prose)) {
        continue;
      }
      sentences[i] = sentences_of(tokens_of(*prose));
      if (prose->lead_in) {
        leads[*prose->lead_in] = true;
      }
    }
    bool limitations = false;
    int limitations_level = 0;
    for (std::size_t i = 0; i < document_.elements.size(); ++i) {
      const Prose* prose = prose_at(i);
      if (prose == nullptr) {
        continue;
      }
      if (prose->kind == ProseKind::Heading && (!limitations || prose->level <= limitations_level)) {
        limitations = is_limitations(plain_text(*prose, texts_));
        limitations_level = prose->level;
      }
      for (std::size_t s = 0; s < sentences[i].size(); ++s) {
        const bool leads_in = leads[i] && s + 1 == sentences[i].size();
        const bool led = prose->lead_in && s == 0;
        check_sentence(sentences[i][s], *prose, limitations, leads_in, led ? lead_of(*prose, sentences) : Tokens{});
      }
    }
  }

  // The sentence with the colon before a list, and the one before that when the list stands in a list.
  Tokens lead_of(const Prose& prose, const std::vector<std::vector<Tokens>>& sentences) {
    Tokens lead;
    std::optional<std::size_t> element = prose.lead_in;
    while (element && !sentences[*element].empty()) {
      const Tokens& last = sentences[*element].back();
      lead.insert(lead.begin(), last.begin(), last.end());
      element = prose_at(*element)->lead_in;
    }
    return lead;
  }

  static bool holds_figure(const Tokens& tokens) {
    return std::ranges::any_of(tokens, [](const Token& token) { return token.kind == TokenKind::Figure; });
  }

  // What is said before a colon is said of every item of the list: claims of a lead-in without figures are checked on
  // the figures of each item.
  void check_sentence(Tokens tokens, const Prose& prose, bool limitations, bool leads_in, Tokens lead) {
    const Court court{study_, shelf_, evidence_, figures_, lines_, file_, problems_};
    const Sentence alone = understand(tokens, lexicon_, names_, figures_);
    check_numerals(court, alone);
    check_populations(court, alone);
    if (!limitations && !prose.quotation) {
      check_causes(court, alone);
    }
    if (prose.quotation && !holds_figure(tokens)) {
      return;  // somebody else's claims
    }
    if (leads_in && !holds_figure(tokens)) {
      return;
    }
    const std::size_t own = lead.size();
    if (!lead.empty() && !holds_figure(lead)) {
      tokens.insert(tokens.begin(), lead.begin(), lead.end());
      Sentence joined = understand(std::move(tokens), lexicon_, names_, figures_);
      joined.own = own;
      check_portions(court, joined);
      check_comparisons(court, joined);
      return;
    }
    check_portions(court, alone);
    check_comparisons(court, alone);
  }

  // The same claim of a lead-in fails once for each item: each problem is told once.
  void throw_problems() const {
    Problems once;
    std::set<std::tuple<int, std::string, std::string>> told;
    for (const Problem& problem : problems_.items()) {
      if (told.emplace(problem.where.line, problem.code, problem.message).second) {
        once.add(problem);
      }
    }
    once.throw_if_any();
  }

  // ---- the page
  // -------------------------------------------------------------------------------------------------------

  Story write() {
    Story story;
    story.chapters.emplace_back();
    std::set<std::string> anchors;
    for (std::size_t i = 0; i < document_.elements.size(); ++i) {
      const Prose* prose = prose_at(i);
      if (prose == nullptr) {
        append(story.chapters.back(), std::get<std::string>(document_.elements[i]));
      } else if (prose->kind == ProseKind::Heading && prose->level == headline_level && prose->top_level) {
        story.headline = std::string(text::trim(plain_text(*prose, texts_)));
      } else if (prose->kind == ProseKind::Heading && prose->level == chapter_level && prose->top_level) {
        Chapter chapter;
        chapter.title = std::string(text::trim(plain_text(*prose, texts_)));
        chapter.anchor = distinct(anchor(chapter.title), anchors);
        story.chapters.push_back(std::move(chapter));
      } else if (const auto place = placement(*prose)) {
        const Reference& reference = figures_[*place].reference;
        story.chapters.back().blocks.emplace_back(Placement{reference.word, reference.names, where(reference.offset)});
      } else {
        append(story.chapters.back(), html(*prose));
      }
    }
    const Chapter& first = story.chapters.front();
    if (first.blocks.empty()) {
      story.chapters.erase(story.chapters.begin());
    }
    return story;
  }

  static void append(Chapter& chapter, const std::string& html) {
    if (chapter.blocks.empty() || !std::holds_alternative<std::string>(chapter.blocks.back())) {
      chapter.blocks.emplace_back(std::string());
    }
    std::get<std::string>(chapter.blocks.back()) += html;
  }

  static std::string distinct(std::string name, std::set<std::string>& taken) {
    const std::string stem = name;
    for (int i = 2; !taken.insert(name).second; ++i) {
      name = fmt::format("{}-{}", stem, i);
    }
    return name;
  }

  std::string html(const Prose& prose) const {
    std::string inner;
    for (const Inline& part : prose.inlines) {
      switch (part.kind) {
        case InlineKind::Text:
        case InlineKind::Code:
          inner += escape(part.text);
          break;
        case InlineKind::Break:
          inner += part.text.empty() ? "" : "\n";
          break;
        case InlineKind::Markup:
          inner += part.text;
          break;
        case InlineKind::Figure:
          inner += figures_[part.figure].html;
          break;
      }
    }
    switch (prose.kind) {
      case ProseKind::Paragraph:
        return fmt::format("<p>{}</p>\n", inner);
      case ProseKind::Heading:
        return fmt::format("<h{0}>{1}</h{0}>\n", std::max(prose.level, chapter_level + 1), inner);
      case ProseKind::Item:
      case ProseKind::Cell:
        break;
    }
    return inner;
  }

  const study::Study& study_;
  std::string file_;
  Shelf shelf_;
  const Evidence& evidence_;
  Names names_;
  Lexicon lexicon_;
  Lines lines_;
  Document document_;
  std::vector<Figure> figures_;
  std::vector<std::string> texts_;  // of the figures
  Problems problems_;
};

}  // namespace

Story tell(const study::Study& study, const std::vector<disclose::Safe<finding::Finding>>& findings,
           const std::vector<disclose::Safe<finding::Quote>>& quotes, const Evidence& evidence) {
  return Teller(study, findings, quotes, evidence).tell();
}

}  // namespace kith::report
