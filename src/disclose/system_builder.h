// The cells, counts and relations of a release while they are gathered (sums.h): what each is, once, however many sums
// lead to it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "disclose/rules.h"
#include "disclose/sums.h"

namespace kith::disclose {

inline constexpr std::array quantities{Quantity::Base, Quantity::Numerator, Quantity::Complement};

int& variable_of(Cell& cell, Quantity quantity);

class SystemBuilder {
 public:
  explicit SystemBuilder(const Rules& rules) : rules_(rules) {}

  Cell& cell(int index) { return system_.cells[static_cast<std::size_t>(index)]; }
  int variable(int index, Quantity quantity) { return variable_of(cell(index), quantity); }
  std::int64_t truth(int variable) const { return system_.variables[static_cast<std::size_t>(variable)].truth; }

  // With a variable for each count that it has, and a complement where it has both. Returns the index of the cell.
  int add_cell(Cell cell, const Counts& counts);
  // A cell that nobody sees, subject to the primary rules. Where it has a base its counts are related.
  int add_unseen(std::string id, const Counts& counts);
  // The numerator of a cell that nobody sees and that is nothing but so many people.
  int add_people(std::string id, std::int64_t people);

  // Two cells rest on one count, if their counts agree.
  void unite(int a, int b, Quantity quantity);

  // Readers know that the count is not lower; nothing where it is, since somebody was taken out.
  void tell_least(int index, Quantity quantity, std::int64_t people);

  // The parts add up to the total. What the truth does not fit (options of one question with different bases) is no
  // relation, and neither is one that stands already.
  void relate(std::vector<int> parts, int total);
  void relate_complement(int index);
  // The parts and the rest of `total` in all their counts; nothing where their bases exceed it, since they overlap.
  void relate_cells(int total, const std::vector<int>& parts, const std::string& rest_id);
  // Cells whose numerators part the count `total`; a rest is options that are not shown. Returns all numerators, or
  // none where they overlap.
  std::vector<int> relate_numerators(const std::vector<int>& cells, int total, const std::string& rest_id);

  // Cells whose numerators count what the people of `base` ticked, each at least one thing: what they ticked beyond
  // that is a count like any other, but not of people. Nothing where somebody ticked none.
  void relate_ticks(const std::vector<int>& cells, int base, const std::string& of);
  // Two sets of people and their union, as counts: those in both are a cell that nobody sees.
  void relate_union(int one, int other, int either, const std::string& id);

  // The system, each variable with the cells that rest on it.
  System take() &&;

 private:
  // The parts' counts of one kind, and what they leave of the total; nothing where a part has no such count.
  struct Addition {
    std::vector<int> parts;
    std::int64_t rest = 0;
  };
  // Parts that come to more than the total: by as much as `further`, which readers do not know either.
  void relate_more(std::vector<int> parts, int total, int further, const std::string& of);
  std::vector<int> different_of(const std::vector<int>& cells);
  std::optional<Addition> add_up(const std::vector<int>& cells, Quantity quantity, int total);
  std::vector<int> variables_of(int total, const std::vector<int>& parts);
  int add_variable(Quantity quantity, std::int64_t truth);

  const Rules& rules_;
  System system_;
  std::set<std::vector<int>> summed_;  // variables of the total and, in order, of the parts
  std::set<std::pair<std::vector<int>, int>> related_;
};

}  // namespace kith::disclose
