#include "disclose/system_builder.h"

#include <algorithm>
#include <iterator>

namespace kith::disclose {

int& variable_of(Cell& cell, Quantity quantity) {
  return quantity == Quantity::Base ? cell.base : quantity == Quantity::Numerator ? cell.numerator : cell.complement;
}

int SystemBuilder::add_variable(Quantity quantity, std::int64_t truth) {
  system_.variables.push_back({truth, quantity, 0, {}, {}});
  return static_cast<int>(system_.variables.size()) - 1;
}

int SystemBuilder::add_cell(Cell cell, const Counts& counts) {
  if (counts.base) {
    cell.base = add_variable(Quantity::Base, *counts.base);
  }
  if (counts.numerator) {
    cell.numerator = add_variable(Quantity::Numerator, *counts.numerator);
  }
  if (counts.base && counts.numerator) {
    cell.complement = add_variable(Quantity::Complement, *counts.base - *counts.numerator);
  }
  system_.cells.push_back(std::move(cell));
  return static_cast<int>(system_.cells.size()) - 1;
}

int SystemBuilder::add_unseen(std::string id, const Counts& counts) {
  const int added = add_cell({.id = std::move(id), .refused = refuse(counts, rules_), .past = {}}, counts);
  relate_complement(added);
  return added;
}

int SystemBuilder::add_people(std::string id, std::int64_t people) {
  return cell(add_unseen(std::move(id), {std::nullopt, people})).numerator;
}

void SystemBuilder::unite(int a, int b, Quantity quantity) {
  int& mine = variable_of(cell(a), quantity);
  const int other = variable(b, quantity);
  if (mine != no_variable && other != no_variable && truth(mine) == truth(other)) {
    mine = other;
  }
}

void SystemBuilder::tell_least(int index, Quantity quantity, std::int64_t people) {
  const int count = variable(index, quantity);
  if (count != no_variable && truth(count) >= people) {
    std::int64_t& least = system_.variables[static_cast<std::size_t>(count)].at_least;
    least = std::max(least, people);
  }
}

void SystemBuilder::relate(std::vector<int> parts, int total) {
  std::int64_t rest = truth(total);
  for (const int part : parts) {
    rest -= truth(part);
  }
  std::ranges::sort(parts);
  if (rest != 0 || std::ranges::binary_search(parts, total) || !related_.emplace(parts, total).second) {
    return;
  }
  const int index = static_cast<int>(system_.relations.size());
  for (const int part : parts) {
    system_.variables[static_cast<std::size_t>(part)].relations.push_back(index);
  }
  system_.variables[static_cast<std::size_t>(total)].relations.push_back(index);
  system_.relations.push_back({std::move(parts), total});
}

void SystemBuilder::relate_complement(int index) {
  const Cell& share = cell(index);
  if (share.complement != no_variable) {
    relate({share.numerator, share.complement}, share.base);
  }
}

std::optional<SystemBuilder::Addition> SystemBuilder::add_up(const std::vector<int>& cells, Quantity quantity,
                                                             int total) {
  if (total == no_variable) {
    return std::nullopt;
  }
  Addition addition{{}, truth(total)};
  for (const int part : cells) {
    const int count = variable(part, quantity);
    if (count == no_variable) {
      return std::nullopt;
    }
    addition.parts.push_back(count);
    addition.rest -= truth(count);
  }
  return addition;
}

std::vector<int> SystemBuilder::variables_of(int total, const std::vector<int>& parts) {
  std::vector<int> variables;
  for (const int part : parts) {
    for (const Quantity quantity : quantities) {
      variables.push_back(variable(part, quantity));
    }
  }
  std::ranges::sort(variables);
  for (const Quantity quantity : quantities) {
    variables.push_back(variable(total, quantity));
  }
  return variables;
}

void SystemBuilder::relate_cells(int total, const std::vector<int>& parts, const std::string& rest_id) {
  if (!summed_.insert(variables_of(total, parts)).second) {
    return;
  }
  std::array<std::optional<Addition>, 3> additions;
  for (const Quantity quantity : quantities) {
    additions[static_cast<std::size_t>(quantity)] = add_up(parts, quantity, variable(total, quantity));
  }
  auto& [bases, numerators, complements] = additions;
  if (bases && bases->rest < 0) {
    return;
  }
  if ((numerators && numerators->rest < 0) || (complements && complements->rest < 0)) {
    numerators.reset();
    complements.reset();
  }
  const auto rest_of = [](const std::optional<Addition>& addition) -> std::optional<std::int64_t> {
    return addition ? std::optional(addition->rest) : std::nullopt;
  };
  const Counts rest{rest_of(bases), rest_of(numerators)};
  const bool some = rest.base.value_or(0) > 0 || rest.numerator.value_or(0) > 0;
  const int rest_cell = some ? add_unseen(rest_id, rest) : -1;
  for (const Quantity quantity : quantities) {
    if (auto& addition = additions[static_cast<std::size_t>(quantity)]) {
      if (rest_cell >= 0) {
        addition->parts.push_back(variable(rest_cell, quantity));
      }
      relate(std::move(addition->parts), variable(total, quantity));
    }
  }
}

// A figure that stands twice in the release is one part.
std::vector<int> SystemBuilder::different_of(const std::vector<int>& cells) {
  std::vector<int> different;
  std::set<int> seen;
  std::ranges::copy_if(cells, std::back_inserter(different),
                       [&](int part) { return seen.insert(cell(part).numerator).second; });
  return different;
}

std::vector<int> SystemBuilder::relate_numerators(const std::vector<int>& cells, int total,
                                                  const std::string& rest_id) {
  auto addition = add_up(different_of(cells), Quantity::Numerator, total);
  if (!addition || addition->rest < 0) {
    return {};
  }
  if (addition->rest > 0) {
    addition->parts.push_back(add_people(rest_id, addition->rest));
  }
  relate(addition->parts, total);
  return addition->parts;
}

void SystemBuilder::relate_ticks(const std::vector<int>& cells, int base, const std::string& of) {
  auto addition = add_up(different_of(cells), Quantity::Numerator, base);
  if (!addition || addition->rest > 0) {
    return;
  }
  Cell further{.id = "what was ticked besides of " + of, .refused = {}, .past = {}};  // ticks, not people: no rule
  relate_more(std::move(addition->parts), base,
              cell(add_cell(std::move(further), {std::nullopt, -addition->rest})).numerator, of);
}

void SystemBuilder::relate_union(int one, int other, int either, const std::string& id) {
  if (const std::int64_t both = truth(one) + truth(other) - truth(either); both >= 0) {
    relate_more({one, other}, either, add_people(id, both), id);
  }
}

void SystemBuilder::relate_more(std::vector<int> parts, int total, int further, const std::string& of) {
  Cell sum{.id = "all sums of " + of, .refused = {}, .past = {}};
  const int all = cell(add_cell(std::move(sum), {std::nullopt, truth(total) + truth(further)})).numerator;
  relate(std::move(parts), all);
  relate({total, further}, all);
}

System SystemBuilder::take() && {
  for (std::size_t index = 0; index < system_.cells.size(); ++index) {
    for (const Quantity quantity : quantities) {
      if (const int count = variable_of(system_.cells[index], quantity); count != no_variable) {
        system_.variables[static_cast<std::size_t>(count)].cells.push_back(static_cast<int>(index));
      }
    }
  }
  return std::move(system_);
}

}  // namespace kith::disclose
