// The two sides of a comparison with a benchmark that the plan asks for, read and ready: what [[comparison]] and
// [[subgroup]] of plan.toml have in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compare/adjusted.h"
#include "finding/finding.h"
#include "run/benchmark_data.h"
#include "run/respondents.h"
#include "study/study.h"

namespace kith::run {

class Sides {
 public:
  // `adjust` as plan.toml has it. `study` and `indicator` must outlive this. Reads the benchmark's data where it has
  // any; throws Error for files that cannot be read and characteristics that are not there.
  Sides(const study::Study& study, const study::Indicator& indicator, const study::Benchmark& benchmark,
        const std::vector<std::string>& adjust, const Respondents& respondents);

  // With the figure of its data where none is published.
  const study::Benchmark& benchmark() const { return benchmark_; }
  const Respondents& respondents() const { return respondents_; }
  const std::string& measure() const { return measure_; }
  const std::vector<compare::Characteristic>& characteristics() const { return characteristics_; }
  std::vector<std::string> names() const;  // of the characteristics, on the participants' side

  // Who a finding of the indicator is about.
  std::string where_of(const finding::Finding& finding) const;
  // Refers to this.
  compare::Side participants(const finding::Finding& finding) const;
  // Null: a published figure alone.
  const compare::Side* survey() const { return data_ ? &data_->side : nullptr; }

 private:
  study::Benchmark benchmark_;
  Respondents respondents_;  // a copy: characteristics may become columns, and estimates hold on to the others
  std::string measure_;
  std::vector<compare::Characteristic> characteristics_;
  std::optional<BenchmarkData> data_;
};

// By the method that the plan names, with the people of both sides protected as the study's own rules say.
compare::AdjustOptions adjust_options(const study::Study& study, const std::string& method);

// Why there is no adjusted comparison, for the reader. The analyst asks `kith compare`, which names the level and the
// numbers.
std::string refusal_text(const compare::Refusal& refusal);

}  // namespace kith::run
