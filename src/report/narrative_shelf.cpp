#include "report/narrative_shelf.h"

#include <algorithm>
#include <tuple>

#include "report/rules.h"

namespace kith::report {

namespace {

constexpr std::string_view wave_dimension = "wave";

std::vector<std::string> codes_without_wave(const finding::Finding& finding) {
  std::vector<std::string> codes;
  for (const finding::Level& level : finding.by) {
    if (level.dimension != wave_dimension) {
      codes.push_back(level.code);
    }
  }
  std::ranges::sort(codes);
  return codes;
}

bool same_dimensions(const finding::Finding& a, const finding::Finding& b) {
  return std::ranges::equal(a.by, b.by, {}, &finding::Level::dimension, &finding::Level::dimension);
}

}  // namespace

Shelf::Shelf(const study::Study& study, const std::vector<disclose::Safe<finding::Finding>>& findings,
             const std::vector<disclose::Safe<finding::Quote>>& quotes)
    : study_(&study), rules_(rules_of(study.disclosure)) {
  for (const auto& one : findings) {
    findings_.push_back(&*one);
    if (!one->id.empty()) {
      by_id_.emplace(one->id, &*one);
    }
  }
  for (const auto& one : quotes) {
    quotes_.push_back(one->id);
  }
}

const finding::Finding* Shelf::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

const finding::Finding* Shelf::find(std::string_view indicator, std::vector<std::string> levels,
                                    std::string_view wave) const {
  std::ranges::sort(levels);
  const finding::Finding* best = nullptr;
  for (const finding::Finding* one : findings_) {
    if (one->indicator != indicator || !one->category.empty() || one->id.empty() ||
        codes_without_wave(*one) != levels) {
      continue;
    }
    const std::string own = wave_of(*one);
    const bool wanted = wave.empty() ? own.empty() || study_->wave.empty() || own == study_->wave : own == wave;
    if (wanted && (best == nullptr || one->by.size() < best->by.size())) {
      best = one;
    }
  }
  return best;
}

const finding::Finding* Shelf::sibling(const finding::Finding& finding, std::string_view dimension,
                                       std::string_view code) const {
  std::vector<std::string> levels;
  bool replaced = false;
  for (const finding::Level& level : finding.by) {
    if (level.dimension == dimension) {
      levels.emplace_back(code);
      replaced = true;
    } else if (level.dimension != wave_dimension) {
      levels.push_back(level.code);
    }
  }
  if (dimension == wave_dimension) {
    return find(finding.indicator, codes_without_wave(finding), code);
  }
  if (!replaced) {
    levels.emplace_back(code);
  }
  return find(finding.indicator, levels, wave_of(finding));
}

std::vector<const finding::Finding*> Shelf::siblings(const finding::Finding& finding) const {
  std::vector<const finding::Finding*> out;
  for (const finding::Finding* one : findings_) {
    if (one != &finding && !one->id.empty() && one->category == finding.category &&
        std::tie(one->indicator, one->population, one->wave) ==
            std::tie(finding.indicator, finding.population, finding.wave) &&
        same_dimensions(*one, finding)) {
      out.push_back(one);
    }
  }
  return out;
}

bool Shelf::has_level(const finding::Finding& finding, std::string_view dimension, std::string_view code) const {
  if (dimension == wave_dimension) {
    return wave_of(finding) == code;
  }
  return std::ranges::any_of(
      finding.by, [&](const finding::Level& level) { return level.dimension == dimension && level.code == code; });
}

bool Shelf::same_levels(const finding::Finding& a, const finding::Finding& b) const {
  return codes_without_wave(a) == codes_without_wave(b);
}

std::vector<finding::Level> Shelf::levels() const {
  std::vector<finding::Level> out;
  for (const finding::Finding* one : findings_) {
    for (const finding::Level& level : one->by) {
      if (std::ranges::find(out, level) == out.end()) {
        out.push_back(level);
      }
    }
  }
  return out;
}

std::vector<std::string> Shelf::ids() const {
  std::vector<std::string> out;
  out.reserve(study_->indicators.size());
  for (const auto& indicator : study_->indicators) {
    out.push_back(indicator.id);
  }
  for (const auto& entry : by_id_) {
    out.push_back(entry.first);
  }
  return out;
}

std::vector<std::string> Shelf::quotes() const {
  return quotes_;
}

std::string Shelf::wave_of(const finding::Finding& finding) const {
  const auto level = std::ranges::find(finding.by, wave_dimension, &finding::Level::dimension);
  return level == finding.by.end() ? finding.wave : level->code;
}

int Shelf::wave_place(const finding::Finding& finding) const {
  const std::string code = wave_of(finding);
  const auto found = std::ranges::find(study_->waves, code, &study::Wave::code);
  return found == study_->waves.end() ? -1 : static_cast<int>(found - study_->waves.begin());
}

}  // namespace kith::report
