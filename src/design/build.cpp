// From column names to strata, units and population sizes, with everything that cannot be right said at once.
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "design/design.h"
#include "design/labels.h"
#include "num/parallel.h"
#include "num/sum.h"

namespace kith::design {

namespace {

constexpr std::size_t most_rows_named = 10;  // of one kind of problem; the rest is counted

class RowProblems {
 public:
  RowProblems(Problems& problems, const data::Table& table) : problems_(problems), table_(table) {}

  void add(std::size_t row, std::string code, std::string message, std::string hint) {
    if (++count_ <= most_rows_named) {
      // The line in a file with one heading row, which is what most have.
      problems_.add(std::move(code), std::move(message), {table_.source, static_cast<int>(row) + 2}, std::move(hint));
    } else if (count_ == most_rows_named + 1) {
      overflow_ = Problem{std::move(code), {}, {table_.source, 0}, std::move(hint)};
    }
  }
  ~RowProblems() {
    if (count_ > most_rows_named) {
      overflow_.message = fmt::format("{} more rows have the same problem", count_ - most_rows_named);
      problems_.add(overflow_);
    }
  }
  RowProblems(const RowProblems&) = delete;
  RowProblems& operator=(const RowProblems&) = delete;

 private:
  Problems& problems_;
  const data::Table& table_;
  std::size_t count_ = 0;
  Problem overflow_;
};

struct Ruler {
  std::string_view noun;     // "weight"
  std::string_view allowed;  // "0 or more"
  double least = 0;
  bool least_too = false;
  double most = std::numeric_limits<double>::max();

  bool accepts(double value) const { return (value > least || (least_too && value == least)) && value <= most; }
};

// The numbers of a column in which nothing is missing and nothing is wrong, which is the rule.
std::optional<Unset<double>> all_accepted(const data::Column& column, const Ruler& ruler) {
  if (column.kind() != data::Kind::Number || !column.reasons().empty() || !column.missing_ranges.empty()) {
    return std::nullopt;
  }
  Unset<double> numbers(column.size());
  const std::size_t refused = num::reduce_blocks(
      numbers.size(), num::rows_a_block, std::size_t{0},
      [&](std::size_t first, std::size_t last) {
        std::size_t own = 0;
        for (std::size_t row = first; row < last; ++row) {
          numbers[row] = column.numbers()[row];
          own += ruler.accepts(numbers[row]) ? 0U : 1U;
        }
        return own;
      },
      std::plus{});
  return refused == 0 ? std::optional(std::move(numbers)) : std::nullopt;
}

constexpr Ruler weight_ruler{.noun = "weight", .allowed = "a number that is 0 or more", .least_too = true};
constexpr Ruler probability_ruler{.noun = "probability", .allowed = "above 0 and at most 1", .most = 1};
constexpr Ruler population_ruler{.noun = "population size", .allowed = "a count, or a fraction above 0"};

}  // namespace

class Design::Builder {
 public:
  Builder(Design& design, const data::Table& table)
      : design_(design), spec_(design.spec_), table_(table), fpc_(spec_.fpc) {
    if (unequal() && fpc_.empty() && !spec_.probability.empty()) {
      fpc_ = {spec_.probability};
    }
    if (spec_.pps == Pps::WithReplacement) {
      fpc_.clear();
    }
  }

  void build() {
    check_lengths();
    problems_.throw_if_any();
    stages();
    problems_.throw_if_any();
    population_sizes();
    weights();
    problems_.throw_if_any();
    finish();
  }

 private:
  // Units of unequal probabilities, without replacement: each stands alone in the variance.
  bool unequal() const { return spec_.pps != Pps::None && spec_.pps != Pps::WithReplacement; }

  const data::Column* column(const std::string& name) {
    const data::Column* found = table_.find(name);
    if (found == nullptr) {
      problems_.add("unknown-column", fmt::format("there is no column `{}`", name), {table_.source, 0},
                    text::suggestion(name, table_.names()));
    }
    return found;
  }

  void check_lengths() {
    const std::size_t drawn = std::max<std::size_t>(1, spec_.clusters.size());
    const auto check = [&](const std::vector<std::string>& columns, std::string_view noun) {
      if (columns.size() > drawn) {
        problems_.add("too-many-stages",
                      fmt::format("{} {} columns are given for {} stage{} of clusters", columns.size(), noun, drawn,
                                  drawn == 1 ? "" : "s"),
                      {}, "name one column of clusters per stage");
      }
    };
    check(spec_.strata, "strata");
    check(spec_.fpc, "population");
    if (!spec_.weight.empty() && !spec_.probability.empty()) {
      problems_.add("weight-and-probability", "weights and probabilities are both given", {}, "give one of them");
    }
    if (unequal() && fpc_.empty()) {
      problems_.add("no-probabilities", "a sample with unequal probabilities is said without them", {},
                    "name their column with --probabilities");
    }
    if (spec_.pps == Pps::WithReplacement && spec_.weight.empty() && spec_.probability.empty()) {
      problems_.add("no-probabilities", "a sample with unequal probabilities is said without them", {},
                    "name their column with --probabilities");
    }
  }

  // The labels of one column; a respondent without one cannot be placed.
  Labels labels_of(const std::string& name, std::string_view noun) {
    const data::Column* found = column(name);
    if (found == nullptr) {
      return {Indices(table_.rows(), 0), 1};
    }
    Labels result = labels(*found);
    if (result.missing == 0) {
      return result;
    }
    RowProblems missing(problems_, table_);
    for (std::size_t row = 0; row < result.index.size(); ++row) {
      if (result.index[row] == no_label) {
        missing.add(row, "missing-label", fmt::format("`{}` is missing, so the {} is unknown", name, noun),
                    "leave the row out of the file, or fill it in");
      }
    }
    return result;
  }

  Unset<double> numbers_of(const std::string& name, const Ruler& ruler) {
    const data::Column* found = column(name);
    if (found != nullptr) {
      if (std::optional<Unset<double>> numbers = all_accepted(*found, ruler)) {
        return std::move(*numbers);
      }
    }
    Unset<double> values(table_.rows(), 1);
    if (found == nullptr) {
      return values;
    }
    RowProblems wrong(problems_, table_);
    for (std::size_t row = 0; row < values.size(); ++row) {
      const std::optional<double> value = found->number_at(row);
      if (value && ruler.accepts(*value)) {
        values[row] = *value;
      } else if (found->missing_at(row) != data::Missing::None) {
        wrong.add(row, fmt::format("missing-{}", text::split(ruler.noun, ' ')[0]),
                  fmt::format("the {} `{}` is missing", ruler.noun, name),
                  "leave the row out of the file, or fill it in");
      } else {
        wrong.add(row, fmt::format("bad-{}", text::split(ruler.noun, ' ')[0]),
                  fmt::format("the {} `{}` is `{}`", ruler.noun, name, found->label_at(row)),
                  fmt::format("it must be {}", ruler.allowed));
      }
    }
    return values;
  }

  void stages() {
    const std::size_t drawn = std::max<std::size_t>(1, spec_.clusters.size());
    const std::size_t used = std::min(drawn, fpc_.size() + 1);  // without population sizes only the first counts
    const std::size_t rows = table_.rows();
    Indices unit;  // of the stage before
    std::uint32_t units = 0;
    for (std::size_t s = 0; s < used; ++s) {
      Stage stage;
      Labels strata = s < spec_.strata.size() ? labels_of(spec_.strata[s], "stratum") : Labels{Indices(rows, 0), 1};
      if (!problems_.empty()) {
        return check_clusters_from(s);
      }
      if (s == 0) {
        strata = used_labels(std::move(strata));
        stage.strata.resize(strata.count);
        stratum_of_row_.push_back(std::move(strata.index));
      } else {
        Pairs in_parent = pairs(unit, units, std::move(strata));
        stage.strata.resize(in_parent.count());
        for (std::uint32_t h = 0; h < stage.strata.size(); ++h) {
          stage.strata[h].parent = in_parent.high[h];
        }
        stratum_of_row_.push_back(std::move(in_parent.index));
      }
      if (s < spec_.clusters.size() || unequal()) {
        Labels clusters = s < spec_.clusters.size() ? labels_of(spec_.clusters[s], "cluster") : every_row();
        if (!problems_.empty()) {
          return check_clusters_from(s + 1);
        }
        const std::uint32_t given = clusters.count;
        Pairs in_stratum =
            pairs(stratum_of_row_[s], static_cast<std::uint32_t>(stage.strata.size()), std::move(clusters));
        remark_on_repeats(s, given, in_stratum);
        unit = std::move(in_stratum.index);
        units = in_stratum.count();
        stage.stratum_of = std::move(in_stratum.high);
        if (unequal()) {
          unit_of_row_.push_back(unit);
        }
      }
      const bool last = s + 1 == used;
      const bool respondents = !unequal() && (s >= spec_.clusters.size() || (last && units == rows));
      if (respondents) {
        stage.stratum_of.clear();
        for (const std::uint32_t stratum : stratum_of_row_[s]) {
          ++stage.strata[stratum].drawn;
        }
      } else {
        for (const std::uint32_t stratum : stage.stratum_of) {
          ++stage.strata[stratum].drawn;
        }
      }
      design_.finest_ = respondents ? Finest::Respondent : Finest::Cluster;
      design_.stages_.push_back(std::move(stage));
    }
    const bool respondents = design_.finest_ == Finest::Respondent;
    design_.group_count_ = respondents ? static_cast<std::uint32_t>(design_.stages_.back().strata.size()) : units;
    design_.groups_ = respondents ? stratum_of_row_.back() : std::move(unit);
  }

  Labels every_row() const {
    Labels result{Indices(table_.rows()), static_cast<std::uint32_t>(table_.rows())};
    std::iota(result.index.begin(), result.index.end(), 0U);
    return result;
  }

  // When one column is wrong the later ones are still looked at, so that all problems come together.
  void check_clusters_from(std::size_t s) {
    for (; s < spec_.clusters.size(); ++s) {
      labels_of(spec_.clusters[s], "cluster");
    }
  }

  void remark_on_repeats(std::size_t s, std::uint32_t labels, const Pairs& in_stratum) {
    if (s > 0 || spec_.strata.empty() || spec_.clusters.empty()) {
      return;
    }
    std::vector<std::uint8_t> used(labels);
    for (const std::uint32_t label : in_stratum.low) {
      used[label] = 1;
    }
    const auto distinct = static_cast<std::uint32_t>(std::ranges::count(used, std::uint8_t{1}));
    if (distinct < in_stratum.count()) {
      design_.remarks_.push_back(
          fmt::format("Labels of `{}` repeat over strata: {} labels are read as {} clusters, each within its stratum.",
                      spec_.clusters[0], distinct, in_stratum.count()));
    }
  }

  void population_sizes() {
    std::vector<Unset<double>> sizes;
    sizes.reserve(fpc_.size());
    for (const std::string& name : fpc_) {
      sizes.push_back(numbers_of(name, unequal() ? probability_ruler : population_ruler));
    }
    if (!problems_.empty()) {
      return;
    }
    if (unequal()) {
      for (std::size_t s = 0; s < sizes.size(); ++s) {
        set_probabilities(s, sizes[s]);
      }
      return;
    }
    const auto all = [&](auto&& accepts) {
      return std::ranges::all_of(sizes, [&](const auto& stage) { return std::ranges::all_of(stage, accepts); });
    };
    const bool counts = all([](double n) { return n >= 1; });
    const bool fractions = all([](double f) { return f <= 1; });
    if (!counts && !fractions) {
      problems_.add("mixed-population",
                    fmt::format("`{}` mixes population sizes with sampling fractions", text::join(fpc_, "`, `")),
                    {table_.source, 0}, "give counts everywhere, or fractions of at most 1 everywhere");
      return;
    }
    for (std::size_t s = 0; s < sizes.size(); ++s) {
      set_population(s, sizes[s], counts ? Given::Count : Given::Fraction);
    }
  }

  enum class Given { Count, Fraction };

  void set_population(std::size_t s, std::span<const double> sizes, Given given) {
    Stage& stage = design_.stages_[s];
    std::vector<double> first(stage.strata.size());
    RowProblems wrong(problems_, table_);
    for (std::size_t row = 0; row < sizes.size(); ++row) {
      const std::uint32_t h = stratum_of_row_[s][row];
      Stratum& stratum = stage.strata[h];
      if (first[h] == 0) {
        first[h] = sizes[row];
        const auto drawn = static_cast<double>(stratum.drawn);
        stratum.population = given == Given::Count ? sizes[row] : drawn / sizes[row];
        if (stratum.population < drawn * (1 - 1e-12)) {
          wrong.add(row, "population-too-small",
                    fmt::format("`{}` says that there are {} where {} were drawn{}", fpc_[s], text::exact(sizes[row]),
                                stratum.drawn, place(s, row)),
                    "give the number in the population, or the fraction that was drawn");
        }
      } else if (first[h] != sizes[row]) {
        wrong.add(row, "population-varies",
                  fmt::format("`{}` is {} and {} within one stratum{}", fpc_[s], text::exact(first[h]),
                              text::exact(sizes[row]), place(s, row)),
                  "a stratum has one population size at each stage");
      }
    }
  }

  void set_probabilities(std::size_t s, std::span<const double> probabilities) {
    Stage& stage = design_.stages_[s];
    stage.taken.assign(stage.stratum_of.size(), 0);
    RowProblems wrong(problems_, table_);
    for (std::size_t row = 0; row < probabilities.size(); ++row) {
      double& taken = stage.taken[unit_of_row_[s][row]];
      if (taken == 0) {
        taken = probabilities[row];
      } else if (taken != probabilities[row]) {
        wrong.add(row, "probability-varies",
                  fmt::format("`{}` is {} and {} within one cluster{}", fpc_[s], text::exact(taken),
                              text::exact(probabilities[row]), place(s, row)),
                  "a cluster has one probability at each stage");
      }
    }
    // The smallest probability of a stratum tells whether it was taken whole.
    std::vector<double> least(stage.strata.size(), 1);
    for (std::size_t unit = 0; unit < stage.taken.size(); ++unit) {
      double& smallest = least[stage.stratum_of[unit]];
      smallest = std::min(smallest, stage.taken[unit]);
    }
    for (std::size_t h = 0; h < least.size(); ++h) {
      stage.strata[h].population = static_cast<double>(stage.strata[h].drawn) / least[h];
    }
  }

  // ", region = North, school = 12": what bounds the stratum of this row at stage s.
  std::string place(std::size_t s, std::size_t row) const {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i <= s; ++i) {
      if (i < spec_.strata.size()) {
        parts.push_back(fmt::format("{} = {}", spec_.strata[i], table_.column(spec_.strata[i]).label_at(row)));
      }
      if (i < s) {
        parts.push_back(fmt::format("{} = {}", spec_.clusters[i], table_.column(spec_.clusters[i]).label_at(row)));
      }
    }
    return parts.empty() ? std::string() : fmt::format(" ({})", text::join(parts, ", "));
  }

  void weights() {
    if (!spec_.weight.empty()) {
      design_.weights_ = numbers_of(spec_.weight, weight_ruler);
    } else if (!spec_.probability.empty()) {
      design_.weights_ = numbers_of(spec_.probability, probability_ruler);
      std::ranges::transform(design_.weights_, design_.weights_.begin(), [](double p) { return 1 / p; });
    } else {
      design_.weights_.assign(table_.rows(), 1);
      for (std::size_t s = 0; s < fpc_.size(); ++s) {
        for (std::size_t row = 0; row < table_.rows(); ++row) {
          const Stage& stage = design_.stages_[s];
          const Stratum& stratum = stage.strata[stratum_of_row_[s][row]];
          design_.weights_[row] *= stage.taken.empty() ? stratum.population / static_cast<double>(stratum.drawn)
                                                       : 1 / stage.taken[unit_of_row_[s][row]];
        }
      }
    }
  }

  void finish() {
    for (std::size_t s = 1; s < design_.stages_.size(); ++s) {
      const Stage& before = design_.stages_[s - 1];
      for (Stratum& stratum : design_.stages_[s].strata) {
        const Stratum& outer = before.strata[before.stratum_of[stratum.parent]];
        stratum.share = outer.share * (before.taken.empty() ? static_cast<double>(outer.drawn) / outer.population
                                                            : before.taken[stratum.parent]);
      }
    }
    for (std::size_t s = 0; s < design_.stages_.size(); ++s) {
      const bool all = s == 0 && spec_.made_replicates.has_value();  // what is wrong with them needs a name
      const auto wanted = [&](const Stratum& stratum) { return all || stratum.drawn == 1; };
      if (std::ranges::none_of(design_.stages_[s].strata, wanted)) {
        continue;
      }
      for (std::size_t row = 0; row < table_.rows(); ++row) {
        Stratum& stratum = design_.stages_[s].strata[stratum_of_row_[s][row]];
        if (wanted(stratum) && stratum.name.empty()) {
          const std::string within = place(s, row);
          stratum.name = within.empty() ? "(the whole sample)" : within.substr(2, within.size() - 3);
        }
      }
    }
    const std::vector<GroupTotal> with_weight = add_up_weights();
    if (!design_.stages_.empty() && table_.rows() > 0) {
      design_.all_ = design_.degrees(with_weight);
    }
  }

  // Also finds everyone with a weight above 0, by group.
  std::vector<GroupTotal> add_up_weights() {
    struct Weights {
      num::Sum sum;
      double least = std::numeric_limits<double>::infinity();  // of those above 0
      double most = 0;
      std::vector<std::int64_t> present;  // by group

      explicit Weights(std::size_t groups = 0) : present(groups) {}
      void add(std::uint32_t group, double weight) {
        sum += weight;
        least = weight > 0 ? std::min(least, weight) : least;
        most = std::max(most, weight);
        present[group] += weight > 0 ? 1 : 0;
      }
    };
    const std::size_t count = design_.group_count_;
    const Weights all = num::reduce_blocks(
        table_.rows(), std::max(num::rows_a_block, count * 16), Weights(count),
        [&](std::size_t first, std::size_t last) {
          Weights own(count);
          for (std::size_t row = first; row < last; ++row) {
            own.add(design_.groups_[row], design_.weights_[row]);
          }
          return own;
        },
        [](Weights total, const Weights& part) {
          total.sum += part.sum.value();
          total.least = std::min(total.least, part.least);
          total.most = std::max(total.most, part.most);
          std::ranges::transform(total.present, part.present, total.present.begin(), std::plus{});
          return total;
        });
    design_.population_ = all.sum.value();
    design_.weights_differ_ = all.most > all.least;
    std::vector<GroupTotal> groups(count);
    for (std::uint32_t group = 0; group < count; ++group) {
      groups[group] = {.group = group, .present = all.present[group]};
    }
    return groups;
  }

  Design& design_;
  const Spec& spec_;
  const data::Table& table_;
  Problems problems_;
  std::vector<std::string> fpc_;         // columns of sizes, fractions or probabilities
  std::vector<Indices> stratum_of_row_;  // per stage
  std::vector<Indices> unit_of_row_;     // per stage, of unequal probabilities
};

Design::Design(const Spec& spec, const data::Table& table) : spec_(spec) {
  Builder(*this, table).build();
}

}  // namespace kith::design
