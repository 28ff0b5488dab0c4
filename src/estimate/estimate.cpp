#include "estimate/estimate.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "data/expression.h"
#include "design/replicates.h"
#include "design/weighted.h"
#include "estimate/accumulator.h"
#include "estimate/joint.h"
#include "estimate/projected.h"
#include "estimate/replicate_totals.h"
#include "estimate/state.h"
#include "num/parallel.h"

namespace kith::estimate {

namespace {

using State = Estimates::State;
using Missing = data::Missing;

// One measure in one breakdown.
struct Task {
  std::size_t measure;
  std::size_t breakdown;
};

// Tasks whose totals are filled in one pass: a few measures of one breakdown, few enough that every thread has work.
std::vector<std::vector<Task>> batches_of(const State& state) {
  constexpr std::size_t most = 4;
  std::vector<std::vector<Task>> batches;
  for (std::size_t b = 0; b < state.breakdowns.size(); ++b) {
    for (std::size_t m = 0; m < state.measures.size(); ++m) {
      if (m % most == 0) {
        batches.emplace_back();
      }
      batches.back().push_back({m, b});
    }
  }
  return batches;
}

struct Answered {
  std::vector<finding::Finding> findings;
  std::vector<State::Origin> origins;
  std::vector<Problem> problems;
};

std::vector<Call> parse_measures(const std::vector<std::string>& texts, Problems& problems) {
  std::vector<Call> calls;
  for (const std::string& text : texts) {
    try {
      calls.push_back(parse_measure(text));
    } catch (const Error& error) {
      problems.add(error.problems());
    }
  }
  return calls;
}

void check(const Request& request, Problems& problems) {
  if (request.measures.empty()) {
    problems.add("no-measure", "no measure is asked for", {}, "for example mean(age) or share(answer)");
  }
  if (!(request.level > 0 && request.level < 1)) {
    problems.add("bad-level", fmt::format("the level {} is not between 0 and 1", request.level), {},
                 "for example 0.95");
  }
  if (!request.interval.empty()) {
    try {
      interval_method(request.interval);
    } catch (const Error& error) {
      problems.add(error.problems());
    }
  }
}

// Runs `step` and keeps what is wrong, so that the author sees the problems of all steps at once.
template <typename Step>
void collect(Problems& problems, const Step& step) {
  try {
    step();
  } catch (const Error& error) {
    if (error.fault() != Fault::Input) {
      throw;
    }
    problems.add(error.problems());
  }
}

std::shared_ptr<State> prepare(const data::Table& table, const Request& request) {
  Problems problems;
  check(request, problems);
  const std::vector<Call> calls = parse_measures(request.measures, problems);
  std::vector<Measure> measures;
  for (const Call& call : calls) {
    collect(problems, [&] { measures.push_back(call.over(table)); });
  }
  std::vector<std::uint8_t> keep;
  collect(problems, [&] { keep = data::rows_where(table, request.where); });
  std::shared_ptr<State> state;
  collect(problems, [&] { state = std::make_shared<State>(table, request); });
  std::vector<std::vector<std::string>> breakdowns = request.breakdowns;
  if (breakdowns.empty()) {
    breakdowns.emplace_back();
  }
  for (const std::vector<std::string>& columns : breakdowns) {
    collect(problems, [&] {
      if (state != nullptr && keep.size() == table.rows()) {
        state->breakdowns.push_back(breakdown(columns, table, state->design, keep));
        state->replicate_dfs.push_back(replicate_dfs(state->breakdowns.back(), state->design));
      } else {
        std::ranges::for_each(columns, [&](const std::string& name) { table.column(name); });
      }
    });
  }
  problems.throw_if_any();
  state->measures = std::move(measures);
  return state;
}

finding::Finding describe(const Measure& measure, const Figure& figure, const std::vector<finding::Level>& by,
                          const Answers& answers, const State& state) {
  const auto missing = [&](Missing reason) { return answers.missing[static_cast<std::size_t>(reason)]; };
  finding::Finding finding;
  finding.indicator = measure.text;
  finding.measure = measure.text;
  finding.kind = measure.kind;
  finding.by = by;
  finding.category = figure.category;
  finding.category_label = figure.category_label;
  finding.whole = measure.partition ? measure.text : std::string();
  finding.provenance.source = state.table.source;
  const double weighted = answers.totals[0];
  finding.bases = {.unweighted = answers.answered,
                   .weighted = weighted,
                   .effective = answers.answered > 0 ? weighted * weighted / answers.squared_weights : 0,
                   .dont_know = missing(Missing::DontKnow),
                   .prefer_not = missing(Missing::Refused),
                   .routed_out = missing(Missing::NotAsked),
                   .missing = missing(Missing::Blank) + missing(Missing::Illegible) + missing(Missing::Withdrawn) +
                              missing(Missing::Other),
                   .band = {}};
  if (figure.counted && answers.answered > 0) {
    finding.numerator = answers.counted[*figure.counted];
  }
  return finding;
}

// The variance of a simple random sample of as many respondents: N^2 s^2 / n, times 1 - n/N without replacement, s^2
// the weighted variance of the influence per unit of weight (R: svyvar).
void add_design_effect(finding::Finding& finding, const Accumulator& totals, std::size_t domain, const Point& point,
                       const Answers& answers, DesignEffect wanted) {
  const auto n = static_cast<double>(answers.answered);
  const double population = answers.totals[0];
  double mean = 0;
  for (std::size_t k = 0; k < point.gradient.size(); ++k) {
    mean += point.gradient[k] * answers.totals[k] / population;
  }
  const double squares = totals.weighted_squares(domain, point.gradient) / population - mean * mean;
  double simple = population * population * squares / (n - 1);
  if (wanted == DesignEffect::WithoutReplacement) {
    if (population <= n) {
      finding.notes.push_back({"weights-not-scaled",
                               "The weights do not add up to more people than answered, so a design effect without "
                               "replacement is not defined."});
      return;
    }
    simple *= 1 - n / population;
  }
  if (finding.se && n > 1 && simple > 0) {
    finding.design_effect = *finding.se * *finding.se / simple;
  }
}

// Variances come from the totals: linearised, between replicates, or calibrated where that has been projected. Other
// calibrations ask for the rows once more.
Spread spread_of(const Accumulator& totals, const std::optional<Projected>& projected, const State& state,
                 const State::Origin& origin, double value) {
  if (state.design.replicates() != nullptr) {
    return replicated(state.design, value, origin.replicates, totals.parts(origin.domain, origin.gradient),
                      state.replicate_dfs[origin.breakdown][origin.domain]);
  }
  if (projected) {
    return projected->spread(origin.domain, origin.gradient, totals.parts(origin.domain, origin.gradient));
  }
  if (state.design.calibrations().empty()) {
    return linearised(state.design, totals.parts(origin.domain, origin.gradient));
  }
  return spread(state.design, joint(state, {origin}), Eigen::VectorXd::Ones(1));
}

// `replicates` where the design has them.
Answered answer(const Task& task, const Accumulator& totals, const ReplicateTotals* replicates, const State& state) {
  Answered result;
  const Measure& measure = state.measures[task.measure];
  const Breakdown& breakdown = state.breakdowns[task.breakdown];
  std::optional<Projected> projected;
  if (state.projections) {
    projected.emplace(state, *state.projections, task.measure, task.breakdown);
  }
  for (std::size_t domain = 0; domain < breakdown.domains.size(); ++domain) {
    const Answers answers = totals.answers(domain);
    const ReplicateTotals::Totals in_replicates =
        replicates != nullptr ? replicates->totals(domain) : ReplicateTotals::Totals();
    for (std::size_t f = 0; f < measure.figures.size(); ++f) {
      const Figure& figure = measure.figures[f];
      finding::Finding finding = describe(measure, figure, breakdown.domains[domain], answers, state);
      finding.request = task.measure;
      State::Origin origin{task.measure, task.breakdown, domain, f, {}, {}};
      std::optional<Point> point = answers.answered > 0 ? figure.at(answers.totals) : std::nullopt;
      if (!point) {
        finding.notes.push_back(answers.answered == 0 ? finding::Note{"no-answers", "Nobody answered."}
                                                      : finding::Note{"undefined", "The denominator is 0."});
      } else {
        finding.value = point->value;
        origin.gradient = point->gradient;
        if (replicates != nullptr) {
          origin.replicates = replicate_values(in_replicates, figure);
        }
        try {
          add_uncertainty(finding, spread_of(totals, projected, state, origin, point->value), state);
        } catch (const Error& error) {
          result.problems.insert(result.problems.end(), error.problems().begin(), error.problems().end());
        }
        if (state.request.design_effect != DesignEffect::None) {
          add_design_effect(finding, totals, domain, *point, answers, state.request.design_effect);
        }
      }
      result.findings.push_back(std::move(finding));
      result.origins.push_back(std::move(origin));
    }
  }
  return result;
}

// The same lonely stratum troubles many findings: each problem once.
void throw_once(const std::vector<Answered>& all) {
  Problems problems;
  std::set<std::string> seen;
  for (const Answered& answered : all) {
    for (const Problem& problem : answered.problems) {
      if (seen.insert(problem.message).second) {
        problems.add(problem);
      }
    }
  }
  problems.throw_if_any();
}

}  // namespace

Estimates::Estimates(std::shared_ptr<const State> state) : state_(std::move(state)) {}

const std::vector<finding::Finding>& Estimates::findings() const {
  return state_->findings;
}

const design::Design& Estimates::design() const {
  return state_->design;
}

Estimates estimate(const data::Table& table, const Request& request) {
  const std::shared_ptr<State> state = prepare(table, request);
  const Scatter scatter = request.design_effect == DesignEffect::None ? Scatter::Unwanted : Scatter::Wanted;
  const std::vector<std::vector<Task>> batches = batches_of(*state);
  std::vector<Answered> answered(state->measures.size() * state->breakdowns.size());
  num::for_each_piece(batches.size(), [&](std::size_t b) {
    std::vector<std::unique_ptr<Accumulator>> totals;
    std::vector<std::unique_ptr<ReplicateTotals>> replicates(batches[b].size());
    for (const Task& task : batches[b]) {
      if (state->design.replicates() != nullptr) {
        replicates[totals.size()] = std::make_unique<ReplicateTotals>(state->measures[task.measure],
                                                                      state->breakdowns[task.breakdown], state->design);
      }
      totals.push_back(
          accumulator(state->measures[task.measure], state->breakdowns[task.breakdown], state->design, scatter));
    }
    for (std::size_t first = 0; first < table.rows(); first += chunk_rows) {
      const std::size_t rows = std::min(chunk_rows, table.rows() - first);
      for (std::size_t i = 0; i < totals.size(); ++i) {
        totals[i]->add(first, rows);
        if (replicates[i] != nullptr) {
          replicates[i]->add(first, rows);
        }
      }
    }
    for (std::size_t i = 0; i < totals.size(); ++i) {
      const Task& task = batches[b][i];
      answered[task.measure * state->breakdowns.size() + task.breakdown] =
          answer(task, *totals[i], replicates[i].get(), *state);
      totals[i].reset();
    }
  });
  throw_once(answered);
  for (Answered& each : answered) {
    std::ranges::move(each.findings, std::back_inserter(state->findings));
    std::ranges::move(each.origins, std::back_inserter(state->origins));
  }
  return Estimates(state);
}

std::vector<std::string> columns(const Request& request) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::ranges::find(names, name) == names.end()) {
      names.push_back(name);
    }
  };
  Problems problems;
  for (const Call& call : parse_measures(request.measures, problems)) {
    for (const data::Expression& argument : call.arguments) {
      std::ranges::for_each(argument.columns(), add);
    }
  }
  if (!request.where.empty()) {
    collect(problems, [&] { std::ranges::for_each(data::Expression::parse(request.where).columns(), add); });
  }
  problems.throw_if_any();
  for (const std::vector<std::string>& crossed : request.breakdowns) {
    std::ranges::for_each(crossed, add);
  }
  add(request.design.weight);
  add(request.design.probability);
  std::ranges::for_each(design::columns(request.design.weighting), add);
  for (const auto* stages : {&request.design.strata, &request.design.clusters, &request.design.fpc}) {
    std::ranges::for_each(*stages, add);
  }
  return names;
}

}  // namespace kith::estimate
