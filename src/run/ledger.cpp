#include "run/ledger.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "report/rules.h"

namespace kith::run {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using finding::Finding;
using finding::Kind;

constexpr std::array<std::pair<Kind, const char*>, 6> kinds{{{Kind::Share, "share"},
                                                             {Kind::Mean, "mean"},
                                                             {Kind::Total, "total"},
                                                             {Kind::Ratio, "ratio"},
                                                             {Kind::Count, "count"},
                                                             {Kind::Difference, "difference"}}};
constexpr const char* warning = "Counts of small groups: keep this with the responses, and publish it nowhere.";
constexpr const char* rounded = "rounded-base";
constexpr std::int64_t most_people = 1'000'000'000;
constexpr int version = 1;
constexpr const char* remedy =
    "put the file back as it was; without it what this release would give away cannot be told. Delete it only if that "
    "release was never published";

// ---- writing --------------------------------------------------------------------------------------------------------

const char* name_of(Kind kind) {
  return std::ranges::find(kinds, kind, &std::pair<Kind, const char*>::first)->second;
}

Json levels_json(const std::vector<finding::Level>& levels) {
  Json codes = Json::object();
  for (const finding::Level& level : levels) {
    codes[level.dimension] = level.code;
  }
  return codes;
}

Json figure_json(const Finding& finding) {
  Json figure{{"id", finding.id},
              {"kind", name_of(finding.kind)},
              {"indicator", finding.indicator},
              {"measure", finding.measure},
              {"population", finding.population},
              {"wave", finding.wave},
              {"by", levels_json(finding.by)},
              {"category", finding.category},
              {"whole", finding.whole},
              {"question", finding.answers.question},
              {"options", finding.answers.options},
              {"of", finding.answers.of},
              {"sensitive", finding.sensitive}};
  if (finding.value) {
    figure["value"] = *finding.value;
  }
  figure["base"] = finding.bases.unweighted;
  if (finding.numerator) {
    figure["numerator"] = *finding.numerator;
  }
  if (finding.withheld) {
    figure["withheld"] = finding.withheld->code;
  } else {
    figure["rounded"] = std::ranges::find(finding.notes, rounded, &finding::Note::code) != finding.notes.end();
  }
  return figure;
}

Json quote_json(const finding::Quote& quote) {
  return {{"id", quote.id},
          {"person", quote.person},
          {"population", quote.population},
          {"wave", quote.wave},
          {"attribution", levels_json(quote.attribution)},
          {"text", quote.text}};
}

// A list of JSON, an item a line.
template <typename Item, typename Write>
std::string lines_of(const std::vector<Item>& items, const Write& write) {
  std::string lines;
  for (std::size_t i = 0; i < items.size(); ++i) {
    lines += write(items[i]).dump(-1, ' ', false, Json::error_handler_t::replace);
    lines += i + 1 < items.size() ? ",\n" : "\n";
  }
  return lines;
}

// ---- reading --------------------------------------------------------------------------------------------------------

// Takes members of one object, and notes what is wrong with the first that is.
class Taker {
 public:
  Taker(const Json& object, std::string what) : object_(object), what_(std::move(what)) {
    if (!object.is_object()) {
      fault_ = fmt::format("{} is not an object", what_);
    }
  }

  std::string text(const char* key) {
    const Json* value = find(key);
    return value != nullptr && check(value->is_string(), key, "text") ? value->get<std::string>() : std::string();
  }
  bool yes(const char* key) {
    const Json* value = find(key);
    return value != nullptr && check(value->is_boolean(), key, "true or false") && value->get<bool>();
  }
  std::int64_t count(const char* key) {
    const Json* value = find(key);
    const bool whole = value != nullptr && value->is_number_integer() && *value >= 0 && *value <= most_people;
    return value != nullptr && check(whole, key, "a count") ? value->get<std::int64_t>() : 0;
  }
  const Json& member(const char* key, bool (Json::*is)() const noexcept, const char* kind) {
    static const Json nothing = Json::array();
    const Json* value = find(key);
    return value != nullptr && check((value->*is)(), key, kind) ? *value : nothing;
  }
  bool has(const char* key) const { return object_.is_object() && object_.contains(key); }
  std::optional<double> number(const char* key) {
    if (!has(key)) {
      return std::nullopt;
    }
    const Json& value = object_[key];
    return check(value.is_number(), key, "a number") ? std::optional(value.get<double>()) : std::nullopt;
  }
  std::map<std::string, std::string> codes(const char* key) {
    std::map<std::string, std::string> codes;
    for (const auto& [name, code] : member(key, &Json::is_object, "an object").items()) {
      if (check(code.is_string(), key, "an object of codes")) {
        codes.emplace(name, code.get<std::string>());
      }
    }
    return codes;
  }

  std::vector<finding::Level> levels(const char* key) {
    std::vector<finding::Level> levels;
    for (const auto& [dimension, code] : codes(key)) {
      levels.push_back({dimension, code, code});
    }
    return levels;
  }

  std::vector<std::string> list(const char* key) {
    std::vector<std::string> words;
    for (const Json& word : member(key, &Json::is_array, "a list")) {
      words.push_back(word.is_string() ? word.get<std::string>() : std::string());
    }
    return words;
  }

  const std::optional<std::string>& fault() const { return fault_; }

 private:
  const Json* find(const char* key) {
    if (fault_) {
      return nullptr;
    }
    if (!object_.contains(key)) {
      fault_ = fmt::format("{} has no `{}`", what_, key);
      return nullptr;
    }
    return &object_[key];
  }
  bool check(bool good, const char* key, const char* kind) {
    if (!good && !fault_) {
      fault_ = fmt::format("`{}` of {} is not {}", key, what_, kind);
    }
    return good;
  }

  const Json& object_;
  std::string what_;
  std::optional<std::string> fault_;
};

Finding figure_of(Taker& taker) {
  Finding finding;
  finding.id = taker.text("id");
  const std::string kind = taker.text("kind");
  const auto known = std::ranges::find(kinds, kind, &std::pair<Kind, const char*>::second);
  finding.kind = known == kinds.end() ? Kind::Share : known->first;
  finding.indicator = taker.text("indicator");
  finding.measure = taker.text("measure");
  finding.population = taker.text("population");
  finding.wave = taker.text("wave");
  finding.by = taker.levels("by");
  finding.category = taker.text("category");
  finding.whole = taker.text("whole");
  if (taker.has("question")) {  // which the first releases did not note
    finding.answers.question = taker.text("question");
    finding.answers.options = taker.list("options");
    finding.answers.of = taker.list("of");
  }
  finding.sensitive = taker.yes("sensitive");
  finding.value = taker.number("value");
  finding.bases.unweighted = taker.count("base");
  if (taker.has("numerator")) {
    finding.numerator = taker.count("numerator");
  }
  if (taker.has("withheld")) {
    finding.withheld = finding::Withheld{taker.text("withheld"), {}};
  } else if (taker.yes("rounded")) {
    finding.notes.push_back({rounded, {}});
  }
  return finding;
}

finding::Quote quote_of(Taker& taker) {
  finding::Quote quote;
  quote.id = taker.text("id");
  quote.person = taker.text("person");
  quote.population = taker.text("population");
  quote.wave = taker.text("wave");
  quote.attribution = taker.levels("attribution");
  quote.text = taker.text("text");
  return quote;
}

class EntryReader {
 public:
  EntryReader(const std::string& source, Problems& problems) : source_(source), problems_(problems) {}

  disclose::EarlierRelease read(std::string_view bytes) {
    disclose::EarlierRelease release;
    const Json document = Json::parse(bytes, nullptr, false);
    Taker entry(document, "the file");
    const std::int64_t written_as = entry.count("ledger");
    const Json& rules = entry.member("rules", &Json::is_object, "an object");
    const Json& nestings = entry.member("nestings", &Json::is_array, "a list");
    const Json& sums = entry.member("sums", &Json::is_array, "a list");
    const Json& figures = entry.member("figures", &Json::is_array, "a list");
    static const Json none = Json::array();  // the first releases did not note their quotes
    const Json& quotes = entry.has("quotes") ? entry.member("quotes", &Json::is_array, "a list") : none;
    if (entry.has("data")) {
      release.data = entry.codes("data");
    }
    if (!sound(entry)) {
      return release;
    }
    if (written_as != version) {
      report(fmt::format("it is a ledger of version {}, and this Kith knows version {}", written_as, version));
      return release;
    }
    Taker rule(rules, "`rules`");
    for (const disclose::NamedRule& named : disclose::named_rules) {
      if (named.rule == &disclose::Rules::largest_amount_percent && !rule.has(named.name)) {
        release.rules.*named.rule = 100;  // of before there was the rule
      } else {
        release.rules.*named.rule = rule.count(named.name);
      }
    }
    sound(rule);
    read_all(nestings, "nesting", [&](Taker& taker) {
      release.nestings.push_back({taker.text("inner"), taker.text("outer"), taker.codes("levels")});
    });
    read_all(sums, "sum", [&](Taker& taker) { release.sums.push_back({taker.text("total"), taker.list("parts")}); });
    read_all(figures, "figure", [&](Taker& taker) { release.findings.push_back(figure_of(taker)); });
    read_all(quotes, "quote", [&](Taker& taker) { release.quotes.push_back(quote_of(taker)); });
    return release;
  }

 private:
  void report(std::string message) { problems_.add("bad-ledger", std::move(message), {source_, 0}, remedy); }

  bool sound(const Taker& taker) {
    if (const std::optional<std::string>& fault = taker.fault()) {
      report(*fault);
      return false;
    }
    return true;
  }

  template <typename Read>
  void read_all(const Json& items, const char* what, const Read& read) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      Taker taker(items[i], fmt::format("{} {}", what, i + 1));
      read(taker);
      if (!sound(taker)) {
        return;  // the others are most likely no better
      }
    }
  }

  const std::string& source_;
  Problems& problems_;
};

// ---- the folder -----------------------------------------------------------------------------------------------------

constexpr std::size_t digits = 4;

// "0001-w1.json" -> 1; none where it is no name of an entry.
std::optional<int> number_of(const fs::path& file) {
  const std::string name = file.filename().string();
  if (file.extension() != ".json" || name.size() < digits ||
      !std::all_of(name.begin(), name.begin() + digits, [](char c) { return c >= '0' && c <= '9'; }) ||
      (name[digits] != '-' && name[digits] != '.')) {
    return std::nullopt;
  }
  return std::stoi(name.substr(0, digits));
}

std::vector<fs::path> entries_in(const fs::path& folder) {
  return fs::is_directory(folder / ledger_folder) ? files_below(folder / ledger_folder, {".json"})
                                                  : std::vector<fs::path>{};
}

}  // namespace

disclose::EarlierRelease published(std::vector<Finding> asked, const std::vector<disclose::Safe<Finding>>& released,
                                   const disclose::Rules& rules, std::vector<disclose::Nesting> nestings,
                                   std::vector<disclose::Sum> sums) {
  for (std::size_t i = 0; i < asked.size(); ++i) {
    asked[i].withheld = released[i]->withheld;
    asked[i].notes = released[i]->notes;
  }
  return {"", rules, std::move(asked), std::move(nestings), std::move(sums)};
}

std::vector<finding::Quote> published(const std::vector<finding::Quote>& asked,
                                      const std::vector<disclose::Safe<finding::Quote>>& released) {
  std::vector<finding::Quote> quotes;
  for (const disclose::Safe<finding::Quote>& quote : released) {
    const auto same = std::ranges::find(asked, quote->id, &finding::Quote::id);
    quotes.push_back(*quote);
    quotes.back().person = same == asked.end() ? std::string() : same->person;
  }
  return quotes;
}

std::string ledger_json(const disclose::EarlierRelease& release) {
  const auto line = [](const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); };
  Json nestings = Json::array();
  for (const disclose::Nesting& nesting : release.nestings) {
    nestings.push_back({{"inner", nesting.inner}, {"outer", nesting.outer}, {"levels", nesting.outer_of}});
  }
  Json sums = Json::array();
  for (const disclose::Sum& sum : release.sums) {
    sums.push_back({{"total", sum.total}, {"parts", sum.parts}});
  }
  return fmt::format(
      "{{\n\"ledger\": {},\n\"warning\": {},\n\"rules\": {},\n\"nestings\": {},\n\"sums\": {},\n\"figures\": [\n{}],\n"
      "\"quotes\": [\n{}],\n\"data\": {}\n}}\n",
      version, line(warning), line(report::rules_json(release.rules)), line(nestings), line(sums),
      lines_of(release.findings, figure_json), lines_of(release.quotes, quote_json), line(Json(release.data)));
}

disclose::EarlierRelease read_ledger_entry(std::string_view bytes, const std::string& source, Problems& problems) {
  return EntryReader(source, problems).read(bytes);
}

std::vector<disclose::EarlierRelease> read_ledger(const fs::path& folder, Problems& problems) {
  std::vector<disclose::EarlierRelease> releases;
  for (const fs::path& file : entries_in(folder)) {
    const std::string source = fs::relative(file, folder).generic_string();
    const int expected = static_cast<int>(releases.size()) + 1;
    const std::optional<int> number = number_of(file);
    if (number != expected) {
      problems.add("bad-ledger",
                   number ? fmt::format("release {} of the ledger is missing or there twice", expected)
                          : "this is no name of a release, which begins with four digits",
                   {source, 0}, number ? remedy : "the ledger holds what Kith writes into it, and nothing else");
      return releases;
    }
    releases.push_back(read_ledger_entry(read_file(file), source, problems));
    releases.back().name = file.stem().string();
  }
  return releases;
}

std::string add_to_ledger(const fs::path& folder, const std::string& wave, const disclose::EarlierRelease& release) {
  const std::vector<fs::path> entries = entries_in(folder);
  const std::string bytes = ledger_json(release);
  if (!entries.empty() && read_file(entries.back()) == bytes) {
    return fs::relative(entries.back(), folder).generic_string();
  }
  const fs::path name =
      fs::path(ledger_folder) / fmt::format("{:04}{}{}.json", entries.size() + 1, wave.empty() ? "" : "-", wave);
  write_file(folder / name, bytes);
  return name.generic_string();
}

}  // namespace kith::run
