#include "run/places.h"

#include <fmt/format.h>

#include "base/text.h"
#include "place/study_places.h"

namespace kith::run {

namespace {

std::string share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? "-" : text::fixed(100.0 * static_cast<double>(part) / static_cast<double>(whole), 0) + "%";
}

std::string match_text(const study::Population& population, const place::MatchReport& report) {
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
  respondents.losses.push_back(match_text(population, joined.report));
  respondents.losses.insert(respondents.losses.end(), joined.warnings.begin(), joined.warnings.end());
  respondents.table = place::replace_columns(std::move(respondents.table), {population.postcode}, kept);
}

}  // namespace kith::run
