// The parts of `load`: one reader for each file of the study, and what is checked when all of them are read.
#pragma once

#include <string>
#include <vector>

#include "study/study.h"
#include "study/toml_reader.h"

namespace kith::study {

struct Loading {
  Study study;
  Trail trail;
  bool simulated = false;  // the study has a simulate.toml

  bool readable(const std::string& kind) const { return trail.readable(kind); }
};

void read_study_file(Entry& file, Study& study);                           // study.toml
void read_instrument(Entry& file, const std::string& name, Study& study);  // instruments/NAME.toml
void read_theory(Entry& file, Study& study);                               // theory.toml
void read_plan(Entry& file, Study& study);                                 // plan.toml
PlannedChange read_change(Entry& entry);                                   // [[change]] of plan.toml
void read_breaks(Entry& file, Instrument& instrument);                     // [[break]], [[bridge]] of an instrument
void read_benchmarks(Entry& file, Study& study);                           // benchmarks/*.toml
void read_codebook(Entry& file, Study& study);                             // codebook.toml
void read_quotes(Entry& file, Study& study);                               // quotes.toml

// Duplicates, unknown names and contradictions. Each may also fill in a default that depends on another file.
void check_study_file(Loading& loading);
void check_instruments(Loading& loading);
void check_theory(Loading& loading);
void check_plan(Loading& loading);
void check_comparisons(Loading& loading);
void check_wordings(Loading& loading);      // and adds a break where instruments of waves differ
void hold_grades(Loading& loading);         // that a benchmark of grade A asked what the study asks, or is held as B
void check_made_columns(Loading& loading);  // that no question has the name of a column that the plan makes
void check_asked(Loading& loading);         // that some wave was asked what the plan's indicators count
// What `adjust`, at `where`, asks of the benchmark (data) and of the participants (questions and dimensions).
void check_adjust(Loading& loading, const std::vector<std::string>& adjust, const Indicator& indicator,
                  const Benchmark& benchmark, const Where& where);
// That the indicator's question and the benchmark's are not known to be taken for each other; `asked` is what names it.
void check_near_miss(Loading& loading, const Indicator& indicator, const Benchmark& benchmark, const Where& where,
                     std::string_view asked);
// Whether something can be held against the indicator: it is one share, or a mean. A total grows with those who answer.
bool is_one_figure(const Indicator& indicator);
// That the benchmark is a figure of the indicator's kind, as far as is known before data are read.
void check_kind(Loading& loading, const Indicator& indicator, const Benchmark& benchmark, const Where& where);
std::vector<std::string> benchmark_sets(const Study& study);
void check_breaks(Loading& loading);
void check_changes(Loading& loading);  // and gives each indicator its own
void check_maps(Loading& loading);
void check_groups(Loading& loading);  // tests between subgroups, and groups that are pooled
void check_codebook(Loading& loading);
void check_quotes(Loading& loading);
void check_finding_ids(Loading& loading);  // no two findings may have one id
void check(Loading& loading);              // all of the above, in the order in which they fill in defaults

// A file that the study names: below the study's folder, and there when `presence` says so.
enum class Presence { MayBeAbsent, MustExist };
void expect_inside(Loading& loading, const std::string& file, const Where& where, Presence presence);

// The instrument of a population, or null when it is unknown or could not be read (which is its own problem).
const Instrument* instrument_of(const Loading& loading, const std::string& population);
std::vector<std::string> question_names(const Instrument& instrument);
std::vector<std::string> option_codes(const Question& question);

}  // namespace kith::study
