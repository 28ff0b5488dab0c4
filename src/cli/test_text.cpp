#include "cli/test_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/problem.h"
#include "base/text.h"
#include "finding/json.h"

namespace kith::cli {

namespace {

using estimate::TestResult;
using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json json_of(const TestResult& test) {
  return {{"name", test.name},
          {"symbol", test.symbol},
          {"statistic", test.p ? Json(test.statistic) : Json()},
          {"df1", or_null(test.df1)},
          {"df2", or_null(test.df2)},
          {"p", or_null(test.p)},
          {"estimate", or_null(test.estimate)},
          {"se", or_null(test.se)},
          {"interval", finding::to_json(test.interval)},
          {"respondents", test.respondents},
          {"notes", finding::to_json(test.notes)}};
}

std::string json_of(const TestFamilyOf& family) {
  Json tests = Json::array();
  for (std::size_t i = 0; i < family.tests.size(); ++i) {
    tests.push_back(json_of(family.tests[i]));
    if (!family.adjustment.empty()) {
      tests.back()["adjusted_p"] = or_null(family.adjusted[i]);
    }
    if (!family.imputations.empty()) {
      tests.back()["imputation"] = finding::to_json(family.imputations[i]);
    }
  }
  Json result;
  if (tests.size() == 1 && family.adjustment.empty()) {
    result["test"] = tests.front();
  } else {
    result["tests"] = tests;
    result["adjust"] = family.adjustment.empty() ? Json() : Json(family.adjustment);
  }
  if (!family.imputations.empty()) {
    result["imputation"] = Json::parse(family.imputation_json);
  }
  return result.dump(2) + "\n";
}

std::string csv_of(const TestFamilyOf& family) {
  const auto number = [](const std::optional<double>& value) { return value ? text::exact(*value) : std::string(); };
  const bool adjusted = !family.adjustment.empty();
  std::string csv = "name,symbol,statistic,df1,df2,p,estimate,se,respondents";
  csv += adjusted ? ",adjusted_p\n" : "\n";
  for (std::size_t i = 0; i < family.tests.size(); ++i) {
    const TestResult& test = family.tests[i];
    csv += fmt::format("\"{}\",{},{},{},{},{},{},{},{}", test.name, test.symbol,
                       test.p ? text::exact(test.statistic) : "", number(test.df1), number(test.df2), number(test.p),
                       number(test.estimate), number(test.se), test.respondents);
    csv += adjusted ? "," + number(family.adjusted[i]) + "\n" : "\n";
  }
  return csv;
}

// "independence of a and b (F)", and below it what was found, a line each.
std::string lines_of(const TestResult& test, const std::optional<double>& adjusted, const std::string& adjustment) {
  std::string text = test.name + "\n";
  if (test.p) {
    const std::string degrees = test.df1 && test.df2 ? fmt::format(" on {:.4g} and {:.4g} df", *test.df1, *test.df2)
                                : test.df1           ? fmt::format(" on {:.4g} df", *test.df1)
                                : test.df2           ? fmt::format(" on {:.4g} df", *test.df2)
                                                     : "";
    text += fmt::format("  {} = {:.4g}{}, {}", test.symbol, test.statistic, degrees, p_text(*test.p));
    text += adjusted ? fmt::format(", adjusted ({}) {}\n", adjustment, p_text(*adjusted)) : "\n";
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
  return text;
}

}  // namespace

num::Adjustment adjustment_named(const std::string& name) {
  const auto found = num::adjustment_of(name);
  if (!found) {
    throw Error({"unknown-adjustment",
                 fmt::format("there is no adjustment `{}`", name),
                 {},
                 "one of: none, bonferroni, holm, hochberg, hommel, bh, by"},
                Fault::Usage);
  }
  return *found;
}

void adjust(TestFamilyOf& family, const std::string& adjustment) {
  family.adjustment = adjustment;
  if (adjustment.empty()) {
    return;
  }
  std::vector<double> p;
  for (const TestResult& test : family.tests) {
    if (test.p) {
      p.push_back(*test.p);
    }
  }
  const std::vector<double> adjusted = num::adjusted(p, adjustment_named(adjustment));
  std::size_t next = 0;
  for (const TestResult& test : family.tests) {
    family.adjusted.push_back(test.p ? std::optional(adjusted[next++]) : std::nullopt);
  }
}

std::string test_text(const TestFamilyOf& family, Format format) {
  if (format == Format::Json) {
    return json_of(family);
  }
  if (format == Format::Csv) {
    return csv_of(family);
  }
  std::string text;
  for (std::size_t i = 0; i < family.tests.size(); ++i) {
    text += lines_of(family.tests[i], family.adjustment.empty() ? std::nullopt : family.adjusted[i], family.adjustment);
    if (!family.imputations.empty()) {
      text += fmt::format("  fraction of missing information {:.3f}\n", family.imputations[i].missing_information);
    }
  }
  return text + family.imputation_text + "Not checked for release.\n";
}

std::string p_text(double p) {
  return p < 0.001 ? "p < 0.001" : fmt::format("p = {:.3f}", p);
}

}  // namespace kith::cli
