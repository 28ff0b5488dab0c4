#include "estimate/banner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/problem.h"
#include "base/text.h"
#include "data/expression.h"
#include "estimate/answered_options.h"
#include "estimate/domain_means.h"
#include "estimate/thresholds.h"
#include "num/distribution.h"

namespace kith::estimate {

namespace {

using Rows = std::vector<std::uint8_t>;

// A, ..., Z, AA, AB, ...
std::string letter(std::size_t column) {
  std::string text;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    text.insert(text.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return text;
}

struct Across {
  std::vector<BannerColumn> columns;
  std::vector<Rows> in;  // of each column
};

Across across(const data::Table& table, const std::vector<std::string>& banners, const Rows& everyone) {
  Across result;
  const auto add = [&](std::string mark, const std::string& banner, const std::string& title, Rows rows) {
    result.columns.push_back({std::move(mark), banner, title, std::ranges::count(rows, 1)});
    result.in.push_back(std::move(rows));
  };
  add({}, {}, "all", everyone);
  for (const std::string& banner : banners) {
    AnsweredOptions groups = answered_options(table, banner, everyone);
    std::erase_if(groups.options, [](const AnsweredOption& option) {
      return std::ranges::find(option.chosen, 1) == option.chosen.end();
    });
    if (groups.options.size() < 2) {
      throw Error({"one-level",
                   fmt::format("`{}` has {} among those who are compared", banner,
                               groups.options.empty() ? "no answers" : "only one answer"),
                   {table.source, 0},
                   "a banner needs two groups to compare"});
    }
    for (AnsweredOption& group : groups.options) {
      add(letter(result.columns.size() - 1), banner, group.label, std::move(group.chosen));
    }
  }
  return result;
}

Rows both(const Rows& first, const Rows& second) {
  Rows result(first.size());
  std::ranges::transform(first, second, result.begin(),
                         [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a & b); });
  return result;
}

Rows either(const Rows& first, const Rows& second) {
  Rows result(first.size());
  std::ranges::transform(first, second, result.begin(),
                         [](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a | b); });
  return result;
}

// What the rows of one item share: who answered in which column, and the degrees of freedom of each pair.
struct Item {
  std::vector<std::size_t> columns;  // with somebody who answered
  std::vector<Rows> in;              // of each of these
  std::vector<std::int64_t> respondents;
  std::vector<BannerTest> pairs;
};

Item item_of(const Across& table, const Rows& answered, const design::Design& design) {
  Item item;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    Rows in = both(table.in[column], answered);
    const std::int64_t respondents = std::ranges::count(in, 1);
    item.respondents.push_back(respondents);
    if (respondents > 0) {
      item.columns.push_back(column);
      item.in.push_back(std::move(in));
    }
  }
  for (std::size_t i = 0; i < item.columns.size(); ++i) {
    for (std::size_t j = i + 1; j < item.columns.size(); ++j) {
      const BannerColumn& first = table.columns[item.columns[i]];
      if (!first.letter.empty() && first.banner == table.columns[item.columns[j]].banner) {
        BannerTest pair;
        pair.first = item.columns[i];
        pair.second = item.columns[j];
        pair.df = design.df(either(item.in[i], item.in[j])) - 1;
        item.pairs.push_back(pair);
      }
    }
  }
  return item;
}

void test(BannerTest& pair, const design::Estimate& means, Eigen::Index i, Eigen::Index j) {
  constexpr double rounding = 1e-12;  // of the variances that cancel
  const double spread = means.covariance(i, i) + means.covariance(j, j);
  const double variance = spread - 2 * means.covariance(i, j);
  pair.difference = means.value[i] - means.value[j];
  pair.se = std::sqrt(std::max(0.0, variance));
  if (means.known && variance > rounding * spread && pair.df > 0) {
    pair.p = num::t_two_sided(pair.difference / pair.se, pair.df);
  }
}

BannerRow row_of(const Item& item, std::span<const double> value, const design::Design& design) {
  BannerRow row;
  for (const std::int64_t respondents : item.respondents) {
    row.cells.push_back({{}, {}, respondents, {}});
  }
  if (item.columns.empty()) {
    return row;
  }
  const design::Estimate means = domain_means(value, item.in, design);
  std::vector<Eigen::Index> place(item.respondents.size());
  for (std::size_t k = 0; k < item.columns.size(); ++k) {
    const auto at = static_cast<Eigen::Index>(k);
    place[item.columns[k]] = at;
    row.cells[item.columns[k]].value = means.value[at];
    if (means.known) {
      row.cells[item.columns[k]].se = std::sqrt(std::max(0.0, means.covariance(at, at)));
    }
  }
  row.tests = item.pairs;
  for (BannerTest& pair : row.tests) {
    test(pair, means, place[pair.first], place[pair.second]);
  }
  return row;
}

// What an item is the mean of; none where it has options.
std::optional<data::Expression> mean_of(const data::Table* table, const std::string& item) {
  if (item.starts_with("mean(") && item.ends_with(")")) {
    return data::Expression::parse(std::string_view(item).substr(5, item.size() - 6));
  }
  const data::Column* column = table != nullptr && table->set(item) == nullptr ? table->find(item) : nullptr;
  if (column != nullptr && column->kind() == data::Kind::Number) {
    return data::Expression::parse("`" + item + "`");
  }
  return std::nullopt;
}

void add_rows(Banner& result, const Across& table, const data::Table& data, const std::string& name,
              const Rows& everyone, const design::Design& design) {
  if (const auto expression = mean_of(&data, name)) {
    const data::Evaluated number = expression->numbers(data);
    Rows answered = everyone;
    for (std::size_t row = 0; row < answered.size(); ++row) {
      answered[row] = number.reasons[row] == 0 ? answered[row] : 0;
    }
    BannerRow row = row_of(item_of(table, answered, design), number.values, design);
    row.item = name;
    row.kind = finding::Kind::Mean;
    result.rows.push_back(std::move(row));
    return;
  }
  const AnsweredOptions question = answered_options(data, name, everyone);
  const Item item = item_of(table, question.answered, design);
  for (const AnsweredOption& option : question.options) {
    const std::vector<double> value(option.chosen.begin(), option.chosen.end());
    BannerRow row = row_of(item, value, design);
    row.item = name;
    row.option = option.label;
    result.rows.push_back(std::move(row));
  }
}

void adjust(std::vector<BannerTest*> family, num::Adjustment method) {
  std::erase_if(family, [](const BannerTest* test) { return !test->p; });
  std::vector<double> p;
  std::ranges::transform(family, std::back_inserter(p), [](const BannerTest* test) { return *test->p; });
  const std::vector<double> adjusted = num::adjusted(p, method);
  for (std::size_t i = 0; i < family.size(); ++i) {
    family[i]->adjusted = adjusted[i];
  }
}

void adjust(Banner& table, const BannerOptions& options) {
  std::vector<BannerTest*> all;
  for (BannerRow& row : table.rows) {
    std::vector<BannerTest*> own;
    std::ranges::transform(row.tests, std::back_inserter(own), [](BannerTest& test) { return &test; });
    all.insert(all.end(), own.begin(), own.end());
    if (options.family == TestFamily::Row) {
      adjust(own, options.adjustment);
    }
  }
  if (options.family == TestFamily::Table) {
    adjust(all, options.adjustment);
  }
}

void add_letters(Banner& table, const BannerOptions& options) {
  for (BannerRow& row : table.rows) {
    for (const BannerTest& test : row.tests) {
      if (!test.adjusted || *test.adjusted >= options.lower_case) {
        continue;
      }
      const bool first = test.difference > 0;
      const std::string& mark = table.columns[first ? test.second : test.first].letter;
      row.cells[first ? test.first : test.second].letters +=
          *test.adjusted < options.upper_case ? mark : text::fold(mark);
    }
  }
}

void add_notes(Banner& table) {
  std::vector<std::string> small;
  for (const BannerColumn& column : table.columns) {
    if (column.respondents < small_base) {
      small.push_back(column.letter.empty() ? column.title : column.letter);
    }
  }
  if (!small.empty()) {
    table.notes.push_back(
        {"small-base", fmt::format("Fewer than {} respondents in {}.", small_base, text::join(small, ", "))});
  }
  const bool untested = std::ranges::any_of(table.rows, [](const BannerRow& row) {
    return std::ranges::any_of(row.tests, [](const BannerTest& test) { return test.df <= 0; });
  });
  if (untested) {
    table.notes.push_back({"no-degrees-of-freedom", "Some columns lie in too few clusters to be compared."});
  }
}

}  // namespace

Banner banner(const data::Table& table, const std::vector<std::string>& banners, const std::vector<std::string>& items,
              const design::Design& design, std::span<const std::uint8_t> keep, const BannerOptions& options) {
  Rows everyone(keep.begin(), keep.end());
  for (std::size_t row = 0; row < everyone.size(); ++row) {
    everyone[row] = design.weights()[row] > 0 ? everyone[row] : 0;
  }
  const Across columns = across(table, banners, everyone);
  Banner result{columns.columns, {}, {}};
  for (const std::string& item : items) {
    add_rows(result, columns, table, item, everyone, design);
  }
  adjust(result, options);
  add_letters(result, options);
  add_notes(result);
  return result;
}

std::vector<std::string> item_columns(const std::string& item) {
  const auto expression = mean_of(nullptr, item);
  return expression ? expression->columns() : std::vector<std::string>{item};
}

}  // namespace kith::estimate
