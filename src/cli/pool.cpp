// kith pool FILE --measure "share(...)" --by project: the share of every group, raw, steadied by all groups, and
// whether it lies outside what chance alone gives a group of its size. In the groups' own order: there are no league
// tables.
#include <CLI/CLI.hpp>

#include <cmath>
#include <cstdio>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/findings_text.h"
#include "cli/reading.h"
#include "cli/text_table.h"
#include "compare/pooling.h"
#include "data/csv_write.h"
#include "estimate/estimate.h"

namespace kith::cli {

namespace {

struct Words {
  std::string file, measure, by, where, weight, format = "table";
  std::vector<std::string> missing;
  double level = 0.95;
};

struct Grouped {
  std::vector<std::string> labels;
  std::vector<std::int64_t> unweighted;
  std::vector<compare::GroupShare> groups;
  double overall = 0;
  compare::Pooled pooled;
};

Grouped grouped(const Words& words) {
  const estimate::Request request{.measures = {words.measure},
                                  .breakdowns = {{}, {words.by}},
                                  .where = words.where,
                                  .design = {.weight = words.weight}};
  const data::Table table = read_columns(words.file, {.columns = estimate::columns(request), .missing = words.missing});
  const estimate::Estimates estimates = estimate::estimate(table, request);
  Grouped result;
  for (const finding::Finding& finding : estimates.findings()) {
    if (finding.kind != finding::Kind::Share || !finding.category.empty()) {
      throw Error({"not-a-share",
                   fmt::format("`{}` is not one share", words.measure),
                   {},
                   "name the answers that count, for example share(trust in \"yes\")"},
                  Fault::Usage);
    }
    if (finding.by.empty()) {
      result.overall = finding.value.value_or(0);
    } else if (finding.value && finding.bases.unweighted > 0) {
      const double people =
          words.weight.empty() ? static_cast<double>(finding.bases.unweighted) : finding.bases.effective;
      result.labels.push_back(finding.by.front().label);
      result.unweighted.push_back(finding.bases.unweighted);
      result.groups.push_back({*finding.value * people, people});
    }
  }
  result.pooled = compare::pool(result.groups, words.level);
  return result;
}

const char* word_of(compare::Place place) {
  return place == compare::Place::Inside      ? "inside"
         : place == compare::Place::Outside95 ? "outside 95%"
                                              : "outside 99.8%";
}

std::string percent(double share) {
  return text::fixed(share * 100, 1);
}

std::string pooled_table(const Words& words, const Grouped& all) {
  std::vector<std::vector<std::string>> rows;
  rows.reserve(all.groups.size());
  for (std::size_t j = 0; j < all.groups.size(); ++j) {
    const compare::Pooled::Group& group = all.pooled.groups[j];
    const compare::Funnel funnel = compare::funnel(all.overall, all.groups[j].people);
    rows.push_back({all.labels[j], text::grouped(all.unweighted[j]), percent(group.raw), percent(group.steadied),
                    group.low && group.high ? percent(*group.low) + " to " + percent(*group.high) : "-",
                    percent(funnel.low95) + " to " + percent(funnel.high95),
                    word_of(compare::place(all.groups[j], all.overall))});
  }
  std::string text = text_table({{words.by},
                                 {"base", Align::Right},
                                 {"raw %", Align::Right},
                                 {"steadied %", Align::Right},
                                 {fmt::format("{}% interval", text::exact(words.level * 100)), Align::Right},
                                 {"95% funnel", Align::Right},
                                 {"raw share"}},
                                rows);
  text += all.pooled.alike
              ? fmt::format("of all {}%; {}% of what parts one answer from another lies between groups\n",
                            percent(all.overall), percent(all.pooled.between))
              : fmt::format("of all {}%; no difference between groups can be told from chance\n", percent(all.overall));
  return text +
         "In the groups' own order: neighbours in a ranking differ by chance.\n"
         "Unreleased: not checked for release.\n";
}

std::string pooled_json(const Words& words, const Grouped& all) {
  using Json = nlohmann::ordered_json;
  Json groups = Json::array();
  for (std::size_t j = 0; j < all.groups.size(); ++j) {
    const compare::Pooled::Group& group = all.pooled.groups[j];
    const compare::Funnel funnel = compare::funnel(all.overall, all.groups[j].people);
    groups.push_back({{"group", all.labels[j]},
                      {"base", all.unweighted[j]},
                      {"effective", all.groups[j].people},
                      {"raw", group.raw},
                      {"steadied", group.steadied},
                      {"low", group.low ? Json(*group.low) : Json()},
                      {"high", group.high ? Json(*group.high) : Json()},
                      {"funnel95", {funnel.low95, funnel.high95}},
                      {"funnel998", {funnel.low998, funnel.high998}},
                      {"place", word_of(compare::place(all.groups[j], all.overall))}});
  }
  const Json object{{"release", "not checked for release"},
                    {"measure", words.measure},
                    {"by", words.by},
                    {"overall", all.overall},
                    {"mean", all.pooled.mean},
                    {"between", all.pooled.between},
                    {"groups", groups}};
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string pooled_csv(const Grouped& all) {
  std::string csv =
      "group,base,effective,raw,steadied,low,high,funnel95_low,funnel95_high,funnel998_low,funnel998_high\n";
  for (std::size_t j = 0; j < all.groups.size(); ++j) {
    const compare::Pooled::Group& group = all.pooled.groups[j];
    const compare::Funnel funnel = compare::funnel(all.overall, all.groups[j].people);
    csv += fmt::format("{},{}", data::csv_cell(data::without_formula(all.labels[j])), all.unweighted[j]);
    for (const std::optional<double> value :
         {std::optional(all.groups[j].people), std::optional(group.raw), std::optional(group.steadied), group.low,
          group.high, std::optional(funnel.low95), std::optional(funnel.high95), std::optional(funnel.low998),
          std::optional(funnel.high998)}) {
      csv += ',' + (value ? text::exact(*value) : std::string());
    }
    csv += '\n';
  }
  return csv;
}

void print_pooled(const Words& words) {
  const Format format = format_of(words.format);
  const Grouped all = grouped(words);
  switch (format) {
    case Format::Json:
      fmt::print("{}", pooled_json(words, all));
      break;
    case Format::Csv:
      fmt::print("{}", pooled_csv(all));
      break;
    case Format::Table:
      fmt::print("{}", pooled_table(words, all));
      break;
  }
}

}  // namespace

void add_pool(CLI::App& app) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("pool", "shares of many groups, each steadied by all of them");
  command->add_option("FILE", words->file, "CSV, XLSX, SPSS or Stata")->required();
  command->add_option("--measure,-m", words->measure, "one share")->required();
  command->add_option("--by", words->by, "the column whose levels are the groups")->required();
  command->add_option("--where", words->where, "only respondents for whom this is true");
  command->add_option("--weight", words->weight, "column of weights");
  command->add_option("--level", words->level, "confidence level")->check(CLI::Range(0.5, 0.9999));
  command->add_option("--missing", words->missing, "a text that means no answer; repeat for more")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--format", words->format, "table, json, csv");
  command->callback([words] { print_pooled(*words); });
}

}  // namespace kith::cli
