// What a study has named: words that are not the author's own claims, and words that say whom a sentence is about.
//
// Names (programmes, nations, projects, waves, surveys, cuts, declared names) and wordings (indicators, questions,
// themes) may hold numerals and comparison words: "Wave 1", "feel more confident". A name counts where all of it
// stands; a wording where four of its words stand in a row, or all of it when it is shorter, and only in a sentence
// that cites a figure of its indicator or speaks of what was asked or expected: "participants are more confident" by
// itself is the author's claim, although an indicator is worded so. Option labels are often claims by themselves ("None
// of the people"), so they count only as an answer: in quotation marks or after "said", "answered". A name without a
// letter in it counts nowhere.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "report/claim_text.h"
#include "study/study.h"

namespace kith::report {

// Words that name one of the things that figures are about.
struct Mention {
  enum class Kind {
    Level,       // of a dimension: programme lc, wave w2
    Benchmark,   // the people of a benchmark set: `code` is the set
    Population,  // participants: `code` is the population
  } kind = Kind::Level;
  std::string dimension, code;
  std::size_t begin = 0, end = 0;  // tokens
};

struct Reading {
  std::vector<bool> declared;  // per token: part of a name or wording
  std::vector<bool> measured;  // per token: names something that people were asked about ("confidence")
  std::vector<Mention> mentions;
};

// What makes the wordings of a study count in a sentence.
struct Wordings {
  std::set<std::string, std::less<>> indicators;  // those that it cites
  enum class Place {
    Prose,
    Label,  // a heading, a table's cell: a wording counts when there is nothing else
  } place = Place::Prose;
};

class Names {
 public:
  // `levels` are those of the findings' breakdowns, answers of questions among them.
  Names(const study::Study& study, const std::vector<finding::Level>& levels);

  Reading read(const Tokens& tokens, const Wordings& wordings) const;
  // The nouns of the populations, one word each, for "all participants".
  const std::vector<std::string>& people() const { return people_; }

 private:
  struct Entry {
    Tokens words;
    std::vector<Mention> meanings;          // "participants" may be a noun of two populations
    bool claims_nothing = true;             // a noun is found, but its words count as the author's own
    bool answer = false;                    // an option label
    std::optional<std::string> wording_of;  // an indicator's id; empty: of none
  };

  Reading read_in(const Tokens& tokens, const Wordings& wordings) const;
  void add(std::string_view name, const std::vector<Mention>& meanings = {});
  void add_noun(std::string_view noun, const std::string& population);
  void add_answer(std::string_view label);
  void add_wording(std::string_view wording, const std::string& indicator = {});
  void add_measures(std::string_view label);
  void insert(Entry entry);
  std::size_t length_at(const Entry& entry, const Tokens& tokens, std::size_t at) const;
  void read_wordings(const Tokens& tokens, const Wordings& wordings, Reading& reading) const;
  void read_measures(const Tokens& tokens, Reading& reading) const;

  std::map<std::string, std::vector<Entry>, std::less<>> by_first_word_;
  std::map<std::string, std::set<std::string>, std::less<>> runs_;  // of four words, and the indicators they are of
  std::set<std::string, std::less<>> measures_;
  std::vector<std::string> people_;
};

}  // namespace kith::report
