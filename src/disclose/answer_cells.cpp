#include "disclose/answer_cells.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace kith::disclose {

namespace {

// How many people chose each option, as far as some figure knows.
std::map<std::string, std::int64_t> chosen_of(const std::vector<Counting>& figures) {
  std::map<std::string, std::int64_t> chosen;
  for (const Counting& one : figures) {
    const finding::Finding::Answers& answers = one.figure->answers;
    for (std::size_t i = 0; i < answers.of.size() && answers.chosen.size() == answers.of.size(); ++i) {
      chosen.emplace(answers.of[i], answers.chosen[i]);
    }
  }
  return chosen;
}

std::optional<std::int64_t> people_in(const Options& options, const std::map<std::string, std::int64_t>& chosen) {
  std::int64_t people = 0;
  for (const std::string& option : options) {
    const auto known = chosen.find(option);
    if (known == chosen.end()) {
      return std::nullopt;
    }
    people += known->second;
  }
  return people;
}

std::string id_of(const std::vector<Counting>& figures) {
  return fmt::format("other answers than {}", figures.front().figure->id);
}

}  // namespace

void AnswerCells::unite(const std::vector<Counting>& figures) {
  for (const Quantity quantity : quantities) {
    std::map<Options, int> first;
    for (const Counting& figure : figures) {
      system_.unite(figure.cell, first.emplace(figure.options(quantity), figure.cell).first->second, quantity);
    }
  }
}

void AnswerCells::add_sums(const std::vector<Counting>& figures) {
  const auto asked = [](const Counting& one) { return std::pair(one.figure->indicator, one.figure->measure); };
  if (std::ranges::all_of(figures, [&](const Counting& one) { return asked(one) == asked(figures.front()); })) {
    return;
  }
  CountedSets told_of;
  for (const Counting& figure : figures) {
    for (const Quantity quantity : quantities) {
      const int variable = system_.variable(figure.cell, quantity);
      if (variable == no_variable) {
        continue;
      }
      if (const int same = told_of.add(figure.options(quantity), variable); same != variable) {
        system_.relate({variable}, same);  // those who chose these, and those who did not choose the others
      }
    }
  }
  const auto [entry, fresh] = known_.try_emplace(told_of.sets);
  if (fresh) {
    entry->second = answer_sums(std::move(told_of.sets));
  }
  const AnswerSums& found = entry->second;
  std::vector<int> variables = std::move(told_of.counts);  // by set
  variables.resize(found.sets.size(), no_variable);
  add_shared(found, figures, variables);
  for (const AnswerSum& sum : found.sums) {
    relate(sum, id_of(figures), variables);
  }
}

void AnswerCells::add_overlaps(const std::vector<Counting>& figures) {
  std::map<Options, int> counts;  // of who gave any of them
  for (const Counting& figure : figures) {
    Options options = figure.figure->answers.options;
    std::ranges::sort(options);
    if (const int count = system_.variable(figure.cell, Quantity::Numerator); count != no_variable) {
      counts.emplace(std::move(options), count);
    }
  }
  const std::string id = id_of(figures);
  for (auto one = counts.begin(); one != counts.end(); ++one) {
    for (auto other = counts.begin(); other != counts.end(); ++other) {
      const std::int64_t more = system_.truth(other->second) - system_.truth(one->second);
      if (one != other && more >= 0 && std::ranges::includes(other->first, one->first)) {
        system_.relate({one->second, system_.add_people(id, more)}, other->second);
      }
    }
    for (auto other = std::next(one); other != counts.end(); ++other) {
      Options either;
      std::ranges::set_union(one->first, other->first, std::back_inserter(either));
      const auto shown = counts.find(either);
      if (shown != counts.end() && shown != one && shown != other) {
        system_.relate_union(one->second, other->second, shown->second, id);
      }
    }
  }
}

// What two sets share follows from no sum: its people must be known.
void AnswerCells::add_shared(const AnswerSums& found, const std::vector<Counting>& figures,
                             std::vector<int>& variables) {
  if (found.shared.empty()) {
    return;
  }
  const auto chosen = chosen_of(figures);
  for (const std::size_t set : found.shared) {
    if (const auto people = people_in(found.sets[set], chosen)) {
      variables[set] = system_.add_people(id_of(figures), *people);
    }
  }
}

void AnswerCells::relate(const AnswerSum& sum, const std::string& id, std::vector<int>& variables) {
  const int total = variables[sum.total];
  std::vector<int> parts;
  std::int64_t left = total == no_variable ? -1 : system_.truth(total);
  for (const std::size_t part : sum.parts) {
    if (left >= 0 && variables[part] == no_variable && part == sum.parts.back()) {
      variables[part] = system_.add_people(id, left);
    }
    left = left < 0 || variables[part] == no_variable ? -1 : left - system_.truth(variables[part]);
    parts.push_back(variables[part]);
  }
  if (left == 0) {
    system_.relate(std::move(parts), total);
  }
}

}  // namespace kith::disclose
