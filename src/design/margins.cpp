#include "design/margins.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "data/expression.h"
#include "design/margin_levels.h"

namespace kith::design {

namespace {

constexpr double same_total = 1e-6;  // margins of one population, relative
constexpr std::string_view everybody = "total()";

std::vector<std::string> parts_of(std::string_view margin) {
  std::vector<std::string> parts;
  for (const std::string_view part : text::split(margin, ':')) {
    parts.emplace_back(text::trim(part));
  }
  return parts;
}

// One margin on its way to a block: its levels, and the number they are multiplied with.
class Margin {
 public:
  enum class Numeric { No, Yes };

  Margin(std::string name, Numeric numeric, const data::Table& table, const Where& where) : name_(std::move(name)) {
    std::vector<std::string> parts;
    if (name_ != everybody) {
      parts = table.find(name_) != nullptr ? std::vector{name_} : parts_of(name_);
    }
    if (numeric == Numeric::Yes && !parts.empty()) {
      numbers_ = numbers(parts.back(), table, where);
      parts.pop_back();
    }
    std::vector<const data::Column*> columns;
    Problems problems;
    for (const std::string& part : parts) {
      try {
        columns.push_back(&table.column(part));
      } catch (const Error& error) {
        for (Problem problem : error.problems()) {
          problem.where = where;
          problems.add(std::move(problem));
        }
      }
    }
    problems.throw_if_any();
    levels_ = std::make_unique<MarginLevels>(std::move(columns), table.rows());
  }

  const std::string& name() const { return name_; }
  const MarginLevels& levels() const { return *levels_; }
  bool has_numbers() const { return !numbers_.values.empty(); }
  double number(std::size_t row) const { return numbers_.values[row]; }
  bool answered(std::size_t row) const {
    return levels_->of_rows()[row] != no_label && (!has_numbers() || numbers_.reasons[row] == 0);
  }
  std::string auxiliary(std::string_view level) const {
    return level.empty() ? name_ : fmt::format("{} = {}", name_, level);
  }

 private:
  static data::Evaluated numbers(const std::string& part, const data::Table& table, const Where& where) {
    if (const data::Column* column = table.find(part)) {
      data::Evaluated result{std::vector<double>(table.rows()), std::vector<std::uint8_t>(table.rows())};
      for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::optional<double> number = column->number_at(row);
        result.values[row] = number.value_or(0);
        result.reasons[row] = number ? 0 : 1;
      }
      return result;
    }
    return data::Expression::parse(part, table, where).numbers(table);
  }

  std::string name_;
  std::unique_ptr<MarginLevels> levels_;
  data::Evaluated numbers_;
};

class Builder {
 public:
  Builder(const data::Table& table, std::span<const double> weights, WithoutRespondents empty)
      : table_(table), weights_(weights), empty_(empty) {}

  // `totals` are the lines of one margin; none: every level, with the total 0.
  void add(const std::string& name, std::span<const MarginTotal> totals) {
    try {
      block(name, totals);
    } catch (const Error& error) {
      problems_.add(error.problems());
    }
  }

  Auxiliaries build() {
    if (blocks_.empty() && problems_.empty()) {
      problems_.add("no-margins", "there are no margins", {}, "give margin, level and total, one line each");
    }
    problems_.throw_if_any();
    expect_same_population();
    problems_.throw_if_any();
    cells();
    result_.totals = Eigen::Map<const Eigen::VectorXd>(totals_.data(), static_cast<Eigen::Index>(totals_.size()));
    return std::move(result_);
  }

 private:
  struct Rows {
    std::string name;
    std::vector<std::uint32_t> level;  // of each row, from 0 in the block
    std::vector<double> value;         // of each row; empty: 1
    std::uint32_t levels = 0;
  };

  void block(const std::string& name, std::span<const MarginTotal> totals) {
    const Where where = totals.empty() ? Where{} : totals.front().where;
    const std::size_t parts = name == everybody || table_.find(name) != nullptr ? 1 : parts_of(name).size();
    const bool numeric = !totals.empty() && std::ranges::all_of(totals, [&](const MarginTotal& total) {
      return name != everybody && (total.level.empty() ? parts == 1 : text::split(total.level, ':').size() < parts);
    });
    const Margin margin(name, numeric ? Margin::Numeric::Yes : Margin::Numeric::No, table_, where);
    const std::vector<std::size_t> respondents = respondents_by_level(margin);
    // The auxiliary of each level of the data.
    std::vector<std::uint32_t> auxiliary(margin.levels().count(), no_label);
    const std::size_t before = result_.names.size();
    if (totals.empty()) {
      for (std::uint32_t level = 0; level < auxiliary.size(); ++level) {
        add_level(margin.auxiliary(margin.levels().text(level)), 0, auxiliary[level]);
      }
    }
    std::set<std::string> seen;
    for (const MarginTotal& total : totals) {
      take(margin, total, respondents, seen, auxiliary);
    }
    expect_totals(margin, auxiliary, respondents, where);
    rows(margin, auxiliary, static_cast<std::uint32_t>(result_.names.size() - before));
  }

  void add_level(std::string name, double total, std::uint32_t& auxiliary) {
    auxiliary = static_cast<std::uint32_t>(result_.names.size());
    result_.names.push_back(std::move(name));
    totals_.push_back(total);
  }

  std::vector<std::size_t> respondents_by_level(const Margin& margin) {
    std::vector<std::size_t> result(margin.levels().count());
    std::size_t silent = 0;
    std::size_t first_silent = 0;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      if (!(weights_[row] > 0)) {
        continue;
      }
      if (margin.answered(row)) {
        ++result[margin.levels().of_rows()[row]];
      } else {
        first_silent = silent == 0 ? row : first_silent;
        ++silent;
      }
    }
    if (silent > 0) {
      problems_.add("no-level",
                    fmt::format("{} respondent{} no answer to the margin `{}`, the first in row {}", silent,
                                silent == 1 ? " has" : "s have", margin.name(), first_silent + 1),
                    {table_.source, 0},
                    "fill it in, make it a level of its own with a total, or give them the weight 0");
    }
    return result;
  }

  void take(const Margin& margin, const MarginTotal& total, const std::vector<std::size_t>& respondents,
            std::set<std::string>& seen, std::vector<std::uint32_t>& auxiliary) {
    const std::string name = margin.auxiliary(total.level);
    if (!std::isfinite(total.total) || (total.total < 0 && !margin.has_numbers())) {
      problems_.add("bad-total", fmt::format("the total of `{}` is {}", name, text::exact(total.total)), total.where,
                    "give the number in the population");
      return;
    }
    std::optional<std::uint32_t> level;
    try {
      level = margin.levels().find(total.level);
    } catch (const Error& error) {
      for (Problem problem : error.problems()) {
        problem.message = fmt::format("the margin `{}` has no level `{}`", margin.name(), total.level);
        problem.where = total.where;
        if (empty_ == WithoutRespondents::Refuse) {
          problems_.add(std::move(problem));
        }
      }
      return;
    }
    if (!seen.insert(level ? std::to_string(*level) : total.level).second) {
      problems_.add("level-twice", fmt::format("`{}` has two totals", name), total.where, "keep one");
      return;
    }
    const std::size_t people = level ? respondents[*level] : 0;
    if (people == 0 && total.total != 0 && empty_ == WithoutRespondents::Refuse) {
      problems_.add("empty-level", fmt::format("`{}` has no respondents with a weight", name), total.where,
                    "join it with another level");
    } else if (people > 0 && total.total == 0 && !margin.has_numbers()) {
      problems_.add("bad-total", fmt::format("`{}` has {} respondents and the total 0", name, people), total.where,
                    "give the number in the population, or these respondents the weight 0");
    } else if (level && people > 0) {
      add_level(name, total.total, auxiliary[*level]);
    }
  }

  void expect_totals(const Margin& margin, const std::vector<std::uint32_t>& auxiliary,
                     const std::vector<std::size_t>& respondents, const Where& where) {
    if (!problems_.empty()) {
      return;  // the level may be among those that could not be read
    }
    for (std::uint32_t level = 0; level < respondents.size(); ++level) {
      if (respondents[level] > 0 && auxiliary[level] == no_label) {
        problems_.add("unlisted-level",
                      fmt::format("`{}` has {} respondents and no total", margin.auxiliary(margin.levels().text(level)),
                                  respondents[level]),
                      where, "add its total, or give these respondents the weight 0");
      }
    }
  }

  void rows(const Margin& margin, const std::vector<std::uint32_t>& auxiliary, std::uint32_t levels) {
    if (levels == 0) {
      return;
    }
    const auto first = static_cast<std::uint32_t>(result_.names.size()) - levels;
    Rows block{margin.name(), std::vector<std::uint32_t>(table_.rows()), {}, levels};
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      const std::uint32_t level = margin.levels().of_rows()[row];
      const std::uint32_t known = level == no_label ? no_label : auxiliary[level];
      block.level[row] = known == no_label ? 0 : known - first;  // of a row without a weight: of no account
    }
    if (margin.has_numbers()) {
      block.value.resize(table_.rows());
      for (std::size_t row = 0; row < table_.rows(); ++row) {
        block.value[row] = weights_[row] > 0 ? margin.number(row) : 0;
      }
    } else {
      double population = 0;
      for (std::size_t k = first; k < totals_.size(); ++k) {
        population += totals_[k];
      }
      populations_.emplace_back(margin.name(), population);
    }
    blocks_.push_back(std::move(block));
  }

  void expect_same_population() {
    if (empty_ == WithoutRespondents::Ignore) {
      return;
    }
    for (std::size_t m = 1; m < populations_.size(); ++m) {
      const auto& [first, population] = populations_.front();
      const auto& [name, other] = populations_[m];
      if (std::abs(other - population) > same_total * population) {
        problems_.add("margins-disagree",
                      fmt::format("the totals of `{}` add up to {}, those of `{}` to {}", first,
                                  text::exact(population), name, text::exact(other)),
                      {}, "no weights meet both: bring them to one population");
      }
    }
  }

  // Numbers the combinations of levels that occur; as many as there are.
  std::size_t cross_levels() {
    constexpr std::uint64_t largest = 1U << 20U;  // numbers of combinations that are not yet known to occur
    std::uint32_t possible = 1;
    const auto keep = [&](Pairs occurring) {
      possible = occurring.count();
      result_.cell_of = std::move(occurring.index);
    };
    for (const Rows& block : blocks_) {
      if (std::uint64_t{possible} * block.levels > largest) {
        keep(pairs(result_.cell_of, possible, block.level, block.levels));
        continue;
      }
      for (std::size_t row = 0; row < block.level.size(); ++row) {
        result_.cell_of[row] = result_.cell_of[row] * block.levels + block.level[row];
      }
      possible *= block.levels;
    }
    keep(pairs(result_.cell_of, possible, std::vector<std::uint32_t>(result_.cell_of.size()), 1));
    return possible;
  }

  // Rows with the same levels of all margins share a cell; with numbers each is its own.
  void cells() {
    const std::size_t rows = table_.rows();
    const bool numeric = std::ranges::any_of(blocks_, [](const Rows& block) { return !block.value.empty(); });
    std::vector<std::size_t> row_of_cell;
    result_.cell_of.assign(rows, 0);
    if (numeric) {
      std::iota(result_.cell_of.begin(), result_.cell_of.end(), 0U);
      result_.cells = rows;
    } else {
      result_.cells = cross_levels();
    }
    row_of_cell.resize(result_.cells);
    for (std::size_t row = 0; row < rows; ++row) {
      row_of_cell[result_.cell_of[row]] = row;
    }
    Eigen::Index first = 0;
    for (Rows& rows_of : blocks_) {
      Auxiliaries::Block block{.name = rows_of.name, .first = first, .count = rows_of.levels};
      block.level.resize(result_.cells);
      block.value.resize(rows_of.value.empty() ? 0 : result_.cells);
      for (std::size_t cell = 0; cell < result_.cells; ++cell) {
        block.level[cell] = rows_of.level[row_of_cell[cell]];
        if (!block.value.empty()) {
          block.value[cell] = rows_of.value[row_of_cell[cell]];
        }
      }
      first += rows_of.levels;
      result_.blocks.push_back(std::move(block));
    }
  }

  const data::Table& table_;
  std::span<const double> weights_;
  WithoutRespondents empty_;
  Problems problems_;
  Auxiliaries result_;
  std::vector<double> totals_;
  std::vector<Rows> blocks_;
  std::vector<std::pair<std::string, double>> populations_;
};

}  // namespace

std::vector<MarginTotal> margin_totals(const data::Table& table) {
  Problems problems;
  std::vector<const data::Column*> columns;
  for (const std::string_view name : {"margin", "level", "total"}) {
    columns.push_back(table.find(name));
    if (columns.back() == nullptr) {
      problems.add("no-column", fmt::format("the margins have no column `{}`", name), {table.source, 1},
                   "the first line is: margin,level,total");
    }
  }
  problems.throw_if_any();
  std::vector<MarginTotal> result;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const Where where{table.source, static_cast<int>(row) + 2};
    MarginTotal total{std::string(text::trim(columns[0]->label_at(row))),
                      std::string(text::trim(columns[1]->label_at(row))), 0, where};
    std::optional<double> number = columns[2]->number_at(row);
    const std::string written = columns[2]->label_at(row);
    number = number ? number : text::to_number(text::trim(written));
    if (total.margin.empty()) {
      problems.add("no-margin", "a line without a margin", where, "name the column that the total is about");
    } else if (!number || !std::isfinite(*number)) {
      problems.add("bad-total",
                   fmt::format("the total of `{}`{} is `{}`, not a number", total.margin,
                               total.level.empty() ? "" : ", level `" + total.level + "`", written),
                   where, "digits, with a point before decimals");
    } else {
      total.total = *number;
      result.push_back(std::move(total));
    }
  }
  problems.throw_if_any();
  return result;
}

Auxiliaries auxiliaries(const std::vector<MarginTotal>& margins, const data::Table& table,
                        std::span<const double> weights, WithoutRespondents empty) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<MarginTotal>> lines;
  for (const MarginTotal& total : margins) {
    std::vector<MarginTotal>& known = lines[total.margin];
    if (known.empty()) {
      order.push_back(total.margin);
    }
    known.push_back(total);
  }
  Builder builder(table, weights, empty);
  for (const std::string& name : order) {
    builder.add(name, lines[name]);
  }
  return builder.build();
}

Auxiliaries auxiliaries(const std::vector<std::string>& margins, const data::Table& table,
                        std::span<const double> weights, Numbers numbers) {
  Builder builder(table, weights, WithoutRespondents::Ignore);
  for (const std::string& name : margins) {
    const data::Column* column = table.find(name);
    const bool number = numbers == Numbers::AsNumbers && column != nullptr && column->kind() == data::Kind::Number;
    builder.add(name, number ? std::vector<MarginTotal>{{.margin = name}} : std::vector<MarginTotal>());
  }
  return builder.build();
}

std::vector<std::string> columns_of_margins(const std::vector<MarginTotal>& margins) {
  std::vector<std::string> result;
  const auto add = [&](const std::string& name) {
    if (std::ranges::find(result, name) == result.end()) {
      result.push_back(name);
    }
  };
  for (const MarginTotal& total : margins) {
    if (total.margin == everybody) {
      continue;
    }
    for (const std::string& part : parts_of(total.margin)) {
      try {
        std::ranges::for_each(data::Expression::parse(part).columns(), add);
      } catch (const Error&) {
        add(part);  // a name that is no expression
      }
    }
  }
  return result;
}

}  // namespace kith::design
