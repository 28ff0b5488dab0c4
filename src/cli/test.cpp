// kith test FILE: one question to a sample, answered with a statistic, its degrees of freedom and p.
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/problem.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/design_options.h"
#include "cli/findings_text.h"
#include "cli/impute_options.h"
#include "cli/reading.h"
#include "data/expression.h"
#include "design/make.h"
#include "estimate/group_test.h"
#include "estimate/independence.h"
#include "finding/json.h"
#include "impute/pooled_test.h"

namespace kith::cli {

namespace {

using Json = nlohmann::ordered_json;
using estimate::TestResult;

struct Words {
  std::string file, independence, statistic = "F", ttest, ranktest, kind = "wilcoxon", where, format = "table";
  std::vector<std::string> missing;
  DesignWords design;
  ImputeWords impute;
  double level = 0.95;
};

// What multiple imputation adds to a test; empty for complete cases.
struct Imputed {
  std::optional<finding::Imputation> figure;
  std::string json;
  std::string text;
};

struct Tested {
  TestResult test;
  Imputed imputed;
};

estimate::Independence statistic_of(const std::string& name) {
  const auto found = estimate::independence_of(name);
  if (!found) {
    throw Error({"unknown-statistic",
                 fmt::format("there is no statistic `{}`", name),
                 {},
                 "one of: F, Chisq, Wald, adjWald, lincom, saddlepoint"},
                Fault::Usage);
  }
  return *found;
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

std::string json_of(const TestResult& test, const Imputed& imputed) {
  Json result{{"test",
               {{"name", test.name},
                {"symbol", test.symbol},
                {"statistic", test.p ? Json(test.statistic) : Json()},
                {"df1", or_null(test.df1)},
                {"df2", or_null(test.df2)},
                {"p", or_null(test.p)},
                {"estimate", or_null(test.estimate)},
                {"se", or_null(test.se)},
                {"interval", finding::to_json(test.interval)},
                {"respondents", test.respondents},
                {"notes", finding::to_json(test.notes)}}}};
  if (imputed.figure) {
    result["test"]["imputation"] = finding::to_json(*imputed.figure);
    result["imputation"] = Json::parse(imputed.json);
  }
  return result.dump(2) + "\n";
}

std::string csv_of(const TestResult& test) {
  const auto number = [](const std::optional<double>& value) { return value ? text::exact(*value) : std::string(); };
  return fmt::format("name,symbol,statistic,df1,df2,p,estimate,se,respondents\n\"{}\",{},{},{},{},{},{},{},{}\n",
                     test.name, test.symbol, test.p ? text::exact(test.statistic) : "", number(test.df1),
                     number(test.df2), number(test.p), number(test.estimate), number(test.se), test.respondents);
}

std::string p_text(double p) {
  return p < 0.001 ? "p < 0.001" : fmt::format("p = {:.3f}", p);
}

// "Independence of a and b (F)", and below it what was found, a line each.
std::string table_of(const TestResult& test, const Imputed& imputed) {
  std::string text = test.name + "\n";
  if (test.p) {
    const std::string degrees = test.df1 && test.df2 ? fmt::format(" on {:.4g} and {:.4g} df", *test.df1, *test.df2)
                                : test.df1           ? fmt::format(" on {:.4g} df", *test.df1)
                                : test.df2           ? fmt::format(" on {:.4g} df", *test.df2)
                                                     : "";
    text += fmt::format("  {} = {:.4g}{}, {}\n", test.symbol, test.statistic, degrees, p_text(*test.p));
  }
  if (test.estimate && !test.estimate_name.empty()) {
    text += fmt::format("  {} {:.4g}", test.estimate_name, *test.estimate);
    if (test.interval) {
      text += fmt::format(", {}% interval {:.4g} to {:.4g}", text::exact(test.interval->level * 100),
                          test.interval->low, test.interval->high);
    }
    text += "\n";
  }
  text += fmt::format("  {} respondents\n", test.respondents);
  for (const finding::Note& note : test.notes) {
    text += fmt::format("  {}\n", note.text);
  }
  if (imputed.figure) {
    text += fmt::format("  fraction of missing information {:.3f}\n", imputed.figure->missing_information);
  }
  return text + imputed.text + "Not checked for release.\n";
}

// Every column that the test or its design reads.
std::vector<std::string> names_of(const Words& words) {
  std::vector<std::string> names = columns_of(words.independence);
  const auto add = [&](const std::vector<std::string>& more) { names.insert(names.end(), more.begin(), more.end()); };
  for (const std::string* formula : {&words.ttest, &words.ranktest}) {
    if (!formula->empty()) {
      const estimate::GroupFormula parsed = estimate::group_formula(*formula);
      add(parsed.outcome.columns());
      if (!parsed.group.empty()) {
        names.push_back(parsed.group);
      }
    }
  }
  if (!words.where.empty()) {
    add(data::Expression::parse(words.where).columns());
  }
  add(design::columns(spec_of(words.design)));
  return names;
}

TestResult test_over(const data::Table& table, const Words& words, const design::Spec& spec) {
  const std::vector<std::string> both = columns_of(words.independence);
  const design::Design design = design::make(spec, table);
  const std::vector<std::uint8_t> keep = data::rows_where(table, words.where);
  if (!words.independence.empty()) {
    return estimate::independence(table, both[0], both[1], design, keep, statistic_of(words.statistic));
  }
  return words.ttest.empty()
             ? rank_test(table, estimate::group_formula(words.ranktest), design, keep, estimate::rank_score(words.kind))
             : t_test(table, estimate::group_formula(words.ttest), design, keep, words.level);
}

// Those who answered may be too few where those with imputed answers are not.
std::optional<TestResult> complete_cases(const data::Table& table, const Words& words, const design::Spec& spec) {
  try {
    return test_over(table, words, spec);
  } catch (const Error& error) {
    if (error.fault() != Fault::Input) {
      throw;
    }
    return std::nullopt;
  }
}

Tested pooled(const data::Table& table, const Words& words, const design::Spec& spec) {
  const impute::Imputations imputations = imputed(table, names_of(words), spec, words.design, words.impute);
  std::vector<TestResult> tests;
  tests.reserve(imputations.count());
  for (std::size_t i = 0; i < imputations.count(); ++i) {
    tests.push_back(test_over(imputations.completed(i), words, spec));
  }
  const std::optional<TestResult> complete = complete_cases(table, words, spec);
  impute::PooledTestResult result = impute::pooled_test(tests, complete ? &*complete : nullptr, words.level);
  return {std::move(result.test), {result.imputation, imputation_json(imputations), imputation_text(imputations)}};
}

Tested test_of(const Words& words) {
  check(words.impute);
  const int asked =
      (words.independence.empty() ? 0 : 1) + (words.ttest.empty() ? 0 : 1) + (words.ranktest.empty() ? 0 : 1);
  if (asked != 1) {
    throw Error({"one-test",
                 fmt::format("{} tests are asked for", asked),
                 {},
                 "give one of --independence, --ttest, --ranktest"},
                Fault::Usage);
  }
  const std::vector<std::string> both = columns_of(words.independence);
  if (!words.independence.empty() && both.size() != 2) {
    throw Error({"two-columns", "independence is between two columns", {}, "write --independence a,b"}, Fault::Usage);
  }
  statistic_of(words.statistic);
  estimate::rank_score(words.kind);
  const design::Spec spec = spec_of(words.design);
  const data::Table table = read_columns(
      words.file,
      {.columns = columns_to_read(with_helpers(names_of(words), words.impute), spec), .missing = words.missing});
  return words.impute.wanted() ? pooled(table, words, spec) : Tested{test_over(table, words, spec), {}};
}

void print_test(const Words& words) {
  const Format format = format_of(words.format);
  const auto [test, imputed] = test_of(words);
  fmt::print("{}", format == Format::Json  ? json_of(test, imputed)
                   : format == Format::Csv ? csv_of(test)
                                           : table_of(test, imputed));
}

}  // namespace

void add_test(CLI::App& app) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("test", "a design-based test: independence, means, ranks");
  command->add_option("FILE", words->file, "CSV, XLSX, SPSS or Stata")->required();
  command->add_option("--independence", words->independence, "two categorical columns: a,b");
  command->add_option("--statistic", words->statistic,
                      "of --independence: F, Chisq, Wald, adjWald, lincom, saddlepoint");
  command->add_option("--ttest", words->ttest, "\"y ~ group\", or \"a - b ~ 0\" for one sample or pairs");
  command->add_option("--ranktest", words->ranktest, "\"y ~ group\"");
  command->add_option("--kind", words->kind, "of --ranktest: wilcoxon, vanderwaerden, median, kruskal");
  command->add_option("--where", words->where, "only respondents for whom this is true");
  command->add_option("--level", words->level, "confidence level")->check(CLI::Range(0.5, 0.9999));
  add_design_options(*command, words->design);
  add_impute_options(*command, words->impute);
  command->add_option("--missing", words->missing, "a text that means no answer; repeat for more")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--format", words->format, "table, json, csv");
  command->callback([words] { print_test(*words); });
}

}  // namespace kith::cli
