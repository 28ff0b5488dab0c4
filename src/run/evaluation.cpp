#include "run/evaluation.h"

#include <algorithm>
#include <map>

#include "base/version.h"
#include "data/xlsx_write.h"
#include "place/study_places.h"
#include "report/report.h"
#include "run/changes.h"
#include "run/comparisons.h"
#include "run/counts.h"
#include "run/evidence.h"
#include "run/group_tests.h"
#include "run/indicators.h"
#include "run/manifest.h"
#include "run/maps.h"
#include "run/poolings.h"
#include "run/quotes.h"
#include "run/respondents.h"

namespace kith::run {

namespace {

using finding::Finding;

std::vector<Respondents> respondents_of(const study::Study& study) {
  Problems problems;
  std::vector<Respondents> respondents = read_respondents(study, problems);
  problems.throw_if_any();
  return respondents;
}

std::vector<Estimated> estimates_of(const study::Study& study, std::vector<Respondents>& respondents) {
  std::vector<Estimated> all;
  for (Respondents& one : respondents) {
    for (Estimated& estimated : estimate_indicators(study, one)) {
      all.push_back(std::move(estimated));
    }
  }
  std::vector<Finding*> findings;
  for (Estimated& estimated : all) {
    for (Finding& finding : estimated.findings) {
      findings.push_back(&finding);
    }
  }
  Problems problems;
  compare_with_benchmarks(study, respondents, findings, problems);
  problems.throw_if_any();
  return all;
}

// Everything that could be published, in the plan's order: indicators, then who answered.
std::vector<Finding> everything(const study::Study& study, const std::vector<Respondents>& respondents,
                                const std::vector<Estimated>& estimated, const Changes& changes) {
  std::vector<Finding> findings;
  for (const Estimated& one : estimated) {
    std::ranges::copy_if(one.findings, std::back_inserter(findings), [](const Finding& f) { return !f.id.empty(); });
  }
  std::ranges::copy(changes.findings, std::back_inserter(findings));
  std::map<std::string_view, std::size_t> place;
  for (const study::Indicator& indicator : study.indicators) {
    place.emplace(indicator.id, place.size());
  }
  std::ranges::stable_sort(findings, {}, [&](const Finding& finding) {
    const auto found = place.find(finding.indicator);
    return found == place.end() ? place.size() : found->second;
  });
  for (const Respondents& one : respondents) {
    std::ranges::move(count_respondents(study, one), std::back_inserter(findings));
  }
  return findings;
}

std::vector<disclose::Nesting> nestings_of(const study::Study& study) {
  disclose::Nesting projects{"project", "programme", {}};
  disclose::Nesting places{"project", "nation", {}};
  for (const study::Project& project : study.projects) {
    projects.outer_of[project.code] = project.programme;
    places.outer_of[project.code] = project.nation;
  }
  return {projects, places};
}

disclose::Gate gate_of(const study::Study& study, std::vector<disclose::Sum> sums) {
  const study::DisclosureRules& rules = study.disclosure;
  return disclose::Gate({.minimum_cell = rules.minimum_cell,
                         .withhold_below = rules.withhold_below,
                         .bracket_below = rules.bracket_below,
                         .flag_below = rules.flag_below,
                         .sensitive_extremes_below = rules.sensitive_extremes_below,
                         .round_counts_to = rules.round_counts_to,
                         .attribution_minimum = rules.attribution_minimum},
                        nestings_of(study), std::move(sums));
}

// Findings as the gate lets them through; changes of which one side is withheld are taken out before it is asked again.
struct Guarded {
  disclose::Gate gate;
  std::vector<disclose::Safe<Finding>> findings;
  std::vector<disclose::Safe<Finding>> steps;
  std::vector<std::string> left_out;
};

Guarded guard(const study::Study& study, std::vector<Finding> findings, const std::vector<Finding>& steps,
              const Changes& changes) {
  std::vector<std::string> left_out;
  round_earlier_figures(changes, findings);
  while (true) {
    Guarded guarded{gate_of(study, sums_of_own_wave(study, findings)), {}, {}, left_out};
    std::vector<Finding> all = findings;
    all.insert(all.end(), steps.begin(), steps.end());
    guarded.findings = guarded.gate.release(std::move(all));
    const std::vector<std::string> gone = changes_to_leave_out(changes, guarded.findings);
    if (gone.empty()) {
      const auto end = guarded.findings.begin() + static_cast<std::ptrdiff_t>(findings.size());
      guarded.steps.assign(end, guarded.findings.end());
      guarded.findings.erase(end, guarded.findings.end());
      return guarded;
    }
    std::erase_if(findings, [&](const Finding& one) { return std::ranges::find(gone, one.id) != gone.end(); });
    left_out.insert(left_out.end(), gone.begin(), gone.end());
  }
}

report::Manifest manifest_of(const study::Study& study, const std::vector<Respondents>& respondents,
                             const ReadMaps& maps, const disclose::Gate& gate) {
  report::Manifest manifest;
  manifest.version = std::string(version);
  manifest.hashes.assign(study.hashes.begin(), study.hashes.end());
  for (const Respondents& one : respondents) {
    for (std::size_t i = 0; i < one.files.size(); ++i) {
      manifest.hashes.emplace_back(one.files[i], one.hashes[i]);
    }
    manifest.notes.insert(manifest.notes.end(), one.losses.begin(), one.losses.end());
  }
  for (const std::string& file : place::files_of(study)) {
    manifest.hashes.emplace_back(file, sha256(read_file(study.folder / file)));
  }
  manifest.hashes.insert(manifest.hashes.end(), maps.hashes.begin(), maps.hashes.end());
  manifest.decisions = gate.decisions();
  return manifest;
}

std::vector<std::string> withheld_ids(const std::vector<disclose::Safe<Finding>>& released) {
  std::vector<std::string> ids;
  for (const auto& finding : released) {
    if (finding->withheld) {
      ids.push_back(finding->id);
    }
  }
  return ids;
}

std::vector<report::ChangeRow> rows_of(const Changes& changes) {
  std::vector<report::ChangeRow> rows;
  rows.reserve(changes.made.size());
  for (const MadeChange& made : changes.made) {
    rows.push_back(made.row);
  }
  return rows;
}

// The report describes its workbook in words; how a cell becomes bytes is the exporter's business.
std::vector<data::Sheet> cells_of(const std::vector<report::Sheet>& sheets) {
  std::vector<data::Sheet> cells;
  for (const report::Sheet& sheet : sheets) {
    data::Sheet& one = cells.emplace_back(data::Sheet{sheet.name, sheet.header, {}});
    for (const std::vector<std::string>& row : sheet.rows) {
      one.rows.emplace_back(row.begin(), row.end());
    }
  }
  return cells;
}

}  // namespace

Release evaluate(const study::Study& study) {
  std::vector<Respondents> respondents = respondents_of(study);
  const std::vector<Estimated> estimated = estimates_of(study, respondents);
  Problems problems;
  const Changes changes = estimate_changes(study, respondents, estimated, problems);
  problems.throw_if_any();
  std::vector<Finding> findings = everything(study, respondents, estimated, changes);
  Release release;
  release.analyst = findings;

  std::vector<finding::Quote> quotes = chosen_quotes(study, respondents, problems);
  const ReadMaps maps = read_maps(study, problems);
  problems.throw_if_any();

  std::vector<report::FlowRow> steps;
  std::vector<Finding> step_findings;
  std::vector<std::string> step_labels;
  for (const Respondents& one : respondents) {
    for (FlowCount& step : flow(study, one)) {
      step_labels.push_back(step.label);
      step_findings.push_back(std::move(step.finding));
    }
  }
  Guarded guarded = guard(study, std::move(findings), step_findings, changes);
  disclose::Gate& gate = guarded.gate;
  std::vector<disclose::Safe<Finding>> released = std::move(guarded.findings);
  steps.reserve(step_labels.size());
  for (std::size_t i = 0; i < step_labels.size(); ++i) {
    steps.push_back({step_labels[i], guarded.steps[i]});
  }
  std::vector<disclose::Safe<finding::Quote>> safe_quotes = gate.release(std::move(quotes));

  std::vector<disclose::Safe<finding::Map>> safe_maps;
  safe_maps.reserve(maps.maps.size());
  for (const finding::Map& map : maps.maps) {
    safe_maps.push_back(gate.release(map, released));
  }

  std::vector<finding::GroupTest> group_tests = test_groups(study, estimated, released);
  std::vector<finding::Pooling> poolings = pool_groups(study, released);
  const StudyEvidence evidence(study, estimated, changes, withheld_ids(released), group_tests);
  const report::Input input{study,
                            std::move(released),
                            std::move(safe_quotes),
                            std::move(steps),
                            gate.rules(),
                            evidence,
                            manifest_of(study, respondents, maps, gate),
                            std::move(safe_maps),
                            std::move(group_tests),
                            std::move(poolings),
                            rows_of(changes)};
  release.files.add("report.html", report::html(input));
  release.files.add("findings.json", report::json(input));
  release.files.add("tables.xlsx", data::xlsx(cells_of(report::workbook(input))));
  release.files.add("manifest.json", manifest_json(input, nestings_of(study)));
  release.decisions = gate.decisions();
  for (const disclose::Decision& decision : gate.log()) {
    release.reasons.emplace(decision.id, Release::Reason{gate.explain(decision.id), decision.because});
  }
  for (const std::string& id : guarded.left_out) {
    release.reasons.emplace(id, Release::Reason{"a figure that the change is made of is withheld", {}});
  }
  release.findings = input.findings.size();
  release.losses = input.manifest.notes;
  return release;
}

}  // namespace kith::run
