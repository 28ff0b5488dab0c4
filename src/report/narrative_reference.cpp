#include "report/narrative_reference.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "report/claim_lexicon.h"
#include "report/claim_number.h"

namespace kith::report {

namespace {

struct Rule {
  std::string_view word;
  Verb verb;
  std::size_t least_names, most_names;
  std::string_view options;  // separated by blanks
  std::string_view usage;
};

constexpr std::array rules{
    Rule{"share", Verb::Share, 1, 1, "by wave", "{{share ID}}"},
    Rule{"mean", Verb::Mean, 1, 1, "by wave", "{{mean ID}}"},
    Rule{"base", Verb::Base, 1, 1, "by wave", "{{base ID}}"},
    Rule{"count", Verb::Count, 1, 1, "by wave", "{{count ID}}"},
    Rule{"interval", Verb::Interval, 1, 1, "by wave", "{{interval ID}}"},
    Rule{"benchmark", Verb::Benchmark, 1, 1, "by wave benchmark", "{{benchmark ID benchmark=SET}}"},
    Rule{"compare", Verb::Compare, 1, 1, "by wave benchmark", "{{compare ID benchmark=SET}}"},
    Rule{"difference", Verb::Difference, 1, 1, "by wave benchmark", "{{difference ID benchmark=SET}}"},
    Rule{"quote", Verb::Quote, 1, 1, "", "{{quote ID}}"},
    Rule{"chart", Verb::Chart, 1, 1, "", "{{chart SECTION}}"},
    Rule{"panel", Verb::Panel, 1, 1, "", "{{panel ID}}"},
    Rule{"theory", Verb::Theory, 0, 0, "", "{{theory}}"},
};

constexpr Rule threshold_rule{"", Verb::Threshold, 1, 99, "by wave", "{{over 70% ID ID}}"};

// The prose of one element as one text in which tags and code spans are single control characters, so that braces are
// found across the runs that md4c makes, and a reference with a tag inside is seen to be malformed.
struct Flat {
  static constexpr char break_sign = '\n', other_sign = '\x01';

  std::string text;
  std::vector<std::size_t> offsets;   // of every byte
  std::vector<const Inline*> others;  // those behind the signs, in order

  explicit Flat(const std::vector<Inline>& inlines) {
    for (const Inline& part : inlines) {
      if (part.kind == InlineKind::Text) {
        for (std::size_t i = 0; i < part.text.size(); ++i) {
          add(part.text[i] == other_sign ? ' ' : part.text[i], part.offset + i);
        }
      } else if (part.kind == InlineKind::Break && !part.text.empty()) {
        add(break_sign, part.offset);
      } else {
        add(other_sign, part.offset);
        others.push_back(&part);
      }
    }
  }

 private:
  void add(char c, std::size_t offset) {
    text += c;
    offsets.push_back(offset);
  }
};

class Parser {
 public:
  Parser(const Lexicon& lexicon, Where where, Problems& problems)
      : lexicon_(lexicon), where_(std::move(where)), problems_(problems) {}

  std::optional<Reference> parse(std::string_view inside) {
    std::vector<std::string> words;
    const std::string one_line = text::replace_all(std::string(inside), "\n", " ");
    for (const std::string_view part : text::split(one_line, ' ')) {
      if (!part.empty()) {
        words.emplace_back(part);
      }
    }
    if (inside.find(Flat::other_sign) != std::string_view::npos ||
        inside.find_first_of("{}") != std::string_view::npos) {
      return malformed("a reference holds no markup and no further braces");
    }
    if (words.empty()) {
      return malformed("write what it stands for: {{share ID}}");
    }
    Reference reference;
    const auto rule = std::ranges::find(rules, std::string_view(words.front()), &Rule::word);
    if (rule != rules.end()) {
      reference.verb = rule->verb;
      reference.word = words.front();
      words.erase(words.begin());
      return arguments(std::move(reference), *rule, words);
    }
    if (threshold(reference, words)) {
      return arguments(std::move(reference), threshold_rule, words);
    }
    std::vector<std::string> known;
    known.reserve(rules.size());
    for (const Rule& one : rules) {
      known.emplace_back(one.word);
    }
    known.emplace_back("over 70%");
    problems_.add("unknown-reference", fmt::format("`{{{{{}}}}}` is not a kind of reference", words.front()), where_,
                  text::suggestion(words.front(), known));
    return std::nullopt;
  }

 private:
  // "at least 70% a b": takes the phrase and its bound off `words`.
  bool threshold(Reference& reference, std::vector<std::string>& words) const {
    for (std::size_t used = std::min<std::size_t>(words.size(), 6); used >= 2; --used) {
      const std::string phrase = text::join(std::span(words).first(used), " ");
      const Tokens tokens = tokens_of(phrase);
      const auto match = lexicon_.threshold(tokens, 0);
      const auto number = match ? number_at(tokens, match->length) : std::nullopt;
      if (number && number->kind == Number::Kind::Share && match->length + number->length == tokens.size()) {
        reference.verb = Verb::Threshold;
        reference.word = phrase;
        reference.threshold = std::get<Threshold>(match->meaning);
        reference.bound = number->value;
        words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(used));
        return true;
      }
    }
    return false;
  }

  std::optional<Reference> arguments(Reference reference, const Rule& rule, const std::vector<std::string>& words) {
    const auto allowed = text::split(rule.options, ' ');
    for (const std::string& word : words) {
      const std::size_t sign = word.find('=');
      if (sign == std::string::npos) {
        reference.names.push_back(word);
        continue;
      }
      const std::string key = word.substr(0, sign);
      if (std::ranges::find(allowed, std::string_view(key)) == allowed.end() || key.empty() ||
          sign + 1 == word.size()) {
        return malformed(fmt::format("`{}` is not understood; write {}", word, rule.usage));
      }
      reference.options[key] = word.substr(sign + 1);
    }
    if (reference.names.size() < rule.least_names || reference.names.size() > rule.most_names) {
      return malformed(fmt::format("write {}", rule.usage));
    }
    return reference;
  }

  std::nullopt_t malformed(std::string hint) {
    problems_.add("malformed-reference", "a reference is not well formed", where_, std::move(hint));
    return std::nullopt;
  }

  const Lexicon& lexicon_;
  Where where_;
  Problems& problems_;
};

// Rebuilds inlines from the flat text between two places.
class Rebuilder {
 public:
  explicit Rebuilder(const Flat& flat) : flat_(flat) {}

  std::vector<Inline> inlines;

  void copy(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (flat_.text[i] == Flat::other_sign) {
        inlines.push_back(*flat_.others[next_other_++]);
      } else if (flat_.text[i] == Flat::break_sign) {
        inlines.push_back({InlineKind::Break, "\n", flat_.offsets[i], 0});
      } else if (i > begin && !inlines.empty() && inlines.back().kind == InlineKind::Text &&
                 inlines.back().offset + inlines.back().text.size() == flat_.offsets[i]) {
        inlines.back().text += flat_.text[i];
      } else {
        inlines.push_back({InlineKind::Text, std::string(1, flat_.text[i]), flat_.offsets[i], 0});
      }
    }
  }

  void skip(std::size_t begin, std::size_t end) {
    next_other_ +=
        static_cast<std::size_t>(std::count(flat_.text.begin() + static_cast<std::ptrdiff_t>(begin),
                                            flat_.text.begin() + static_cast<std::ptrdiff_t>(end), Flat::other_sign));
  }

 private:
  const Flat& flat_;
  std::size_t next_other_ = 0;
};

}  // namespace

bool is_placement(Verb verb) {
  return verb == Verb::Quote || verb == Verb::Chart || verb == Verb::Panel || verb == Verb::Theory;
}

void find_references(Prose& prose, std::vector<Reference>& references, const Lexicon& lexicon, const Lines& lines,
                     const std::string& file, Problems& problems) {
  const Flat flat(prose.inlines);
  Rebuilder rebuilt(flat);
  std::size_t done = 0;
  const auto where = [&](std::size_t at) { return Where{file, lines.at(flat.offsets[at])}; };
  while (done < flat.text.size()) {
    const std::size_t open = flat.text.find("{{", done);
    const std::size_t stray = flat.text.find("}}", done);
    if (stray < open) {
      problems.add("malformed-reference", "`}}` closes no reference", where(stray), "a reference begins with `{{`");
      rebuilt.copy(done, stray + 2);
      done = stray + 2;
      continue;
    }
    if (open == std::string::npos) {
      break;
    }
    const std::size_t close = flat.text.find("}}", open + 2);
    if (close == std::string::npos) {
      problems.add("malformed-reference", "`{{` is never closed", where(open),
                   "a reference ends with `}}`, in the same paragraph");
      break;
    }
    rebuilt.copy(done, open);
    if (auto reference = Parser(lexicon, where(open), problems)
                             .parse(std::string_view(flat.text).substr(open + 2, close - open - 2))) {
      reference->offset = flat.offsets[open];
      rebuilt.inlines.push_back({InlineKind::Figure, {}, flat.offsets[open], references.size()});
      references.push_back(std::move(*reference));
    } else {
      rebuilt.inlines.push_back({InlineKind::Code, flat.text.substr(open, close + 2 - open), flat.offsets[open], 0});
      rebuilt.skip(open, close);  // what a malformed reference holds is not checked: its own problem comes first
    }
    done = close + 2;
  }
  rebuilt.copy(done, flat.text.size());
  prose.inlines = std::move(rebuilt.inlines);
}

}  // namespace kith::report
