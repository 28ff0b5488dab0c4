#include "run/evaluation.h"

#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "base/version.h"
#include "data/xlsx_write.h"
#include "place/study_places.h"
#include "report/project_pages.h"
#include "report/report.h"
#include "report/rules.h"
#include "run/change_release.h"
#include "run/changes.h"
#include "run/comparisons.h"
#include "run/counts.h"
#include "run/evidence.h"
#include "run/group_tests.h"
#include "run/indicators.h"
#include "run/ledger.h"
#include "run/level_labels.h"
#include "run/manifest.h"
#include "run/maps.h"
#include "run/places.h"
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
  name_levels(study, findings);
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

std::vector<disclose::Incomplete> incomplete(const study::Study& study, const std::vector<Respondents>& respondents) {
  std::vector<disclose::Incomplete> all;
  for (const Respondents& one : respondents) {
    std::ranges::move(incomplete(study, one), std::back_inserter(all));
  }
  return all;
}

// The hash of a file of answers goes into the ledger and nowhere else: who knows all of it but some answers, or guesses
// a small file, could try what is missing until the hash fits.
std::map<std::string, std::string> hashes_of_data(const std::vector<Respondents>& respondents) {
  std::map<std::string, std::string> hashes;
  for (const Respondents& one : respondents) {
    for (std::size_t i = 0; i < one.files.size(); ++i) {
      hashes.emplace(one.files[i], one.hashes[i]);
    }
  }
  return hashes;
}

// Findings as the gate lets them through; changes of which one side is withheld are taken out before it is asked again.
struct Guarded {
  disclose::Gate gate;
  std::vector<disclose::Safe<Finding>> findings;
  std::vector<disclose::Safe<Finding>> steps;
  std::vector<std::string> left_out;
  disclose::EarlierRelease published;
};

Guarded guard(const study::Study& study, std::vector<Finding> findings, const std::vector<Finding>& steps,
              const Changes& changes, const std::vector<disclose::EarlierRelease>& earlier,
              const std::vector<disclose::Incomplete>& incomplete) {
  const disclose::Rules rules = report::rules_of(study.disclosure);
  const std::vector<disclose::Nesting> nestings = nestings_of(study);
  std::vector<std::string> left_out;
  round_earlier_figures(changes, rules, findings);
  while (true) {
    const std::vector<disclose::Sum> sums = sums_of_own_wave(study, findings);
    Guarded guarded{disclose::Gate(rules, nestings, sums, earlier, incomplete), {}, {}, left_out, {}};
    std::vector<Finding> all = findings;
    all.insert(all.end(), steps.begin(), steps.end());
    guarded.findings = guarded.gate.release(all);
    const std::vector<std::string> gone = changes_to_leave_out(changes, guarded.findings);
    if (gone.empty()) {
      guarded.published = published(std::move(all), guarded.findings, rules, nestings, sums);
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
                             const ReadMaps& maps, const disclose::Gate& gate,
                             std::vector<disclose::Incomplete> incomplete, std::vector<std::string> earlier) {
  report::Manifest manifest;
  manifest.incomplete = std::move(incomplete);
  manifest.version = std::string(version);
  std::ranges::copy_if(study.hashes, std::back_inserter(manifest.hashes),
                       [](const auto& file) { return file.first != "quotes.toml"; });  // which holds people's ids
  for (const Respondents& one : respondents) {
    manifest.notes.insert(manifest.notes.end(), one.losses.begin(), one.losses.end());
  }
  for (const std::string& file : place::files_of(study)) {
    manifest.hashes.emplace_back(file, sha256(read_file(study.folder / file)));
  }
  manifest.hashes.insert(manifest.hashes.end(), maps.hashes.begin(), maps.hashes.end());
  manifest.decisions = gate.decisions();
  manifest.earlier = std::move(earlier);
  return manifest;
}

std::vector<std::string> names_of(const std::vector<disclose::EarlierRelease>& earlier) {
  std::vector<std::string> names;
  std::ranges::transform(earlier, std::back_inserter(names), &disclose::EarlierRelease::name);
  return names;
}

// How many figures are withheld for the sake of an earlier release, whose name stands in what they protect. What that
// release withheld itself costs nothing new.
std::size_t because_of(const std::vector<disclose::Decision>& log, const std::vector<std::string>& earlier) {
  return static_cast<std::size_t>(std::ranges::count_if(log, [&](const disclose::Decision& decision) {
    return (decision.rule == disclose::Rule::Unproven && !earlier.empty()) ||
           (decision.rule == disclose::Rule::Secondary && std::ranges::any_of(earlier, [&](const std::string& name) {
              return decision.because.find(name) != std::string::npos;
            }));
  }));
}

// A narrative that cites what an earlier release makes impossible to show is told why.
[[noreturn]] void throw_with_earlier(const Error& error, const Release& release) {
  if (release.because_of_earlier == 0) {
    throw;
  }
  std::vector<Problem> problems = error.problems();
  problems.push_back(
      {"earlier-release",
       fmt::format("{} figures are withheld because beside what was published before they would tell of a small group: "
                   "of those who came, went, or were left out since",
                   release.because_of_earlier),
       {ledger_folder, 0},
       "leave out of this release what was left out then, or wait until more people have answered"});
  throw Error(std::move(problems), error.fault());
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

  const std::vector<finding::Quote> quotes = chosen_quotes(study, respondents, problems);
  const ReadMaps maps = read_maps(study, problems);
  std::vector<report::ProjectArea> areas = areas_of_projects(study, problems);
  const std::vector<disclose::EarlierRelease> earlier = read_ledger(study.folder, problems);
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
  const std::vector<disclose::Incomplete> nowhere = incomplete(study, respondents);
  Guarded guarded = guard(study, std::move(findings), step_findings, changes, earlier, nowhere);
  disclose::Gate& gate = guarded.gate;
  std::vector<disclose::Safe<Finding>> released = std::move(guarded.findings);
  steps.reserve(step_labels.size());
  for (std::size_t i = 0; i < step_labels.size(); ++i) {
    steps.push_back({step_labels[i], guarded.steps[i]});
  }
  std::vector<disclose::Safe<finding::Quote>> safe_quotes = gate.release(quotes);
  guarded.published.quotes = published(quotes, safe_quotes);
  guarded.published.data = hashes_of_data(respondents);

  std::vector<disclose::Safe<finding::Map>> safe_maps;
  safe_maps.reserve(maps.maps.size());
  for (const finding::Map& map : maps.maps) {
    safe_maps.push_back(gate.release(map, released));
  }

  std::vector<disclose::Safe<finding::GroupTest>> group_tests =
      test_groups(study, respondents, estimated, released, gate);
  std::vector<disclose::Safe<finding::Pooling>> poolings = pool_groups(study, released, gate);
  const StudyEvidence evidence(study, estimated, changes, withheld_ids(released), group_tests);
  const report::Input input{study,
                            std::move(released),
                            std::move(safe_quotes),
                            std::move(steps),
                            gate.rules(),
                            evidence,
                            manifest_of(study, respondents, maps, gate, nowhere, names_of(earlier)),
                            std::move(safe_maps),
                            std::move(group_tests),
                            std::move(poolings),
                            rows_of(changes),
                            std::move(areas)};
  release.earlier = names_of(earlier);
  release.because_of_earlier = because_of(gate.log(), release.earlier);
  try {
    release.files.add("report.html", report::html(input));
    for (report::ProjectPage& page : report::project_pages(input)) {
      release.files.add(fmt::format("{}/{}.html", report::project_folder, page.project), std::move(page.html));
    }
    release.files.add("findings.json", report::json(input));
    release.files.add("tables.xlsx", data::xlsx(cells_of(report::workbook(input))));
    release.files.add("manifest.json", manifest_json(input, nestings_of(study)));
  } catch (const Error& error) {
    throw_with_earlier(error, release);
  }
  release.decisions = gate.decisions();
  for (const disclose::Decision& decision : gate.log()) {
    release.reasons.emplace(decision.id, Release::Reason{gate.explain(decision.id), decision.because});
  }
  release.published = std::move(guarded.published);
  for (const std::string& id : guarded.left_out) {
    release.reasons.emplace(id, Release::Reason{"a figure that the change is made of is withheld", {}});
  }
  release.findings = input.findings.size();
  release.losses = input.manifest.notes;
  return release;
}

}  // namespace kith::run
