#include "estimate/estimate.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "data/expression.h"
#include "design/replicates.h"
#include "design/weighted.h"
#include "estimate/answer.h"
#include "estimate/asked.h"
#include "estimate/derived.h"
#include "estimate/quantile.h"
#include "num/parallel.h"

namespace kith::estimate {

namespace {

using State = Estimates::State;

// Something that was asked for, and where what it is made of stands in the state.
struct Item {
  Asked asked;
  std::string text;
  std::vector<std::size_t> measures{};
  std::vector<std::size_t> breakdowns{};  // one for each of the request
};

struct Prepared {
  std::shared_ptr<State> state;
  std::vector<Item> items;
};

std::vector<Asked> parse_all(const std::vector<std::string>& texts, Problems& problems) {
  std::vector<Asked> all;
  for (const std::string& text : texts) {
    try {
      all.push_back(parse_asked(text));
    } catch (const Error& error) {
      problems.add(error.problems());
    }
  }
  return all;
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

void check(const Request& request, Problems& problems) {
  if (request.measures.empty()) {
    problems.add("no-measure", "no measure is asked for", {}, "for example mean(age) or share(answer)");
  }
  if (!(request.level > 0 && request.level < 1)) {
    problems.add("bad-level", fmt::format("the level {} is not between 0 and 1", request.level), {},
                 "for example 0.95");
  }
  if (!request.interval.empty()) {
    collect(problems, [&] { interval_method(request.interval); });
  }
  collect(problems, [&] { quantile_asked(request); });
}

std::vector<std::vector<std::string>> breakdowns_of(const Request& request) {
  return request.breakdowns.empty() ? std::vector<std::vector<std::string>>(1) : request.breakdowns;
}

// The place of a breakdown in the list, at whose end it is added when it is new.
std::size_t place_of(const std::vector<std::string>& columns, std::vector<std::vector<std::string>>& list) {
  const auto found = std::ranges::find(list, columns);
  if (found == list.end()) {
    list.push_back(columns);
    return list.size() - 1;
  }
  return static_cast<std::size_t>(found - list.begin());
}

void bind_measures(Item& item, const data::Table& table, std::vector<Measure>& measures) {
  for (const Call& call : measures_of(item.asked)) {
    Measure measure = call.over(table);
    if (std::holds_alternative<Contrast>(item.asked) && measure.figures.size() != 1) {
      throw Error({"several-figures",
                   fmt::format("{} has {} figures, so a contrast cannot tell which is meant", measure.text,
                               measure.figures.size()),
                   {},
                   "name one: share(x in \"a\"), quantile(x, 0.5)"});
    }
    item.measures.push_back(measures.size());
    measures.push_back(std::move(measure));
  }
}

Prepared prepare(const data::Table& table, const Request& request) {
  Problems problems;
  check(request, problems);
  Prepared prepared;
  for (Asked& asked : parse_all(request.measures, problems)) {
    std::string text = text_of(asked);
    prepared.items.push_back({.asked = std::move(asked), .text = std::move(text)});
  }
  std::vector<std::vector<std::string>> columns = breakdowns_of(request);
  const std::size_t breakdowns = columns.size();
  std::vector<Measure> measures;
  for (Item& item : prepared.items) {
    collect(problems, [&] { bind_measures(item, table, measures); });
    for (std::size_t b = 0; b < breakdowns; ++b) {
      std::vector<std::string> own = columns[b];
      if (const auto* difference = std::get_if<Difference>(&item.asked)) {
        own.push_back(difference->column);
      }
      item.breakdowns.push_back(std::holds_alternative<Difference>(item.asked) ? place_of(own, columns) : b);
    }
  }
  std::vector<std::uint8_t> keep;
  collect(problems, [&] { keep = data::rows_where(table, request.where); });
  std::shared_ptr<State>& state = prepared.state;
  collect(problems, [&] { state = std::make_shared<State>(table, request); });
  for (const std::vector<std::string>& crossed : columns) {
    collect(problems, [&] {
      if (state != nullptr && keep.size() == table.rows()) {
        state->breakdowns.push_back(breakdown(crossed, table, state->design, keep));
        state->replicate_dfs.push_back(replicate_dfs(state->breakdowns.back(), state->design));
      } else {
        std::ranges::for_each(crossed, [&](const std::string& name) { table.column(name); });
      }
    });
  }
  problems.throw_if_any();
  state->measures = std::move(measures);
  const QuantileAsked quantiles = quantile_asked(request);
  state->quantile_rule = quantiles.rule;
  state->quantile_interval = quantiles.interval;
  if (quantiles.interval == "quantile" && state->design.replicates() == nullptr) {
    throw Error({"no-replicates",
                 "the interval `quantile` needs replicate weights",
                 {},
                 "name them, or use one of: mean, beta, xlogit, asin, score"});
  }
  return prepared;
}

// The same lonely stratum troubles many findings: each problem once.
void throw_once(const std::vector<Problem>& all) {
  Problems problems;
  std::set<std::string> seen;
  for (const Problem& problem : all) {
    if (seen.insert(problem.message).second) {
      problems.add(problem);
    }
  }
  problems.throw_if_any();
}

// What the pass over the respondents gave, by measure and breakdown, and what is made of it.
class Findings {
 public:
  Findings(State& state, const std::vector<std::vector<Task>>& batches, std::vector<std::vector<Answered>> answered)
      : state_(state) {
    for (std::size_t b = 0; b < batches.size(); ++b) {
      for (std::size_t i = 0; i < batches[b].size(); ++i) {
        std::ranges::copy(answered[b][i].problems, std::back_inserter(problems_));
        answered_[{batches[b][i].measure, batches[b][i].breakdown}] = std::move(answered[b][i]);
      }
    }
    throw_once(problems_);
  }

  void add(std::size_t request, const Item& item) {
    request_ = request;
    for (const std::size_t b : item.breakdowns) {
      if (const auto* contrast = std::get_if<Contrast>(&item.asked)) {
        add_contrasts(item, contrast->formula, b);
      } else if (std::holds_alternative<Difference>(item.asked)) {
        add_differences(item, b);
      } else {
        Answered& own = answered_[{item.measures.front(), b}];
        for (std::size_t i = 0; i < own.findings.size(); ++i) {
          add({std::move(own.findings[i]), std::move(own.origins[i])});
        }
      }
    }
    throw_once(problems_);
  }

 private:
  void add(Made made) {
    made.finding.request = request_;
    state_.findings.push_back(std::move(made.finding));
    state_.origins.push_back(std::move(made.origin));
  }

  template <typename Make>
  void add_made(const Make& make) {
    try {
      add(make());
    } catch (const Error& error) {
      if (error.fault() != Fault::Input) {
        throw;
      }
      std::ranges::copy(error.problems(), std::back_inserter(problems_));
    }
  }

  void add_contrasts(const Item& item, const Formula& formula, std::size_t b) {
    for (std::size_t domain = 0; domain < state_.breakdowns[b].domains.size(); ++domain) {
      std::vector<Part> parts;
      for (const std::size_t measure : item.measures) {
        const Answered& own = answered_[{measure, b}];
        parts.push_back({&own.findings[domain], &own.origins[domain]});
      }
      add_made([&] { return contrast(state_, item.text, formula, parts); });
    }
  }

  // The domains that differ only in the last column, whose levels are compared, follow each other.
  void add_differences(const Item& item, std::size_t b) {
    const std::vector<std::vector<finding::Level>>& domains = state_.breakdowns[b].domains;
    const auto outer = [&](std::size_t domain) { return std::span(domains[domain]).first(domains[domain].size() - 1); };
    for (std::size_t first = 0; first < domains.size();) {
      std::size_t last = first + 1;
      while (last < domains.size() && std::ranges::equal(outer(first), outer(last))) {
        ++last;
      }
      add_differences(item, b, first, last);
      first = last;
    }
  }

  void add_differences(const Item& item, std::size_t b, std::size_t first, std::size_t last) {
    const Answered& own = answered_[{item.measures.front(), b}];
    const std::size_t figures = state_.measures[item.measures.front()].figures.size();
    if (last - first == 1) {
      Made alone;
      alone.finding = own.findings[first * figures];
      alone.finding.measure = alone.finding.indicator = item.text;
      alone.finding.kind = finding::Kind::Difference;
      alone.finding.value = alone.finding.se = alone.finding.df = alone.finding.design_effect = std::nullopt;
      alone.finding.interval.reset();
      alone.finding.numerator.reset();
      alone.finding.notes = {{"one-level", "Only one level is here, so there is nothing to compare."}};
      add(std::move(alone));
      return;
    }
    for (std::size_t domain = first + 1; domain < last; ++domain) {
      for (std::size_t f = 0; f < figures; ++f) {
        const std::size_t level = domain * figures + f;
        const std::size_t reference = first * figures + f;
        add_made([&] {
          Made made = difference(state_, item.text, {&own.findings[level], &own.origins[level]},
                                 {&own.findings[reference], &own.origins[reference]});
          const finding::Level& from = own.findings[reference].by.back();
          finding::Level& compared = made.finding.by.back();
          compared.code = fmt::format("{}-{}", compared.code, from.code);
          compared.label = fmt::format("{} minus {}", compared.label, from.label);
          made.finding.category = own.findings[level].category;
          made.finding.category_label = own.findings[level].category_label;
          return made;
        });
      }
    }
  }

  State& state_;
  std::size_t request_ = 0;
  std::map<std::pair<std::size_t, std::size_t>, Answered> answered_;
  std::vector<Problem> problems_;
};

// How many measures of a breakdown are filled together. More of them share what they read of a row; their totals take
// room for each cell, and are not to outgrow the table.
std::size_t most_together(const Breakdown& breakdown, std::size_t rows) {
  return std::clamp<std::size_t>(2 * rows / std::max<std::size_t>(1, breakdown.cells()), 4, 16);
}

// In as many batches as every thread has work in.
std::size_t batches_for(std::size_t tasks, std::size_t most) {
  const std::size_t threads = num::available_threads();
  const std::size_t batches = (tasks + most - 1) / most;
  return std::min(tasks, (batches + threads - 1) / threads * threads);
}

// Measures and breakdowns whose totals are filled in one pass: a few measures of one breakdown. What a measure's totals
// are does not depend on the others of its batch.
std::vector<std::vector<Task>> batches_of(const Prepared& prepared) {
  std::map<std::size_t, std::vector<Task>> by_breakdown;
  for (const Item& item : prepared.items) {
    for (const std::size_t measure : item.measures) {
      for (const std::size_t breakdown : item.breakdowns) {
        by_breakdown[breakdown].push_back({measure, breakdown});
      }
    }
  }
  std::vector<std::vector<Task>> batches;
  for (const auto& [breakdown, tasks] : by_breakdown) {
    const State& state = *prepared.state;
    const std::size_t most = most_together(state.breakdowns[breakdown], state.table.rows());
    const std::size_t count = batches_for(tasks.size(), most);
    for (std::size_t i = 0; i < count; ++i) {
      const auto at = [&](std::size_t part) {
        return tasks.begin() + static_cast<std::ptrdiff_t>(tasks.size() * part / count);
      };
      batches.emplace_back(at(i), at(i + 1));
    }
  }
  return batches;
}

// The tasks of a batch have one breakdown.
std::vector<Answered> answers_of(const std::vector<Task>& batch, const State& state) {
  const Scatter scatter = state.request.design_effect == DesignEffect::None ? Scatter::Unwanted : Scatter::Wanted;
  const Breakdown& breakdown = state.breakdowns[batch.front().breakdown];
  std::vector<const Measure*> measures;
  std::vector<std::unique_ptr<ReplicateTotals>> replicates;
  for (const Task& task : batch) {
    measures.push_back(&state.measures[task.measure]);
    replicates.push_back(state.design.replicates() == nullptr
                             ? nullptr
                             : std::make_unique<ReplicateTotals>(*measures.back(), breakdown, state.design));
  }
  const std::vector<std::unique_ptr<Accumulator>> all = accumulators(measures, breakdown, state.design, scatter);
  const std::size_t rows = state.table.rows();
  for (std::size_t first = 0; first < rows; first += chunk_rows) {
    const std::size_t count = std::min(chunk_rows, rows - first);
    for (const auto& each : all) {
      each->add(first, count);
    }
    for (const auto& each : replicates) {
      if (each != nullptr) {
        each->add(first, count);
      }
    }
  }
  std::vector<Answered> answered;
  for (const auto& each : all) {
    for (const Totals* totals : each->totals()) {
      const std::size_t i = answered.size();
      answered.push_back(answer(batch[i], *totals, replicates[i].get(), state));
    }
  }
  return answered;
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
  const Prepared prepared = prepare(table, request);
  State& state = *prepared.state;
  const std::vector<std::vector<Task>> batches = batches_of(prepared);
  std::vector<std::vector<Answered>> answered(batches.size());
  num::for_each_piece(batches.size(), [&](std::size_t b) { answered[b] = answers_of(batches[b], state); });
  Findings findings(state, batches, std::move(answered));
  for (std::size_t i = 0; i < prepared.items.size(); ++i) {
    findings.add(i, prepared.items[i]);
  }
  return Estimates(prepared.state);
}

std::vector<std::string> columns(const Request& request) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::ranges::find(names, name) == names.end()) {
      names.push_back(name);
    }
  };
  Problems problems;
  for (const Asked& asked : parse_all(request.measures, problems)) {
    std::ranges::for_each(columns_of(asked), add);
  }
  if (!request.where.empty()) {
    collect(problems, [&] { std::ranges::for_each(data::Expression::parse(request.where).columns(), add); });
  }
  problems.throw_if_any();
  for (const std::vector<std::string>& crossed : request.breakdowns) {
    std::ranges::for_each(crossed, add);
  }
  std::ranges::for_each(design::columns(request.design), add);
  return names;
}

}  // namespace kith::estimate
