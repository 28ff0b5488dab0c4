#include "run/places.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "place/profile.h"
#include "place/study_places.h"

namespace kith::run {

namespace {

// In steps of which half is at least `least` people: a finer share would tell how many are in a band that is not shown.
class Shares {
 public:
  Shares(std::int64_t whole, std::int64_t least) {
    for (const std::int64_t step : {1, 5, 10, 25, 50}) {
      step_ = step;
      if (step * whole >= 200 * least) {
        break;
      }
    }
  }
  std::string text(std::int64_t part, std::int64_t whole) const {
    if (whole == 0) {
      return "-";
    }
    const auto percent = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    if (step_ == 1) {
      return fmt::format("{}%", std::llround(percent));
    }
    const std::int64_t low = std::min(static_cast<std::int64_t>(percent) / step_ * step_, 100 - step_);
    return low == 0 ? fmt::format("fewer than {}%", step_) : fmt::format("{} to {}%", low, low + step_);
  }

 private:
  std::int64_t step_ = 1;
};

std::string match_text(const study::Population& population, const place::MatchReport& report, std::int64_t least) {
  const Shares shares(report.rows, least);
  const auto share = [&](std::int64_t part, std::int64_t whole) { return shares.text(part, whole); };
  return fmt::format(
      "postcodes of {}: {} matched ({} of them terminated), {} in a band; {} unknown, {} partial, {} malformed, {} "
      "missing; dropped after the join",
      population.plural, share(report.matched, report.rows), share(report.terminated, report.matched),
      share(report.banded, report.rows), share(report.unknown, report.rows), share(report.partial, report.rows),
      share(report.malformed, report.rows), share(report.missing, report.rows));
}

}  // namespace

void place_respondents(const study::Study& study, const place::Pack& places, Respondents& respondents) {
  const study::Population& population = *respondents.population;
  const data::Column* const postcodes =
      population.postcode.empty() ? nullptr : respondents.table.find(population.postcode);
  if (postcodes == nullptr || !study.place) {
    return;
  }
  place::Joined joined = place::join(*postcodes, places, place::join_options(*study.place));
  std::vector<data::Column> kept;
  const std::string cut = text::exact(study.place->cut);
  for (data::Column& column : joined.columns) {
    if (column.name == "deprivation_" + cut) {
      column.name = "deprivation";
      column.set_options({{"deprived", fmt::format("the {}% most deprived areas", cut), {}, data::Missing::None},
                          {"elsewhere", "other areas", {}, data::Missing::None}});
      kept.push_back(std::move(column));
    } else if (column.name == "rurality") {
      column.set_options(
          {{"urban", "urban areas", {}, data::Missing::None}, {"rural", "rural areas", {}, data::Missing::None}});
      kept.push_back(std::move(column));
    }
  }
  respondents.losses.push_back(match_text(population, joined.report, study.disclosure.withhold_below));
  respondents.losses.insert(respondents.losses.end(), joined.warnings.begin(), joined.warnings.end());
  respondents.table = place::replace_columns(std::move(respondents.table), {population.postcode}, kept);
}

std::vector<report::ProjectArea> areas_of_projects(const study::Study& study, Problems& problems) {
  std::vector<report::ProjectArea> areas;
  const bool any = std::ranges::any_of(study.projects, [](const study::Project& one) { return !one.postcode.empty(); });
  const std::optional<place::Pack> places = any ? place::pack_of(study, problems) : std::nullopt;
  if (!places || !study.place) {
    return areas;
  }
  for (const study::Project& project : study.projects) {
    if (project.postcode.empty()) {
      continue;
    }
    const auto found = place::profile(project.postcode, *places, place::join_options(*study.place));
    if (!found) {
      problems.add("unknown-postcode",
                   fmt::format("the look-up does not have the postcode `{}` of `{}`", project.postcode, project.code),
                   project.where, "correct it, or remove it");
      continue;
    }
    const study::Nation* nation = study.nation(project.nation);
    const auto is_ours = [&](const std::string& name) { return text::fold(name) == text::fold(nation->name); };
    if (nation != nullptr && !found->nations.empty() && std::ranges::none_of(found->nations, is_ours)) {
      problems.add("other-nation",
                   fmt::format("`{}` is in {}, and the postcode of `{}` in {}", project.code, nation->name,
                               project.code, text::join(found->nations, ", ")),
                   project.where, "correct the postcode, or the nation");
      continue;
    }
    areas.push_back({project.code, found->area, found->district, found->index, found->decile, found->in_band,
                     found->settlement == place::Settlement::Urban   ? "urban"
                     : found->settlement == place::Settlement::Rural ? "rural"
                                                                     : "",
                     found->people});
  }
  return areas;
}

}  // namespace kith::run
