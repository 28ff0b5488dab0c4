#include "run/wave_pair.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace kith::run {

using finding::Finding;

std::optional<Place> place_of(const std::vector<Estimated>& estimated, std::string_view id) {
  for (const Estimated& one : estimated) {
    const auto found = std::ranges::find(one.findings, id, &Finding::id);
    if (found != one.findings.end()) {
      return Place{&one, static_cast<std::size_t>(found - one.findings.begin())};
    }
  }
  return std::nullopt;
}

WavePair::WavePair(const study::Study& study, const study::PlannedChange& planned, const study::Indicator& indicator,
                   const Respondents& respondents, Place earlier, Place later)
    : study_(study),
      planned_(planned),
      table_(respondents.table),
      design_(respondents.design),
      id_column_(respondents.population->id),
      measure_(measure_of(indicator, table_)),
      smallest_difference_(study.smallest_difference_of(indicator)),
      earlier_(earlier),
      later_(later) {
  for (const study::Study::Changed& changed : study.question_changes(indicator, planned.from, planned.to)) {
    if (changed.bridge != nullptr) {
      bridges_.push_back(changed.bridge->reason);
    }
  }
}

std::string WavePair::earlier_name() const {
  const study::Wave* wave = study_.find_wave(planned_.from);
  return wave == nullptr ? planned_.from : wave->name;
}

std::string WavePair::where_wave(const std::string& wave) const {
  return fmt::format("{} == \"yes\" and wave == \"{}\"", in_study, wave);
}

Finding WavePair::with_level(const Finding& model, std::string_view kind, const char* code, std::string label) const {
  Finding finding = model;
  const std::string dimension = fmt::format("{}_{}_{}", kind, planned_.from, planned_.to);
  finding.id += "_" + dimension;
  finding.by.push_back({dimension, code, std::move(label)});
  finding.comparison.reset();
  for (const std::string& reason : bridges_) {
    finding.notes.push_back({"bridged", "bridged: " + reason});
  }
  return finding;
}

}  // namespace kith::run
