#include "cli/impute_options.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/problem.h"
#include "base/text.h"
#include "finding/json.h"

namespace kith::cli {

namespace {

std::vector<std::string> helpers(const ImputeWords& words) {
  std::vector<std::string> names;
  for (const std::string& list : words.with) {
    for (std::string& name : columns_of(list)) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace

void add_impute_options(CLI::App& command, ImputeWords& words) {
  command.add_option("--impute", words.count, "impute missing answers this many times and pool: 20 or more")
      ->check(CLI::Range(2, 1000));
  command.add_option("--impute-with", words.with, "columns that help to impute; repeat for more")
      ->take_all()
      ->allow_extra_args(false);
  command.add_option("--iterations", words.iterations, "of the chained equations (10)")->check(CLI::Range(1, 1000));
  command.add_option("--donors", words.donors, "people of whom one gives a number (5)")->check(CLI::Range(1, 100));
}

void check(const ImputeWords& words) {
  if (!words.wanted() && (!words.with.empty() || words.iterations > 0 || words.donors > 0)) {
    throw Error({"wrong-usage",
                 "--impute-with, --iterations and --donors say how to impute",
                 {},
                 "say how many times: --impute 20"},
                Fault::Usage);
  }
}

std::vector<std::string> with_helpers(std::vector<std::string> columns, const ImputeWords& words) {
  for (std::string& name : helpers(words)) {
    columns.push_back(std::move(name));
  }
  return columns;
}

impute::Imputations imputed(const data::Table& table, const std::vector<std::string>& columns, const design::Spec& spec,
                            const DesignWords& design, const ImputeWords& words) {
  impute::Options options = impute::options_for(columns, spec);
  options.with = helpers(words);
  options.count = words.count;
  options.seed = design.seed;
  options.iterations = words.iterations > 0 ? words.iterations : options.iterations;
  options.donors = words.donors > 0 ? words.donors : options.donors;
  return impute::impute(table, options);
}

std::string imputation_json(const impute::Imputations& imputations) {
  using Json = nlohmann::ordered_json;
  Json columns = Json::array();
  for (const impute::ImputedColumn& column : imputations.columns()) {
    columns.push_back({{"column", column.name},
                       {"method", impute::to_string(column.method)},
                       {"answered", column.answered},
                       {"imputed", column.imputed},
                       {"left", column.left},
                       {"r_hat", column.r_hat ? Json(*column.r_hat) : Json(nullptr)},
                       {"chain_means", column.means}});
  }
  const Json object{{"m", imputations.count()},
                    {"seed", imputations.seed()},
                    {"iterations", imputations.iterations()},
                    {"columns", columns},
                    {"notes", finding::to_json(imputations.notes())}};
  return object.dump();
}

std::string imputation_text(const impute::Imputations& imputations) {
  std::string text = fmt::format("Imputed {} times, {} iterations each, seed {}:\n", imputations.count(),
                                 imputations.iterations(), imputations.seed());
  for (const impute::ImputedColumn& column : imputations.columns()) {
    text += fmt::format("  {}: {} beside {} answers, by {}", column.name, text::grouped(column.imputed),
                        text::grouped(column.answered), impute::to_string(column.method));
    text += column.left > 0 ? fmt::format(", {} left missing", text::grouped(column.left)) : "";
    text += column.r_hat ? fmt::format(", R-hat {:.2f}\n", *column.r_hat) : "\n";
  }
  if (imputations.columns().empty()) {
    text += "  nothing was missing that is imputed\n";
  }
  for (const finding::Note& note : imputations.notes()) {
    text += fmt::format("{}: {}\n", note.code, note.text);
  }
  return text;
}

}  // namespace kith::cli
