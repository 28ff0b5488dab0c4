#include "run/alternatives.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/round.h"
#include "base/text.h"
#include "compare/benchmark.h"
#include "data/expression.h"
#include "estimate/estimate.h"
#include "run/counted.h"

namespace kith::run {

namespace {

using Alternative = finding::Comparison::Alternative;

constexpr std::size_t fewest_projects = 3;  // leaving out one of two shows the other

finding::Finding estimated(const Domain& domain, const std::string& measure, const std::string& where) {
  return estimate::estimate(domain.respondents->table,
                            {.measures = {measure}, .where = where, .design = domain.respondents->design})
      .findings()
      .front();
}

class Trial {
 public:
  Trial(const study::Study& study, const Domain& domain, const study::Benchmark& benchmark)
      : study_(study), domain_(domain), benchmark_(benchmark), all_(estimated(domain, domain.measure, domain.where)) {}

  void against(const study::Benchmark& other) {
    std::string label = other.label;
    for (const std::string& more : {other.cut, other.years}) {
      label += more.empty() ? "" : ", " + more;
    }
    Alternative result{"benchmark", "against " + label, 0, 0, {}, other.value};
    if (add(all_, other, result)) {
      found_.push_back(std::move(result));
    }
  }

  void each_project_left_out() {
    const std::vector<std::string> projects = levels_of("project");
    if (projects.size() < fewest_projects) {
      return;
    }
    Alternative result{"project", "with each larger project left out in turn", 0, 0, {}, {}};
    std::size_t large = 0;
    for (const std::string& project : projects) {
      const std::string where = fmt::format("{} and project != \"{}\"", domain_.where, project);
      const finding::Finding others = estimated(domain_, domain_.measure, where);
      if (Counted(all_).less(Counted(others)).large_enough(study_.disclosure)) {
        large += add(others, benchmark_, result) ? 1U : 0U;
      }
    }
    if (large >= fewest_projects) {
      coarsen(result.low, result.high);
      found_.push_back(std::move(result));
    }
  }

  void paper_left_out() {
    for (const std::string& mode : levels_of("mode")) {
      if (text::fold(mode) != "paper") {
        continue;
      }
      const finding::Finding others =
          estimated(domain_, domain_.measure, fmt::format("{} and mode != \"{}\"", domain_.where, mode));
      Alternative result{"paper", "with answers on paper left out", 0, 0, {}, {}};
      if (enough(others.bases.unweighted) && !tells_of_the_rest(others) && add(others, benchmark_, result)) {
        coarsen(result.low, result.high);
        found_.push_back(std::move(result));
      }
    }
  }

  // The middle answer of a scale that theirs does not have belongs somewhere between all against and all in favour.
  void middle_the_other_way(const std::vector<std::string>& neutral) {
    const std::size_t in = domain_.measure.rfind(')');
    if (neutral.empty() || in == std::string::npos) {
      return;
    }
    std::string measure = domain_.measure.substr(0, in);
    for (const std::string& code : neutral) {
      measure += fmt::format(",\"{}\"", code);
    }
    const finding::Finding widest = estimated(domain_, measure + ")", domain_.where);
    if (!widest.numerator || !all_.numerator || !enough(*widest.numerator - *all_.numerator) ||
        !enough(widest.bases.unweighted - *widest.numerator)) {
      return;
    }
    Alternative result{"neutral", "with the middle answer counted for nobody, or for everybody", 0, 0, {}, {}};
    add(all_, benchmark_, result);
    if (add(widest, benchmark_, result)) {
      double low = result.low;  // our own figure's, which is shown
      coarsen(low, result.high);
      found_.push_back(std::move(result));
    }
  }

  std::vector<Alternative> take() { return std::move(found_); }

 private:
  bool enough(std::int64_t people) const { return people >= study_.disclosure.minimum_cell; }
  bool is_share() const { return all_.kind == finding::Kind::Share; }

  // A percentage as it is shown: differences from what stands behind it would refine our own whole percent.
  double as_shown(double benchmark) const { return is_share() ? whole_percent(benchmark) / 100.0 : benchmark; }

  // Outwards to steps of points that are people enough, so that no end says how many said yes.
  void coarsen(double& low, double& high) const {
    if (!is_share()) {
      return;
    }
    const auto people = static_cast<double>(all_.bases.unweighted);
    double step = 0.01;
    for (const double points : {0.01, 0.02, 0.05, 0.1, 0.2}) {
      step = points;
      if (points * people >= static_cast<double>(study_.disclosure.minimum_cell)) {
        break;
      }
    }
    constexpr double noise = 1e-9;
    low = std::floor(low / step + noise) * step;
    high = std::ceil(high / step - noise) * step;
  }

  // The figure of a part, rounded to the whole percent, beside that of all tells of those who were left out. They are
  // as many as may be shown by themselves, or a percent of the part is so many that they are lost in the rounding.
  bool tells_of_the_rest(const finding::Finding& part) const {
    const Counted whole(all_), own(part);
    return (!is_share() || part.bases.unweighted < 100 * study_.disclosure.minimum_cell) &&
           !whole.less(own).large_enough(study_.disclosure);
  }

  // Codes of a dimension that somebody of the domain has.
  std::vector<std::string> levels_of(const char* dimension) const {
    const data::Table& table = domain_.respondents->table;
    const data::Column* column = table.find(dimension);
    std::map<std::string, int> seen;
    if (column != nullptr) {
      const std::vector<std::uint8_t> inside = data::rows_where(table, domain_.where);
      for (std::size_t row = 0; row < table.rows(); ++row) {
        if (inside[row] != 0 && column->missing_at(row) == data::Missing::None) {
          seen[code_at(*column, row)] = 1;
        }
      }
    }
    std::vector<std::string> codes;
    codes.reserve(seen.size());
    for (const auto& level : seen) {
      codes.push_back(level.first);
    }
    return codes;
  }

  // Widens the range by one more trial.
  bool add(const finding::Finding& finding, const study::Benchmark& benchmark, Alternative& result) const {
    const auto comparison = compare::against(finding, benchmark);
    if (!comparison || !comparison->p) {
      return false;
    }
    const std::string verdict = compare::verdict(comparison->difference, comparison->interval, *comparison->p,
                                                 study_.smallest_difference_of(*domain_.indicator));
    const bool first = result.verdict.empty();
    const double difference = finding.value.value_or(0) - as_shown(benchmark.value);
    result.low = first ? difference : std::min(result.low, difference);
    result.high = first ? difference : std::max(result.high, difference);
    result.verdict = first || result.verdict == verdict ? verdict : "mixed";
    return true;
  }

  const study::Study& study_;
  const Domain& domain_;
  const study::Benchmark& benchmark_;
  finding::Finding all_;
  std::vector<Alternative> found_;
};

}  // namespace

std::vector<Alternative> alternatives(const study::Study& study, const study::PlannedComparison& planned,
                                      const Domain& domain, const study::Benchmark& benchmark,
                                      const std::vector<study::Benchmark>& benchmarks) {
  Trial trial(study, domain, benchmark);
  for (const study::Benchmark& other : benchmarks) {
    trial.against(other);
  }
  trial.each_project_left_out();
  trial.paper_left_out();
  trial.middle_the_other_way(planned.neutral);
  return trial.take();
}

}  // namespace kith::run
