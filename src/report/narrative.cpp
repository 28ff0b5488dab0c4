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
#include "report/claim_setting.h"
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
    Told told(document_.elements.size());
    for (std::size_t i = 0; i < document_.elements.size(); ++i) {
      const Prose* prose = prose_at(i);
      if (prose != nullptr && !placement(*prose)) {
        told[i] = sentences_of(tokens_of(*prose));
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
      for (std::size_t s = 0; s < told[i].size(); ++s) {
        check_sentence(told, i, s, limitations);
      }
    }
  }

  // The sentence with the colon before a list, and the one before that when the list stands in a list.
  Tokens lead_of(const Prose& prose, const Told& told) {
    Tokens lead;
    std::optional<std::size_t> element = prose.lead_in;
    while (element && !told[*element].empty()) {
      const Tokens& last = told[*element].back();
      lead.insert(lead.begin(), last.begin(), last.end());
      element = prose_at(*element)->lead_in;
    }
    return lead;
  }

  // Wordings count where a figure of theirs is cited: for a lead-in, in its list.
  Wordings wordings_of(const Told& told, std::size_t element, bool leads_in) {
    Wordings wordings;
    const Prose& prose = *prose_at(element);
    if (prose.kind == ProseKind::Cell || prose.kind == ProseKind::Heading) {
      wordings.place = Wordings::Place::Label;
    }
    for (std::size_t i = element + 1; leads_in && i < told.size(); ++i) {
      const Prose* item = prose_at(i);
      for (const Tokens& sentence : item != nullptr && item->lead_in == element ? told[i] : std::vector<Tokens>()) {
        for (const Token& token : sentence) {
          if (token.kind == TokenKind::Figure && !figures_[token.figure].findings.empty()) {
            wordings.indicators.insert(figures_[token.figure].findings.front()->indicator);
          }
        }
      }
    }
    return wordings;
  }

  bool leads_in(const Told& told, std::size_t element, std::size_t sentence) {
    if (sentence + 1 != told[element].size()) {
      return false;
    }
    for (std::size_t i = element + 1; i < told.size(); ++i) {
      const Prose* item = prose_at(i);
      if (item != nullptr && item->lead_in == element) {
        return true;
      }
    }
    return false;
  }

  // What is said before a colon is said of every item of the list: claims of a lead-in without figures are checked on
  // the figures of each item.
  void check_sentence(const Told& told, std::size_t element, std::size_t place, bool limitations) {
    const Court court{study_, shelf_, evidence_, figures_, lines_, file_, problems_};
    const Prose& prose = *prose_at(element);
    const Tokens& tokens = told[element][place];
    const bool leading = leads_in(told, element, place);
    const Wordings wordings = wordings_of(told, element, leading);
    const Sentence alone = understand(tokens, lexicon_, names_, figures_, wordings);
    check_numerals(court, alone);
    check_populations(court, alone);
    check_waves(court, alone);
    check_units(court, alone);
    if (place > 0) {
      const Sentence previous = understand(told[element][place - 1], lexicon_, names_, figures_);
      check_denominators(court, alone, &previous);
    } else {
      check_denominators(court, alone);
    }
    if (!limitations && !prose.quotation) {
      check_causes(court, alone);
    }
    if ((prose.quotation || leading) && !holds_figure(tokens)) {
      return;  // somebody else's claims; or those of the items to come
    }
    const Tokens lead = prose.lead_in && place == 0 ? lead_of(prose, told) : Tokens{};
    if (!lead.empty() && !holds_figure(lead)) {
      Tokens all = lead;
      all.insert(all.end(), tokens.begin(), tokens.end());
      Sentence led = understand(std::move(all), lexicon_, names_, figures_, wordings);
      led.own = lead.size();
      check_portions(court, led);
      check_comparisons(court, led);
      return;
    }
    const auto [before, after] = surroundings_of(document_, told, element, place);
    const Setting setting{understand(joined(before, tokens, after), lexicon_, names_, figures_, wordings),
                          {before.size(), before.size() + tokens.size()}};
    check_portions(court, alone, &setting);
    check_comparisons(court, alone, &setting);
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
