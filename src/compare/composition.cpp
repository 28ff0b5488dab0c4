#include "compare/composition.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "data/expression.h"
#include "design/margin_levels.h"
#include "design/margins.h"
#include "num/sum.h"

namespace kith::compare {

namespace {

constexpr std::size_t most_levels_of_numbers = 10;  // from more different numbers than these on it is a number

std::vector<std::string> parts_of(const data::Table& table, const std::string& margin) {
  if (table.find(margin) != nullptr) {
    return {margin};
  }
  std::vector<std::string> parts;
  for (const std::string_view part : text::split(margin, ':')) {
    parts.emplace_back(text::trim(part));
  }
  return parts;
}

// A column that nobody would cut into levels: numbers without labels, and many of them.
bool is_number(const data::Table& table, const std::string& margin) {
  const data::Column* column = table.find(margin);
  if (column == nullptr || column->kind() == data::Kind::Text) {
    return false;
  }
  if (column->kind() == data::Kind::Number) {
    return true;
  }
  const auto plain = [](const data::Option& option) { return option.value && option.code == option.label; };
  return column->options().size() > most_levels_of_numbers && std::ranges::all_of(column->options(), plain);
}

// One characteristic on one side: a level or a number of every row.
class Axis {
 public:
  Axis(const data::Table& table, const std::string& margin, bool number) : column_(table.find(margin)) {
    if (number) {
      column_ = &table.column(margin);
      return;
    }
    std::vector<const data::Column*> columns;
    for (const std::string& part : parts_of(table, margin)) {
      columns.push_back(&table.column(part));
    }
    levels_ = std::make_unique<design::MarginLevels>(columns, table.rows());
  }

  bool known(std::size_t row) const {
    return levels_ ? levels_->of_rows()[row] != design::no_label : column_->number_at(row).has_value();
  }
  double number(std::size_t row) const { return column_->number_at(row).value_or(0); }
  const design::MarginLevels& levels() const { return *levels_; }
  bool is_number() const { return levels_ == nullptr; }

 private:
  const data::Column* column_;
  std::unique_ptr<design::MarginLevels> levels_;
};

std::int64_t count_of(const std::vector<double>& weights) {
  return std::ranges::count_if(weights, [](double weight) { return weight > 0; });
}

// Takes the weight from rows that lack one of the axes.
void keep_complete(const std::vector<Axis>& axes, std::vector<double>& weights) {
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (!std::ranges::all_of(axes, [row](const Axis& axis) { return axis.known(row); })) {
      weights[row] = 0;
    }
  }
}

// The level of the other side that means the same; none: nobody there has it.
std::optional<std::uint32_t> level_like(const design::MarginLevels& levels, const std::string& text) {
  try {
    return levels.find(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

// By the text of either side, which may be a label or a code of the other.
std::optional<std::uint32_t> same_level(const design::MarginLevels& own, std::uint32_t level,
                                        const design::MarginLevels& other) {
  if (const auto same = level_like(other, own.text(level))) {
    return same;
  }
  for (std::uint32_t theirs = 0; theirs < other.count(); ++theirs) {
    if (level_like(own, other.text(theirs)) == level) {
      return theirs;
    }
  }
  return std::nullopt;
}

std::vector<double> totals_by_level(const Axis& axis, const std::vector<double>& weights) {
  std::vector<num::Sum> sums(axis.levels().count());
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (weights[row] > 0) {
      sums[axis.levels().of_rows()[row]] += weights[row];
    }
  }
  std::vector<double> totals(sums.size());
  std::ranges::transform(sums, totals.begin(), &num::Sum::value);
  return totals;
}

double sum_of(const std::vector<double>& weights) {
  num::Sum sum;
  for (const double weight : weights) {
    sum += weight;
  }
  return sum.value();
}

// The same level as both sides write it, and the participants' share of it (or mean of a number).
struct Target {
  std::size_t characteristic = 0;
  std::string participants{};
  std::string benchmark{};
  double share = 0;
};

class Composer {
 public:
  Composer(const Sample& participants, const Sample& benchmark, const std::vector<Characteristic>& characteristics,
           Reweighting method, std::int64_t smallest_level)
      : participants_(participants),
        benchmark_(benchmark),
        characteristics_(characteristics),
        smallest_level_(smallest_level) {
    Problems problems;
    for (const Characteristic& one : characteristics) {
      const bool number = method == Reweighting::Entropy && is_number(participants.table(), one.participants) &&
                          is_number(benchmark.table(), one.benchmark);
      add(own_, participants.table(), one.participants, number, problems);
      add(other_, benchmark.table(), one.benchmark, number, problems);
    }
    problems.throw_if_any();
  }

  Composed compose() {
    result_.participant_weights = participants_.weights();
    result_.benchmark_weights = benchmark_.weights();
    const std::int64_t answered = count_of(result_.participant_weights);
    const std::int64_t others_answered = count_of(result_.benchmark_weights);
    keep_complete(own_, result_.participant_weights);
    keep_complete(other_, result_.benchmark_weights);
    keep_large_levels();
    result_.participants_used = count_of(result_.participant_weights);
    result_.participants_without = answered - result_.participants_used;
    const std::int64_t complete = count_of(result_.benchmark_weights);
    result_.benchmark_without = others_answered - complete;
    if (result_.participants_used == 0 || complete == 0) {
      return refused("nobody-left", fmt::format("Nobody among the {} answered the question and every characteristic.",
                                                complete == 0 ? "benchmark's respondents" : "participants"));
    }
    for (std::size_t k = 0; k < own_.size() && !refusal_; ++k) {
      match(k);
    }
    result_.benchmark_used = count_of(result_.benchmark_weights);
    result_.benchmark_unlike = complete - result_.benchmark_used;
    expect_everybody();
    if (refusal_) {
      return {std::nullopt, refusal_};
    }
    result_.participants = auxiliaries(participants_.table(), result_.participant_weights, Of::Participants);
    result_.benchmark = auxiliaries(benchmark_.table(), result_.benchmark_weights, Of::Benchmark);
    return {std::move(result_), std::nullopt};
  }

 private:
  enum class Of { Participants, Benchmark };

  static void add(std::vector<Axis>& axes, const data::Table& table, const std::string& margin, bool number,
                  Problems& problems) {
    try {
      axes.emplace_back(table, margin, number);
    } catch (const Error& error) {
      problems.add(error.problems());
    }
  }

  static Composed refused(std::string code, std::string text) {
    return {std::nullopt, Refusal{std::move(code), std::move(text)}};
  }

  // Leaving people out may make another level small.
  void keep_large_levels() {
    std::vector<double>& weights = result_.participant_weights;
    for (bool changed = smallest_level_ > 0; changed;) {
      changed = false;
      for (const Axis& axis : own_) {
        if (axis.is_number()) {
          continue;
        }
        std::vector<std::int64_t> people(axis.levels().count());
        for (std::size_t row = 0; row < weights.size(); ++row) {
          if (weights[row] > 0) {
            ++people[axis.levels().of_rows()[row]];
          }
        }
        for (std::size_t row = 0; row < weights.size(); ++row) {
          if (weights[row] > 0 && people[axis.levels().of_rows()[row]] < smallest_level_) {
            weights[row] = 0;
            changed = true;
          }
        }
      }
    }
  }

  void match(std::size_t k) {
    const Axis& own = own_[k];
    const Axis& other = other_[k];
    const std::vector<double>& weights = result_.participant_weights;
    if (own.is_number()) {
      num::Sum sum;
      for (std::size_t row = 0; row < weights.size(); ++row) {
        sum += weights[row] > 0 ? weights[row] * own.number(row) : 0;
      }
      targets_.push_back({k, {}, {}, sum.value() / sum_of(weights)});
      return;
    }
    const std::vector<double> totals = totals_by_level(own, weights);
    std::vector<std::uint8_t> wanted(other.levels().count());
    for (std::uint32_t level = 0; level < totals.size(); ++level) {
      if (!(totals[level] > 0)) {
        continue;
      }
      const std::string text = own.levels().text(level);
      const auto same = same_level(own.levels(), level, other.levels());
      if (!same) {
        not_met(k, text);
        return;
      }
      wanted[*same] = 1;
      targets_.push_back({k, text, other.levels().text(*same), totals[level] / sum_of(weights)});
    }
    for (std::size_t row = 0; row < result_.benchmark_weights.size(); ++row) {
      double& weight = result_.benchmark_weights[row];
      weight = weight > 0 && wanted[other.levels().of_rows()[row]] != 0 ? weight : 0;
    }
  }

  // Leaving out those who are unlike on one characteristic may empty a level of another.
  void expect_everybody() {
    for (std::size_t k = 0; k < other_.size() && !refusal_; ++k) {
      if (other_[k].is_number()) {
        continue;
      }
      const std::vector<double> totals = totals_by_level(other_[k], result_.benchmark_weights);
      for (const Target& target : targets_) {
        if (target.characteristic != k) {
          continue;
        }
        const auto level = level_like(other_[k].levels(), target.benchmark);
        if (!level || !(totals[*level] > 0)) {
          not_met(k, target.participants);
          return;
        }
      }
    }
  }

  void not_met(std::size_t k, const std::string& level) {
    refusal_ = Refusal{"margin-not-met",
                       fmt::format("The benchmark has nobody with {} = {} who answered, and participants there are.",
                                   characteristics_[k].benchmark, level)};
  }

  std::shared_ptr<const design::Auxiliaries> auxiliaries(const data::Table& table, const std::vector<double>& weights,
                                                         Of of) const {
    const double population = sum_of(weights);
    std::vector<design::MarginTotal> margins;
    const bool numbers_only = std::ranges::all_of(own_, [](const Axis& axis) { return axis.is_number(); });
    if (numbers_only) {
      margins.push_back({.margin = "total()", .total = population});
    }
    for (const Target& target : targets_) {
      const Characteristic& one = characteristics_[target.characteristic];
      margins.push_back({.margin = of == Of::Participants ? one.participants : one.benchmark,
                         .level = of == Of::Participants ? target.participants : target.benchmark,
                         .total = target.share * population});
    }
    return std::make_shared<const design::Auxiliaries>(design::auxiliaries(margins, table, weights));
  }

  const Sample& participants_;
  const Sample& benchmark_;
  const std::vector<Characteristic>& characteristics_;
  std::int64_t smallest_level_ = 0;
  std::vector<Axis> own_, other_;
  std::vector<Target> targets_;
  Composition result_;
  std::optional<Refusal> refusal_;
};

// Where one `=` parts two names: not one of ==, !=, <=, >=.
std::size_t parting(std::string_view text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const bool operators = std::string_view("=!<>").find(text[i - 1]) != std::string_view::npos || text[i + 1] == '=';
    if (text[i] == '=' && !operators) {
      return i;
    }
  }
  return std::string_view::npos;
}

}  // namespace

std::string_view to_string(Reweighting method) {
  return method == Reweighting::Rake ? "rake" : "entropy";
}

std::optional<Reweighting> reweighting(std::string_view name) {
  for (const Reweighting method : {Reweighting::Rake, Reweighting::Entropy}) {
    if (name == to_string(method)) {
      return method;
    }
  }
  return std::nullopt;
}

Characteristic characteristic_of(std::string_view text) {
  const std::size_t at = parting(text);
  if (at == std::string_view::npos) {
    return {std::string(text::trim(text)), std::string(text::trim(text))};
  }
  return {std::string(text::trim(text.substr(0, at))), std::string(text::trim(text.substr(at + 1)))};
}

std::vector<std::string> columns_of(const std::string& margin) {
  return design::columns_of_margins({{.margin = margin}});
}

void add_characteristics(const std::vector<std::string>& margins, data::Table& table) {
  for (const std::string& margin : margins) {
    const std::vector<std::string> parts = parts_of(table, margin);
    if (table.find(margin) != nullptr ||
        std::ranges::all_of(parts, [&](const std::string& part) { return table.find(part) != nullptr; })) {
      continue;
    }
    const data::Evaluator evaluator = data::Expression::parse(margin, table).over(table);
    data::Evaluated found = evaluator.numbers();
    if (!evaluator.is_condition()) {
      table.add(data::Column::number(margin, std::move(found.values), std::move(found.reasons)));
      continue;
    }
    std::vector<std::uint8_t> codes(table.rows());
    for (std::size_t row = 0; row < codes.size(); ++row) {
      codes[row] = found.reasons[row] != 0  ? static_cast<std::uint8_t>(data::missing_base + found.reasons[row])
                   : found.values[row] != 0 ? 1
                                            : 0;
    }
    table.add(data::Column::categorical(
        margin, {{"no", "no", {}, data::Missing::None}, {"yes", "yes", {}, data::Missing::None}}, std::move(codes)));
  }
}

Composed compose(const Sample& participants, const Sample& benchmark,
                 const std::vector<Characteristic>& characteristics, Reweighting method, std::int64_t smallest_level) {
  return Composer(participants, benchmark, characteristics, method, smallest_level).compose();
}

}  // namespace kith::compare
