// What the evaluator wrote, as one value: the study folder read into memory, every name resolved.
//
// A study says who was asked (populations, programmes, projects, nations), when (waves), what (instruments), why
// (theory of change), and what is to be made of the answers (plan, benchmarks, codebook, narrative). docs/formats.md is
// the reference of the files; `load` reads them all and throws one Error with every problem in them, each with its
// line. Codes are short, lower-case and unique within their kind; names are what people read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"

namespace kith::study {

// A calendar date in ISO form ("2021-04-01"); empty when the study does not say.
using Date = std::string;

// ---- study.toml -------------------------------------------------------------------------------------------------

struct Programme {
  std::string code, name;
  std::string noun;  // "Local Conversations project": used in attributions; default: its name
  std::optional<int>
      funded_projects;  // N, known from the funder's list: coverage and finite population correction (B10)
  Where where;
};

struct Nation {
  std::string code, name;
  Where where;
};

struct Project {
  std::string code, name, programme, nation;
  Where where;
  std::string area = {};      // code of the area that it works in, as maps show it; empty: not stated
  std::string postcode = {};  // of the project itself, whose small area is its profile (D6); empty: not stated
};

struct Wave {
  std::string code, name;
  Date start, end;       // fieldwork, planned or actual
  bool planned = false;  // no responses are expected yet
  Where where;
};

// Who was asked, with its own unit and noun, so that a sentence cannot mix them (B5).
struct Population {
  std::string code;        // "participant"
  std::string noun;        // "participant" (one), used in attributions and counts
  std::string plural;      // "participants"
  std::string base_noun;   // "those surveyed": what a share is a share of
  std::string instrument;  // name of the instrument
  // Columns of its responses, by name; empty: the study has no such thing.
  std::string id = "id";          // respondent; empty: nothing tells them apart, so none can be coded or quoted
  std::string project;            // project code
  std::string programme, nation;  // taken from the project when empty
  std::string mode;               // "online", "paper"
  std::string wave;               // column that holds the wave, where one file holds several
  std::string postcode;           // where respondents live; never kept (D5)
  std::string weight;
  std::vector<std::string> strata, clusters, fpc;  // one per stage; clusters default to the project column
  std::string quote_consent;                       // "yes" allows a quote (B8); no such column: nobody is quoted
  std::string where_expression;                    // only these rows belong to the study ("wtpannr123 > 0")
  std::string lonely_psu = "fail";                 // fail, certainty, average, adjust
  bool random_sample = false;                      // false: every interval says that it describes variation (F4)
  Where where;
};

// What makes a postcode into a band of deprivation (D): a place pack, or the files that one is made of.
struct PlaceFiles {
  std::string pack;
  std::vector<std::string> postcodes;          // look-ups, as ONSPD
  std::map<std::string, std::string> indices;  // id -> file
  std::vector<std::string> definitions;        // of indices of one's own
  std::string population;                      // people in each area, for bands by population
  std::vector<std::string> use;                // ids, one index a nation; empty: all there are
  double cut = 20;                             // percent: what "deprived" means
  std::string by;                              // "areas", "population"; empty: as each index does
  Where where;
};

// One file of answers, as it came.
struct Responses {
  std::string file;  // relative to the study folder
  std::string population;
  std::string wave;     // empty when the population has a wave column
  std::string mapping;  // a mapping file, or empty: columns are named like questions
  Where where;
  std::string instrument{};  // that this wave was asked with; empty: the population's
};

// How many were invited and what became of them (C4); the steps of the flow from issued to base, in order.
struct FlowStep {
  std::string population, wave, label;
  std::int64_t count = 0;
  Where where;
};

// Disclosure and reliability (J1, J4, J5), all with their defaults; printed in every report.
struct DisclosureRules {
  std::int64_t minimum_cell = 10;              // confidentiality: no cell, complement or base below this
  std::int64_t withhold_below = 30;            // reliability: base below this is not shown
  std::int64_t bracket_below = 50;             // shown in brackets
  std::int64_t flag_below = 100;               // flagged; exact bases are banded below this
  std::int64_t sensitive_extremes_below = 30;  // 0% and 100% of a sensitive item
  std::int64_t round_counts_to = 0;            // 0: off; 5 or 10
  std::int64_t attribution_minimum = 10;       // I6
  std::int64_t largest_amount_percent = 50;    // of a mean or total of amounts, what one person's may make
  std::string reason;                          // why they differ from these
  Where where;
};

// What the design can bear (A6): the Maryland level follows from these facts.
struct DesignFacts {
  bool baseline = false, comparator = false, reweighted = false, panel = false, random_assignment = false;
  Where where;
};
// The level of the Scientific Methods Scale (Sherman et al. 1997, "Preventing Crime: What Works, What Doesn't, What's
// Promising", ch. 2) that the facts support:
//   1  an association at one time                                          (whatever the facts)
//   2  a comparison group made alike on what was measured                  (comparator and reweighted)
//   3  before and after, with and without                                  (baseline and comparator)
//   5  random assignment                                                   (random_assignment)
// Level 4 asks that other factors that bear on the outcome are controlled; no flag can vouch for that, so it is never
// derived. A benchmark of a national survey is a comparator.
int maryland_level(const DesignFacts& facts);

// ---- instruments/*.toml -----------------------------------------------------------------------------------------

enum class QuestionType { Single, Multiple, Number, Text };

struct Option {
  std::string code, label;
  std::string missing;  // "", "dont_know", "refused", "not_asked", "other": leaves the base
  Where where;
};

struct Question {
  std::string name;  // column of the responses: lower-case, digits, underscores
  std::string text;  // exact wording
  QuestionType type = QuestionType::Single;
  bool ordered = false;
  bool sensitive = false;
  std::vector<Option> options;
  std::string asked_if;                    // routing: an expression over earlier questions; empty: everyone
  std::string source, licence;             // instrument that the wording comes from
  std::string scale;                       // "5-point agree"
  std::optional<double> minimum, maximum;  // of a number
  Where where;

  const Option* option(std::string_view code) const;
};

// From this wave on the question was asked in other words, or with other options: figures before and after it are of
// two questions, unless a bridge says why they may be compared all the same (C3).
struct Break {
  std::string question, wave, reason;
  Where where;
  std::string population{};  // whose instruments of two waves differ; empty: declared, and of everybody asked
};
struct Bridge {
  std::string question, wave, reason;  // of the break that it bridges
  Where where;
};

struct Instrument {
  std::string name, title;
  std::vector<Question> questions;
  std::vector<Break> breaks;
  std::vector<Bridge> bridges;
  Where where;

  const Question* question(std::string_view name) const;
};

// ---- theory.toml ------------------------------------------------------------------------------------------------

enum class NodeKind { Input, Activity, Short, Intermediate, Long, Context };

struct Node {
  std::string code, label;
  NodeKind kind = NodeKind::Activity;
  std::vector<std::string> indicators;
  Where where;
};

struct Link {
  std::string from, to;
  std::string assumption;
  std::vector<std::string> indicators;
  bool feedback = false;  // cycles are errors unless one of their links says so (A2)
  Where where;
};

// ---- plan.toml --------------------------------------------------------------------------------------------------

// Something said about everyone in a population or a breakdown of it (A3).
struct Indicator {
  std::string id;           // first part of its findings' ids: "neighbours"
  std::string label;        // completes "... said that they": "stop and talk to their neighbours"
  std::string short_label;  // for charts
  std::string population;
  std::string question;               // name of a question; or
  std::string theme;                  // code of a theme of the codebook (share of those who answered its question)
  std::string measure;                // "share" (default), "mean", "total"
  std::vector<std::string> positive;  // option codes whose share it is; for Multiple: the options ticked. Empty: one
                                      // finding for each option
  std::vector<std::string> exclude;   // further option codes that leave the base
  std::string section;                // code of a section; empty: the last
  std::string research_question;      // its text; empty: the plan names none (A4)
  bool self_attributed = false;       // "the project helped me": can never meet a benchmark (G4)
  bool sensitive = false;
  std::optional<double>
      smallest_difference;              // of interest (G6), in the figure's own units, shares as 0.05; none: the plan's
  std::vector<std::string> breakdowns;  // ids of breakdowns; default: "all" and every breakdown marked default
  Where where;
};

// How findings are broken down: by one dimension or several crossed.
struct Breakdown {
  std::string id;                       // "programme"
  std::vector<std::string> dimensions;  // "programme", "nation", "project", "wave", "mode", or a question's name
  bool by_default = true;
  Where where;
};

// A cell that leaves every figure before estimation, with its reason (J3).
struct LeftOut {
  std::map<std::string, std::string> cell;  // dimension -> code: {programme = "ac", nation = "sct"}
  std::string population;
  std::string reason;  // printed under every figure that it would have been in
  Where where;
};

// A chapter of the report and its title; indicators name theirs. Order is the report's order.
struct Section {
  std::string code, title;
  Where where;
};

struct PlannedComparison {
  std::string indicator, benchmark;  // benchmark: key within benchmarks/*.toml
  std::string family = "headline";   // p-values are adjusted within it (G3)
  // Characteristics that the benchmark's respondents are brought to (G2): a question or dimension, "gender=sex" where
  // the benchmark's file calls it otherwise; empty: no adjusted comparison.
  std::vector<std::string> adjust;
  std::string method = "rake";           // rake, entropy
  std::vector<std::string> sensitivity;  // further sets of benchmarks that are tried in place of this one (G5)
  std::vector<std::string> neutral;      // option codes that the benchmark's scale does not have (E6)
  Where where;
};

// How a share or mean changed from one wave to a later one (C3; docs/waves.md).
struct PlannedChange {
  std::string indicator;                 // empty until `load` has put every indicator that is one figure in its place
  std::string from, to;                  // codes of waves
  std::vector<std::string> standardise;  // characteristics whose change is taken out; empty: no standardised figure
  std::string family = "change";         // p-values are adjusted within it
  Where where;
};

// What a [[change]] for all indicators leaves out: the question changed, and no bridge is declared.
struct Unfollowed {
  std::string indicator, from, to;
  std::vector<std::string> reasons;  // of each [[break]] in between
};

// A map of the report: areas of a boundary file, and what is shown on them (docs/maps.md).
enum class MapShows { Projects, Bands, Figures };

struct PlannedMap {
  std::string id, title;
  std::string section;            // code of a section; empty: the last
  std::string boundaries;         // a GeoJSON, TopoJSON or GeoPackage file of the study
  std::string code, name;         // properties that hold an area's code and name; empty: found by their names
  std::string layer, crs;         // where the file does not say
  std::vector<std::string> only;  // beginnings of the codes or names of the areas to draw; empty: all
  MapShows shows = MapShows::Projects;
  // Projects: each in the middle of its area, marked by how many of `population` answered there.
  std::string population;
  double coarseness = 1;  // square kilometres; a project is never shown in a smaller area
  // Bands: a column of a CSV file that gives each area its band, or an index of the study's place pack.
  std::string bands, bands_code, bands_column;
  std::string bands_index;              // its deciles
  std::string bands_label;              // what they are: "Deprivation decile"
  std::vector<std::string> bands_ends;  // what the first and the last mean
  // Figures: an indicator by a dimension whose codes are those of the areas.
  std::string indicator, dimension;
  std::string note, source, licence;
  Where where;
};

// A test of whether an indicator's figures differ between the groups of a breakdown (G3).
struct PlannedSubgroup {
  std::string indicator;
  std::string by;                    // id of a breakdown of one dimension
  std::string family = "subgroups";  // tests are adjusted within it: "headline" by Holm, every other by B-H
  // Level -> set of benchmarks: the differences from these are held against each other.
  std::map<std::string, std::string> benchmarks;
  // Or one set for all levels, whose respondents are brought to the composition of each (G2), as in a comparison: the
  // adjusted differences are held against each other. With neither, the figures themselves.
  std::string benchmark;
  std::vector<std::string> adjust;
  std::string method = "rake";
  Where where;
};

// An indicator group by group, each figure beside the one that one would expect of it (F9).
struct PlannedPooling {
  std::string indicator;
  std::string by;               // id of a breakdown of one dimension
  std::string order = "study";  // or "name"; never by value
  Where where;
};

// ---- benchmarks/*.toml ------------------------------------------------------------------------------------------

// One figure of a national survey (E1, E4) with what its passport needs (E3): published, or computed from its data.
struct Benchmark {
  std::string id;     // "neighbours": unique within the register
  std::string set;    // "deprived": which comparison group
  std::string label;  // "people living in areas with high levels of disadvantage"
  std::string survey, item, wording, scale, mode, years, fieldwork_start, fieldwork_end, geography, cut, source, page,
      licence;
  double value = 0;       // a share in [0, 1], or a mean in its own units
  bool mean = false;      // it is a mean
  bool computed = false;  // no figure is given: it comes from the data below
  // Microdata with that survey's own design, or a table of cells (a share and a base each; compare/cells.h).
  std::string microdata, cells;  // a file of the study, at most one of the two
  std::string measure;           // "share(talk in \"4\",\"5\")"; of cells the share: "mean(percent / 100)"
  std::string data_where, weight, lonely_psu = "fail";
  std::vector<std::string> strata, clusters;
  std::string base_column, design_factor_column;  // of cells
  std::string library;                            // the entry of the library that it uses; empty: none
  std::optional<double> base;                     // unweighted n (E4 b)
  std::optional<double> design_factor;            // deft
  std::optional<double> standard_deviation;       // of a mean: with base and design factor its standard error
  std::optional<double> standard_error;           // in the units of `value`; goes before what these come to
  std::vector<std::string> missing;               // codes of the data that are no answers
  // Of a figure that data came to: the degrees of freedom of its error, and its 95% limits.
  std::optional<double> df, low, high;
  char grade = 'B';  // as declared; capped at B when the passport has gaps (E3)
  std::string grade_reason;
  std::string grade_note;  // why a declared A is held as B: "not stated by the source: mode, base"; empty otherwise

  const std::string& data_file() const { return microdata.empty() ? cells : microdata; }  // empty: none
  // False: a fixed figure, its own uncertainty unknown (E4 c).
  bool has_error() const { return standard_error || (base && (!mean || standard_deviation)); }
  Where where;
};

// Two questions that sound alike and are not (E2): ours has one of the one's phrases, theirs one of the other's.
struct NearMiss {
  std::vector<std::string> ours, theirs;  // folded
  std::string reason;
};

// What a national survey says of itself (E1).
struct Survey {
  std::string code, name, nations, ages, mode, years, link, licence, note;
  std::vector<std::string> missing;  // codes
  struct Design {
    std::string years, weight, strata, cluster;  // names of columns
  };
  std::vector<Design> designs;
};

// ---- codebook.toml, codings/*.csv, quotes.toml ------------------------------------------------------------------

struct Theme {
  std::string code, label, definition, includes, excludes, parent, node;
  Where where;
};

// A question whose answers are coded: its themes and the files of codings (answer_id, coder, theme).
struct CodedQuestion {
  std::string question, population;
  std::vector<std::string> themes;
  std::vector<std::string> files;
  Where where;
};

// A quote chosen for the report: the answer, and the edited text with edits in [ ] (I5).
struct ChosenQuote {
  std::string id;                            // "made_friends": referred to from the narrative
  std::string answer, question, population;  // respondent id and the question answered
  std::string wave;
  std::string edited;  // empty: verbatim
  std::string theme;
  Where where;
};

// ---- report.md --------------------------------------------------------------------------------------------------

struct Narrative {
  std::string file;  // "report.md"
  std::string text;  // as written; empty: the report is made without one
};

struct Study {
  std::filesystem::path folder;
  std::string title, subtitle, funder, evaluator;
  std::string synthetic;  // the sentence that says so, shown at the top of every output; empty: real responses
  std::vector<std::string> declared_names;  // names whose numerals are legal in prose: "COVID-19" (K2)
  std::vector<std::string> research_questions;
  std::string wave;  // `report_wave`, the wave that the report is about: default the last one with responses
  std::vector<Programme> programmes;
  std::vector<Nation> nations;
  std::vector<Project> projects;
  std::vector<Wave> waves;
  std::vector<Population> populations;
  std::vector<Responses> responses;
  std::vector<FlowStep> flow;
  std::optional<PlaceFiles> place;
  DisclosureRules disclosure;
  DesignFacts design;
  std::vector<Instrument> instruments;
  std::vector<Node> nodes;
  std::vector<Link> links;
  std::vector<Section> sections;
  std::vector<Indicator> indicators;
  std::vector<Breakdown> breakdowns;
  std::vector<LeftOut> left_out;
  std::vector<PlannedComparison> comparisons;
  std::vector<PlannedChange> changes;  // one for each indicator and pair of waves
  std::vector<Unfollowed> unfollowed;
  std::vector<PlannedMap> maps;
  std::vector<PlannedSubgroup> subgroups;
  std::vector<PlannedPooling> poolings;
  double smallest_difference = 0.05;  // of interest (G6), of every share that does not say its own
  std::vector<Benchmark> benchmarks;
  std::vector<Theme> themes;
  std::vector<CodedQuestion> coded;
  std::vector<ChosenQuote> quotes;
  Narrative narrative;
  std::map<std::string, std::string> hashes;  // file -> SHA-256 of what was read, the plan's among them (A5, K7)

  const Population* population(std::string_view code) const;
  const Instrument* instrument_of(const Population& population) const;
  const Instrument* instrument_of(const Responses& answers) const;  // its own, or the population's
  const Indicator* indicator(std::string_view id) const;
  const Benchmark* benchmark(std::string_view indicator, std::string_view set) const;
  const Breakdown* breakdown(std::string_view id) const;
  const Programme* programme(std::string_view code) const;
  const Nation* nation(std::string_view code) const;
  const Project* project(std::string_view code) const;
  const Wave* find_wave(std::string_view code) const;
  const Theme* theme(std::string_view code) const;

  // The question that the indicator rests on, also through a theme; null when there is none.
  const Question* question_of(const Indicator& indicator) const;
  // Where that question changed after wave `from` and up to wave `to`, in the order of the waves. Nowhere when Kith saw
  // every change itself and both waves were asked alike: it changed back.
  struct Changed {
    const Break* at = nullptr;
    const Bridge* bridge = nullptr;  // null: the series is broken
  };
  std::vector<Changed> question_changes(const Indicator& indicator, std::string_view from, std::string_view to) const;
  std::vector<Changed> question_changes(const Population& asked, std::string_view question, std::string_view from,
                                        std::string_view to) const;
  bool has_change(std::string_view indicator) const;                // whether one is planned
  double smallest_difference_of(const Indicator& indicator) const;  // a mean that does not say its own: 0
};

}  // namespace kith::study
