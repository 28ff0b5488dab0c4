#include "study/study.h"

#include <algorithm>

namespace kith::study {

namespace {

template <typename T, typename Member>
const T* find(const std::vector<T>& items, Member member, std::string_view wanted) {
  const auto found = std::ranges::find(items, wanted, member);
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

int maryland_level(const DesignFacts& facts) {
  if (facts.random_assignment) {
    return 5;
  }
  if (facts.baseline && facts.comparator) {
    return 3;
  }
  return facts.comparator && facts.reweighted ? 2 : 1;
}

const Option* Question::option(std::string_view code) const {
  return find(options, &Option::code, code);
}

const Question* Instrument::question(std::string_view wanted) const {
  return find(questions, &Question::name, wanted);
}

const Population* Study::population(std::string_view code) const {
  return find(populations, &Population::code, code);
}

const Instrument* Study::instrument_of(const Population& population) const {
  return find(instruments, &Instrument::name, population.instrument);
}

const Instrument* Study::instrument_of(const Responses& answers) const {
  const Population* asked = population(answers.population);
  return !answers.instrument.empty() ? find(instruments, &Instrument::name, answers.instrument)
         : asked == nullptr          ? nullptr
                                     : instrument_of(*asked);
}

const Indicator* Study::indicator(std::string_view id) const {
  return find(indicators, &Indicator::id, id);
}

const Benchmark* Study::benchmark(std::string_view indicator, std::string_view set) const {
  const auto found = std::ranges::find_if(
      benchmarks, [&](const Benchmark& benchmark) { return benchmark.id == indicator && benchmark.set == set; });
  return found == benchmarks.end() ? nullptr : &*found;
}

const Breakdown* Study::breakdown(std::string_view id) const {
  return find(breakdowns, &Breakdown::id, id);
}

const Programme* Study::programme(std::string_view code) const {
  return find(programmes, &Programme::code, code);
}

const Nation* Study::nation(std::string_view code) const {
  return find(nations, &Nation::code, code);
}

const Project* Study::project(std::string_view code) const {
  return find(projects, &Project::code, code);
}

const Wave* Study::find_wave(std::string_view code) const {
  return find(waves, &Wave::code, code);
}

const Theme* Study::theme(std::string_view code) const {
  return find(themes, &Theme::code, code);
}

}  // namespace kith::study
