// The evidence report as bytes. Everything it shows went through the gate; it cannot see a respondent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "disclose/gate.h"
#include "disclose/safe.h"
#include "finding/finding.h"
#include "finding/group_test.h"
#include "finding/map.h"
#include "finding/pooling.h"
#include "finding/quote.h"
#include "report/evidence.h"
#include "study/study.h"

namespace kith::report {

// One step of the flow from issued to base, in order; the count went through the gate too. Counts of those who
// answered, by mode, project, programme and nation, are findings of kind Count among `findings`.
struct FlowRow {
  std::string label;
  disclose::Safe<finding::Finding> count;
};

struct Manifest {
  std::string version;                                      // of Kith
  std::vector<std::pair<std::string, std::string>> hashes;  // file -> SHA-256: plan, instruments; never of answers
  std::vector<disclose::Decision> decisions;
  std::vector<std::string> notes;
  std::vector<std::string> earlier{};              // releases of the study that were published before
  std::vector<disclose::Incomplete> incomplete{};  // breakdowns in which some people are in no group
};

// A planned change from wave to wave (C3): the ids of its figures, empty where there is none. Those that the release
// does not hold were taken out so that they give nothing back.
struct ChangeRow {
  std::string indicator, from, to;
  std::string later;                     // everyone in the later wave
  std::string everyone;                  // the same with its comparison with the earlier, adjusted where asked
  std::string matched, matched_earlier;  // people who answered both times, later (with its comparison) and earlier
  std::string not_matched;               // why there are none: tells nothing about a count
  std::string not_told{};            // why nothing is told of the change at all; empty: it is, or figures are withheld
  bool standardised = false;         // the plan asks for a standardised change
  std::vector<std::string> bridges;  // why figures of a changed question may be compared
};

// The small area that a project works in (D6): what a look-up of its own postcode says, nobody's answers.
struct ProjectArea {
  std::string project;         // code
  std::string area, district;  // codes; empty: not known
  std::string index;           // title of the index of deprivation; empty: none has the area
  int decile = 0;              // of it, 1 the most deprived
  bool deprived = false;       // within the study's cut
  std::string rurality;        // "urban", "rural"; empty: not known
  std::optional<std::int64_t> people;
};

struct Input {
  const study::Study& study;
  std::vector<disclose::Safe<finding::Finding>> findings;  // everything, in the order of the plan
  std::vector<disclose::Safe<finding::Quote>> quotes;
  std::vector<FlowRow> flow;
  disclose::Rules rules;
  const Evidence& evidence;
  Manifest manifest;
  std::vector<disclose::Safe<finding::Map>> maps = {};               // in the order of the plan
  std::vector<disclose::Safe<finding::GroupTest>> group_tests = {};  // likewise; they follow from `findings`, as do
  std::vector<disclose::Safe<finding::Pooling>> poolings = {};       // likewise
  std::vector<ChangeRow> changes = {};                               // in the order of the plan
  std::vector<ProjectArea> areas = {};                               // of the projects with a postcode, in their order
};

// One self-contained accessible page. Throws Error with every problem of the narrative (line in report.md).
std::string html(const Input& input);
// findings.json as docs/formats.md gives it.
std::string json(const Input& input);

// A workbook as plain cells; `run` writes it through data's exporter with fixed dates.
struct Sheet {
  std::string name;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};
std::vector<Sheet> workbook(const Input& input);

}  // namespace kith::report
