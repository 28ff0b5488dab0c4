#include "cli/place_text.h"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/text_table.h"
#include "data/csv_write.h"

namespace kith::cli {

namespace {

using place::MatchReport;
using Json = nlohmann::ordered_json;

struct Count {
  std::string_view title;  // on the screen; two blanks in front of a part of the line above
  std::string_view field;
  std::int64_t MatchReport::* member;
};
constexpr std::array<Count, 12> counts{{
    {"respondents", "rows", &MatchReport::rows},
    {"matched", "matched", &MatchReport::matched},
    {"  live postcodes", "live", &MatchReport::live},
    {"  terminated postcodes", "terminated", &MatchReport::terminated},
    {"  of large users", "large_users", &MatchReport::large_users},
    {"  non-geographic", "non_geographic", &MatchReport::not_geographic},
    {"  in an area of the index", "banded", &MatchReport::banded},
    {"  outside the index", "outside", &MatchReport::outside},
    {"unknown to the look-up", "unknown", &MatchReport::unknown},
    {"partial: no area follows", "partial", &MatchReport::partial},
    {"malformed", "malformed", &MatchReport::malformed},
    {"missing", "missing", &MatchReport::missing},
}};

std::string share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? "-" : text::fixed(100.0 * static_cast<double>(part) / static_cast<double>(whole), 1) + "%";
}

std::string band_title(const MatchReport::Band& band) {
  return fmt::format("{}% most deprived", text::exact(band.percent));
}

std::vector<std::vector<std::string>> index_rows(const MatchReport& report) {
  std::vector<std::vector<std::string>> rows;
  for (const MatchReport::OfIndex& index : report.indices) {
    rows.push_back(
        {index.id, "all", text::grouped(index.areas), text::grouped(index.rows), share(index.rows, report.matched)});
    for (const MatchReport::Band& band : index.bands) {
      rows.push_back({"", fmt::format("{} by {}", band_title(band), index.by), text::grouped(band.areas),
                      text::grouped(band.rows), share(band.rows, index.rows)});
    }
  }
  return rows;
}

}  // namespace

std::string place_table(const PlaceDone& done) {
  const MatchReport& report = done.joined.report;
  std::vector<std::string> names;
  names.reserve(done.joined.columns.size());
  for (const data::Column& column : done.joined.columns) {
    names.push_back(column.name);
  }
  std::string result =
      fmt::format("{}: `{}` left out, new columns {}\n\n", done.file, done.column, text::join(names, ", "));
  std::vector<std::vector<std::string>> rows;
  rows.reserve(std::size(counts));
  for (const Count& count : counts) {
    rows.push_back(
        {std::string(count.title), text::grouped(report.*count.member), share(report.*count.member, report.rows)});
  }
  result += text_table({{"postcodes"}, {"respondents", Align::Right}, {"share", Align::Right}}, rows);
  if (report.corrected > 0) {
    result += fmt::format(
        "{} read with a letter for a digit or a digit for a letter (O 0, I 1).\n",
        report.corrected == 1 ? std::string("1 postcode was") : text::grouped(report.corrected) + " postcodes were");
  }
  result +=
      '\n' +
      text_table({{"index"}, {"band"}, {"areas", Align::Right}, {"respondents", Align::Right}, {"share", Align::Right}},
                 index_rows(report));
  for (const std::string& warning : done.joined.warnings) {
    result += fmt::format("Warning: {}.\n", warning);
  }
  return result + "Unreleased: not checked for release.\n";
}

std::string place_json(const PlaceDone& done) {
  const MatchReport& report = done.joined.report;
  Json object{{"file", done.file}, {"dropped", done.column}};
  Json match;
  for (const Count& count : counts) {
    match[std::string(count.field)] = report.*count.member;
  }
  match["corrected"] = report.corrected;
  object["match"] = match;
  Json indices = Json::array();
  for (const MatchReport::OfIndex& index : report.indices) {
    Json bands = Json::array();
    for (const MatchReport::Band& band : index.bands) {
      bands.push_back({{"percent", band.percent}, {"areas", band.areas}, {"respondents", band.rows}});
    }
    indices.push_back({{"id", index.id},
                       {"title", index.title},
                       {"by", index.by},
                       {"areas", index.areas},
                       {"respondents", index.rows},
                       {"bands", bands}});
  }
  object["indices"] = indices;
  Json columns = Json::array();
  for (const data::Column& column : done.joined.columns) {
    columns.push_back(column.name);
  }
  object["columns"] = columns;
  object["warnings"] = done.joined.warnings;
  return Json{{"place", object}}.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string place_csv(const PlaceDone& done) {
  const MatchReport& report = done.joined.report;
  std::string result = "item,respondents,areas\n";
  for (const Count& count : counts) {
    result += fmt::format("{},{},\n", count.field, report.*count.member);
  }
  result += fmt::format("corrected,{},\n", report.corrected);
  for (const MatchReport::OfIndex& index : report.indices) {
    result += fmt::format("{},{},{}\n", data::csv_cell(index.id), index.rows, index.areas);
    for (const MatchReport::Band& band : index.bands) {
      result +=
          fmt::format("{},{},{}\n", data::csv_cell(fmt::format("{} worst {}", index.id, text::exact(band.percent))),
                      band.rows, band.areas);
    }
  }
  return result;
}

std::string pack_table(const std::string& file, const place::Pack& pack, std::size_t bytes) {
  std::string result =
      fmt::format("{}: {} postcodes, {} kB\n\n", file, text::grouped(static_cast<long long>(pack.postcodes())),
                  text::grouped(static_cast<long long>((bytes + 999) / 1000)));
  std::vector<std::vector<std::string>> rows;
  for (const place::PackedIndex& index : pack.indices()) {
    std::vector<std::string> titles;
    for (const std::string& vintage : index.definition.vintages) {
      const auto at = std::ranges::find(pack.vintages(), vintage) - pack.vintages().begin();
      titles.push_back(pack.vintage_titles()[static_cast<std::size_t>(at)]);
    }
    rows.push_back({index.definition.id, text::join(titles, " / "),
                    text::grouped(static_cast<long long>(index.areas.size())),
                    text::grouped(static_cast<long long>(index.in_band(20, {}))),
                    std::string(to_string(index.definition.bands_by)), index.population.empty() ? "-" : "known",
                    index.deciles_checked ? "follow from the ranks" : "not in the file"});
  }
  result += text_table(
      {{"index"}, {"vintage"}, {"areas", Align::Right}, {"worst 20%", Align::Right}, {"by"}, {"people"}, {"deciles"}},
      rows);
  for (const place::PackedIndex& index : pack.indices()) {
    if (!index.definition.warning.empty()) {
      result += fmt::format("Warning: `{}` is {}.\n", index.definition.id, index.definition.warning);
    }
  }
  return result;
}

}  // namespace kith::cli
