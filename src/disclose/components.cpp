#include "disclose/components.h"

#include <cstddef>
#include <map>
#include <numeric>
#include <utility>

#include "disclose/at.h"

namespace kith::disclose {

namespace {

// For every variable the first of those that sums connect it with (union-find).
std::vector<int> roots_of(const System& system) {
  std::vector<int> root(system.variables.size());
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&](int variable) {
    while (root[at(variable)] != variable) {
      root[at(variable)] = root[at(root[at(variable)])];
      variable = root[at(variable)];
    }
    return variable;
  };
  for (const Relation& relation : system.relations) {
    for (const int part : relation.parts) {
      root[at(find(part))] = find(relation.total);
    }
  }
  for (std::size_t variable = 0; variable < root.size(); ++variable) {
    root[variable] = find(static_cast<int>(variable));
  }
  return root;
}

}  // namespace

std::vector<System> components_of(const System& system) {
  const std::vector<int> root = roots_of(system);
  std::vector<System> components;
  std::map<int, std::size_t> index_of_root;
  std::vector<int> local(system.variables.size(), no_variable);
  const auto component_of = [&](int variable) -> System& {
    const auto [known, fresh] = index_of_root.emplace(root[at(variable)], components.size());
    if (fresh) {
      components.emplace_back();
    }
    return components[known->second];
  };
  for (std::size_t variable = 0; variable < system.variables.size(); ++variable) {
    const Variable& counted = system.variables[variable];
    if (!counted.relations.empty()) {
      System& component = component_of(static_cast<int>(variable));
      local[variable] = static_cast<int>(component.variables.size());
      component.variables.push_back({counted.truth, counted.quantity, counted.at_least, {}, {}});
    }
  }
  for (const Relation& relation : system.relations) {
    System& component = component_of(relation.total);
    const int index = static_cast<int>(component.relations.size());
    Relation moved{{}, local[at(relation.total)]};
    for (const int part : relation.parts) {
      moved.parts.push_back(local[at(part)]);
      component.variables[at(local[at(part)])].relations.push_back(index);
    }
    component.variables[at(moved.total)].relations.push_back(index);
    component.relations.push_back(std::move(moved));
  }
  for (const Cell& cell : system.cells) {
    const int any = cell.base != no_variable ? cell.base : cell.numerator;
    if (any == no_variable || local[at(any)] == no_variable) {
      continue;
    }
    System& component = component_of(any);
    const int index = static_cast<int>(component.cells.size());
    Cell moved = cell;
    for (int* variable : {&moved.base, &moved.numerator, &moved.complement}) {
      if (*variable != no_variable) {
        *variable = local[at(*variable)];
        component.variables[at(*variable)].cells.push_back(index);
      }
    }
    component.cells.push_back(std::move(moved));
  }
  return components;
}

}  // namespace kith::disclose
