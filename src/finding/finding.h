// The waist on the way out: what any answer looks like.
//
// Every question that Kith answers, a share or a theme or a count of who took part, ends as a Finding: what was asked,
// of whom, the value with its uncertainty, the bases it rests on, and notes on how far it can be trusted. A Finding is
// a plain value at full precision. It is not for publication: `disclose::Gate` turns findings into `Safe<Finding>`,
// rounded and with small cells withheld, and only those reach a report; the analyst's commands print
// `Unreleased<Finding>`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kith::finding {

struct Note {
  std::string code;  // stable, kebab-case: "describes-variation", "small-base", "few-clusters"
  std::string text;  // a sentence for the reader

  bool operator==(const Note&) const = default;
};

struct Interval {
  double low = 0;
  double high = 0;
  double level = 0.95;
  std::string method;  // "wald", "logit", "wilson", ...
};

// Both ends belong to it.
struct Band {
  std::int64_t low = 0;
  std::int64_t high = 0;

  bool operator==(const Band&) const = default;
};

// The three bases of a weighted figure (F8), and where the respondents who are not in them went (F5).
//
// In a released finding (disclose/gate.h) a small base is a band: `unweighted` is then the band's low end, and
// `weighted`, `effective` and the counts of those not in the base are not known (0). Beside a base that is not a band
// these counts are the low ends of steps of ten. Everything is 0 in a withheld finding.
struct Bases {
  std::int64_t unweighted = 0;  // respondents that the value rests on
  double weighted = 0;          // sum of their weights
  double effective = 0;         // Kish: (sum w)^2 / sum w^2
  std::int64_t dont_know = 0;
  std::int64_t prefer_not = 0;
  std::int64_t routed_out = 0;  // not asked
  std::int64_t missing = 0;     // asked, no answer
  std::optional<Band> band;     // set by the gate: the base (for Kind::Count the count) lies in it
};

// One level of one breakdown that bounds the finding's domain: programme = lc ("Local Conversations").
struct Level {
  std::string dimension;
  std::string code;
  std::string label;

  bool operator==(const Level&) const = default;
};

enum class Kind { Share, Mean, Total, Ratio, Count, Difference };

// A comparison with a benchmark (G1), of shares, or with an earlier wave (C3), of shares or means; `difference` is the
// figure less `value`.
struct Comparison {
  std::string benchmark;  // its id in the register
  std::string label;      // "people living in areas with high levels of disadvantage"
  double value = 0;
  double difference = 0;
  std::optional<Interval> interval;  // of the difference
  std::optional<double> p;
  std::optional<double> q;           // p adjusted within its declared family
  char grade = 'B';                  // comparability: A, B, C (E2)
  std::string verdict;               // "higher", "lower", "no clear difference", "practically the same", "not tested"
  bool benchmark_has_error = false;  // false: taken as a fixed figure, its own uncertainty unknown (E4 c)
  std::optional<Interval> benchmark_interval{};  // the benchmark's own; none: it is fixed
  std::optional<double> base{};                  // of the benchmark, unweighted; with its design factor
  std::optional<double> design_factor{};

  // Effect sizes; none where one of the shares is 0, or there is no interval.
  std::optional<double> h{};        // Cohen's
  std::optional<double> e_value{};  // of the ratio, and of its limit nearer to 1 (compare/effect_sizes.h)
  std::optional<double> e_value_limit{};

  // The benchmark brought to the participants' composition (G2).
  struct Adjusted {
    std::string method{};                        // "rake", "entropy"
    std::vector<std::string> characteristics{};  // as people read them
    double value = 0;                            // the benchmark among people like the participants
    double difference = 0;                       // the participants' value less it
    std::optional<Interval> interval{};          // with the variances of both samples
    std::optional<double> p{};
    std::optional<double> q{};
    std::optional<double> e_value{};
    std::optional<double> e_value_limit{};
    std::string verdict{};      // as above
    double effective = 0;       // effective base of the reweighted benchmark
    double largest_weight = 0;  // the most that a weight was multiplied by
    double balance = 0;         // largest standardised difference that is left, without its sign
  };
  std::optional<Adjusted> adjusted{};
  // Why the adjustment of the plan was not made, without a count; empty: it was, or none is planned.
  std::string not_adjusted{};

  // The same comparison under another choice (G5): another cut, other years, each project left out in turn, answers on
  // paper left out, neutral answers counted the other way (E6). A single one has low == high.
  struct Alternative {
    std::string code{};   // "benchmark", "project", "paper", "neutral"
    std::string label{};  // "with each project left out in turn"
    double low = 0;       // difference
    double high = 0;
    std::string verdict{};          // "mixed" where those of a range differ
    std::optional<double> value{};  // of "benchmark": the figure that stands in for the other
  };
  std::vector<Alternative> alternatives{};
};

// What multiple imputation says beside a figure (F7): how much of its uncertainty the missing answers make, and what
// those who answered say alone. It never leaves the analyst's screen.
struct Imputation {
  std::int64_t count = 0;          // m
  double missing_information = 0;  // fraction of it, 0 to 1
  double increase = 0;             // of the variance, relative to what it is between people
  double df_complete = 0;          // degrees of freedom if everybody had answered
  struct CompleteCases {
    std::optional<double> value;
    std::optional<double> se;
    std::optional<Interval> interval;
    std::int64_t unweighted = 0;  // 0: not known
  };
  std::optional<CompleteCases> complete_cases;  // none: they could not be estimated
};

// Why a figure is not shown (J6).
struct Withheld {
  std::string code;  // "small-base", "confidential", "order-statistic": see disclose/gate.h
  std::string text;  // a sentence for the reader that tells nothing about the count
};

// Where a figure came from, enough to make it again.
struct Provenance {
  std::string source;    // file or files as the study names them
  std::string question;  // research question it answers, if the plan says
};

struct Finding {
  std::string id;         // "neighbours_lc"; empty for an analyst's one-off estimate
  std::string indicator;  // "neighbours"; equals the measure where there is no plan
  std::string measure;    // canonical text: "share(neighbours in \"agree\",\"strongly_agree\")", "mean(api00)"
  std::string label;      // "stop and talk to their neighbours"
  Kind kind = Kind::Share;
  std::string population;      // code of the study's population, or empty
  std::string wave;            // code of the study's wave, or empty
  std::vector<Level> by;       // the domain; empty: everyone
  std::string category;        // the option whose share this is, where the measure yields one finding per option
  std::string category_label;  // ... as people read it
  std::size_t request = 0;     // which of the measures asked for this answers

  std::optional<double>
      value;  // none: it could not be estimated (see notes), is withheld, or is a count shown as a band
  std::optional<double> se;
  std::optional<double> df;  // degrees of freedom of the domain
  std::optional<Interval> interval;
  Bases bases;
  std::optional<std::int64_t> numerator;  // unweighted respondents with the property; shares and counts only
  std::optional<double> design_effect;
  std::optional<Comparison> comparison;
  std::optional<Withheld> withheld;
  std::optional<Imputation> imputation;
  std::vector<Note> notes;
  Provenance provenance;

  // Findings with the same non-empty `whole` and the same domain partition one base, as the options of a single-choice
  // question do: knowing all but one gives the last, which the gate must prevent.
  std::string whole;
  // Of a figure of the answers to a question that allows one: the question, the codes of the options that a share
  // counts, and of all that are in its base (none: a number). Figures of one question have one base and add up also
  // where they belong to different indicators, which the gate must know.
  struct Answers {
    std::string question{};
    std::vector<std::string> options{}, of{};
    std::vector<std::int64_t> chosen{};  // people who chose each of `of`; empty: not known. Nothing released has it
  } answers;
  // Of a mean or total of amounts: the largest of one person, without its sign, as a part of those of all; 0: not
  // known. Nothing released has it.
  double largest_part = 0;
  bool sensitive = false;  // J5
};

// A finding that never went through the gate: what the analyst's commands print, marked "not checked for release".
// Reports do not accept it.
template <typename T>
struct Unreleased {
  T value;
};

}  // namespace kith::finding
