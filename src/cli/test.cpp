// kith test FILE: questions to a sample, each answered with a statistic, its degrees of freedom and p; or a banner
// table with letters.
#include <CLI/CLI.hpp>

#include <memory>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"
#include "cli/banner_text.h"
#include "cli/commands.h"
#include "cli/design_options.h"
#include "cli/findings_text.h"
#include "cli/impute_options.h"
#include "cli/progress.h"
#include "cli/reading.h"
#include "cli/test_text.h"
#include "data/expression.h"
#include "design/make.h"
#include "estimate/group_test.h"
#include "estimate/independence.h"
#include "impute/pooled_test.h"

namespace kith::cli {

namespace {

using estimate::TestResult;

struct Words {
  std::string file, statistic = "F", shares, kind = "wilcoxon", ties = "middle", banner, items, adjust, family = "row",
                    where, format = "table";
  std::vector<std::string> independence, fit, ttest, ranktest, missing;
  DesignWords design;
  ImputeWords impute;
  double level = 0.95;
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

estimate::Ties ties_of(const std::string& name) {
  if (name != "middle" && name != "in-order") {
    throw Error({"unknown-rule", fmt::format("there is no rule `{}` for ties", name), {}, "one of: middle, in-order"},
                Fault::Usage);
  }
  return name == "middle" ? estimate::Ties::Middle : estimate::Ties::InOrder;
}

// "0.3,0.3,0.4"
std::vector<double> shares_of(const std::string& list) {
  std::vector<double> shares;
  for (const std::string& each : columns_of(list)) {
    const auto share = text::to_number(each);
    if (!share) {
      throw Error({"bad-number", fmt::format("`{}` in --shares is no number", each), {}, "write --shares 0.3,0.3,0.4"},
                  Fault::Usage);
    }
    shares.push_back(*share);
  }
  return shares;
}

// Every column that the test or its design reads.
std::vector<std::string> names_of(const Words& words) {
  std::vector<std::string> names = words.fit;
  const auto add = [&](const std::vector<std::string>& more) { names.insert(names.end(), more.begin(), more.end()); };
  for (const std::string& pair : words.independence) {
    add(columns_of(pair));
  }
  for (const std::vector<std::string>* formulas : {&words.ttest, &words.ranktest}) {
    for (const std::string& formula : *formulas) {
      const estimate::GroupFormula parsed = estimate::group_formula(formula);
      add(parsed.outcome.columns());
      if (!parsed.group.empty()) {
        names.push_back(parsed.group);
      }
    }
  }
  add(columns_of(words.banner));
  for (const std::string& item : columns_of(words.items)) {
    add(estimate::item_columns(item));
  }
  if (!words.where.empty()) {
    add(data::Expression::parse(words.where).columns());
  }
  add(design::columns(spec_of(words.design)));
  return names;
}

// What can be said against the words before the file is read.
void check(const Words& words) {
  const std::size_t tests = words.independence.size() + words.fit.size() + words.ttest.size() + words.ranktest.size();
  if (words.banner.empty() != words.items.empty()) {
    throw Error(
        {"banner-without-items", "--banner and --items belong together", {}, "write --banner region --items a,b"},
        Fault::Usage);
  }
  if (!words.banner.empty() && tests > 0) {
    throw Error({"one-test", "a banner table and single tests are asked for", {}, "give one of them"}, Fault::Usage);
  }
  if (words.banner.empty() && tests == 0) {
    throw Error({"one-test",
                 "no test is asked for",
                 {},
                 "give --independence, --fit, --ttest or --ranktest, each as often as needed, or --banner"},
                Fault::Usage);
  }
  for (const std::string& pair : words.independence) {
    if (columns_of(pair).size() != 2) {
      throw Error({"two-columns", "independence is between two columns", {}, "write --independence a,b"}, Fault::Usage);
    }
  }
  if (words.family != "row" && words.family != "table") {
    throw Error({"unknown-rule", fmt::format("there is no family `{}`", words.family), {}, "one of: row, table"},
                Fault::Usage);
  }
  adjustment_named(words.adjust.empty() ? "none" : words.adjust);
  check(words.impute);
  if (!words.banner.empty() && words.impute.wanted()) {
    throw Error({"not-pooled", "a banner table is of those who answered", {}, "leave out --impute"}, Fault::Usage);
  }
}

std::vector<TestResult> tests_over(const data::Table& table, const Words& words, const design::Spec& spec) {
  const design::Design design = design::make(spec, table);
  const std::vector<std::uint8_t> keep = data::rows_where(table, words.where);
  std::vector<TestResult> tests;
  for (const std::string& pair : words.independence) {
    const std::vector<std::string> both = columns_of(pair);
    tests.push_back(estimate::independence(table, both[0], both[1], design, keep, statistic_of(words.statistic)));
  }
  for (const std::string& question : words.fit) {
    tests.push_back(estimate::goodness_of_fit(table, question, shares_of(words.shares), design, keep));
  }
  for (const std::string& formula : words.ttest) {
    tests.push_back(estimate::t_test(table, estimate::group_formula(formula), design, keep, words.level));
  }
  for (const std::string& formula : words.ranktest) {
    tests.push_back(estimate::rank_test(table, estimate::group_formula(formula), design, keep,
                                        estimate::rank_score(words.kind), ties_of(words.ties)));
  }
  return tests;
}

// Those who answered may be too few where those with imputed answers are not.
std::vector<TestResult> complete_cases(const data::Table& table, const Words& words, const design::Spec& spec) {
  try {
    return tests_over(table, words, spec);
  } catch (const Error& error) {
    if (error.fault() != Fault::Input) {
      throw;
    }
    return {};
  }
}

TestFamilyOf pooled(const data::Table& table, const Words& words, const design::Spec& spec) {
  const impute::Imputations imputations = imputed(table, names_of(words), spec, words.design, words.impute);
  std::vector<std::vector<TestResult>> found;  // of each completed table
  found.reserve(imputations.count());
  for (std::size_t i = 0; i < imputations.count(); ++i) {
    found.push_back(tests_over(imputations.completed(i), words, spec));
  }
  const std::vector<TestResult> complete = complete_cases(table, words, spec);
  TestFamilyOf family;
  for (std::size_t k = 0; k < found.front().size(); ++k) {
    std::vector<TestResult> same;
    same.reserve(found.size());
    for (const std::vector<TestResult>& tests : found) {
      same.push_back(tests[k]);
    }
    impute::PooledTestResult result = impute::pooled_test(same, complete.empty() ? nullptr : &complete[k], words.level);
    family.tests.push_back(std::move(result.test));
    family.imputations.push_back(std::move(result.imputation));
  }
  family.imputation_json = imputation_json(imputations);
  family.imputation_text = imputation_text(imputations);
  return family;
}

std::string tests_of(const data::Table& table, const Words& words, const design::Spec& spec, Format format) {
  TestFamilyOf family;
  if (words.impute.wanted()) {
    family = pooled(table, words, spec);
  } else {
    family.tests = tests_over(table, words, spec);
  }
  adjust(family, words.adjust);
  return test_text(family, format);
}

std::string banner_of(const data::Table& table, const Words& words, const design::Spec& spec, Format format) {
  const std::string adjustment = words.adjust.empty() ? "holm" : words.adjust;
  const estimate::BannerOptions options{
      .adjustment = adjustment_named(adjustment),
      .family = words.family == "row" ? estimate::TestFamily::Row : estimate::TestFamily::Table};
  const estimate::Banner banner =
      estimate::banner(table, columns_of(words.banner), columns_of(words.items), design::make(spec, table),
                       data::rows_where(table, words.where), options);
  return banner_text(banner, adjustment, options, format);
}

void print_test(const Words& words) {
  const Format format = format_of(words.format);
  check(words);
  statistic_of(words.statistic);
  estimate::rank_score(words.kind);
  ties_of(words.ties);
  const design::Spec spec = spec_of(words.design);
  const data::Table table = read_columns(
      words.file,
      {.columns = columns_to_read(with_helpers(names_of(words), words.impute), spec), .missing = words.missing});
  fmt::print("{}", with_progress("testing", [&] {
               return words.banner.empty() ? tests_of(table, words, spec, format)
                                           : banner_of(table, words, spec, format);
             }));
}

void add_tests(CLI::App& command, Words& words) {
  const auto repeated = [&](const char* name, std::vector<std::string>& value, const char* help) {
    command.add_option(name, value, help)->take_all()->allow_extra_args(false);
  };
  repeated("--independence", words.independence, "two categorical columns: a,b; repeat for more tests");
  command.add_option("--statistic", words.statistic, "of --independence: F, Chisq, Wald, adjWald, lincom, saddlepoint");
  repeated("--fit", words.fit, "a column whose answers have the --shares");
  command.add_option("--shares", words.shares, "of --fit: one for each option, in their order");
  repeated("--ttest", words.ttest, "\"y ~ group\", or \"a - b ~ 0\" for one sample or pairs");
  repeated("--ranktest", words.ranktest, "\"y ~ group\"");
  command.add_option("--kind", words.kind, "of --ranktest: wilcoxon, vanderwaerden, median, kruskal");
  command.add_option("--ties", words.ties, "of --ranktest: middle, in-order (as R)");
  command.add_option("--banner", words.banner, "columns whose answers are compared across: region,sex");
  command.add_option("--items", words.items, "of --banner: the questions down the table: trust,mean(visits)");
  command.add_option("--adjust", words.adjust,
                     "p-values of the family: none, bonferroni, holm, hochberg, hommel, bh, by; of --banner holm");
  command.add_option("--family", words.family, "of --banner: row, table");
}

}  // namespace

void add_test(CLI::App& app) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("test", "design-based tests: independence, fit, means, ranks, banner tables");
  command->add_option("FILE", words->file, "CSV, XLSX, SPSS or Stata")->required();
  add_tests(*command, *words);
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
