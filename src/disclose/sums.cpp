#include "disclose/sums.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "disclose/answer_sets.h"
#include "disclose/domains.h"

namespace kith::disclose {

namespace {

using finding::Finding;

constexpr std::array quantities{Quantity::Base, Quantity::Numerator, Quantity::Complement};

int& variable_of(Cell& cell, Quantity quantity) {
  return quantity == Quantity::Base ? cell.base : quantity == Quantity::Numerator ? cell.numerator : cell.complement;
}

// Figures of the same thing, that differ only in their domain.
using Series = std::tuple<finding::Kind, std::string, std::string, std::string, std::string>;

Series series_of(const Finding& finding) {
  return {finding.kind, finding.indicator, finding.measure, finding.category, finding.population};
}

class Builder {
 public:
  Builder(const Releases& releases, const Rules& rules)
      : releases_(releases), findings_(releases.findings), rules_(rules), domains_(releases.nestings) {}

  System build() {
    const std::vector<Sum>& sums = releases_.sums;
    add_findings();
    share_bases(sums);
    for (std::size_t cell = 0; cell < findings_.size(); ++cell) {
      relate_complement(static_cast<int>(cell));
    }
    add_domain_sums(series_);
    if (releases_.present < findings_.size()) {
      for (const auto& [release, series] : series_of_release_) {
        add_domain_sums(series);  // as it was read when nothing else was there
      }
    }
    add_option_sums();
    add_answer_sums();
    add_explicit_sums(sums);
    relate_states();
    for (std::size_t cell = 0; cell < system_.cells.size(); ++cell) {
      for (const Quantity quantity : quantities) {
        if (const int variable = variable_of(system_.cells[cell], quantity); variable != no_variable) {
          system_.variables[static_cast<std::size_t>(variable)].cells.push_back(static_cast<int>(cell));
        }
      }
    }
    return std::move(system_);
  }

 private:
  Cell& cell(int index) { return system_.cells[static_cast<std::size_t>(index)]; }
  std::int64_t truth(int variable) const { return system_.variables[static_cast<std::size_t>(variable)].truth; }

  int add_variable(Quantity quantity, std::int64_t truth) {
    system_.variables.push_back({truth, quantity, {}, {}});
    return static_cast<int>(system_.variables.size()) - 1;
  }

  int add_cell(Cell cell, const Counts& counts) {
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

  void add_findings() {
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      const Finding& finding = findings_[i];
      const auto past = i < releases_.present ? nullptr : releases_.pasts[i - releases_.present];
      const int added = add_cell({.finding = static_cast<int>(i),
                                  .id = finding.id,
                                  .headline = finding.by.empty(),
                                  .refused = past && past->shown() ? std::nullopt : refuse(finding, rules_),
                                  .past = past},
                                 counts_of(finding));
      const int domain = domains_.index_of(finding);
      states_[{series_of(finding), domains_.index_of(without_state(finding))}].push_back(added);
      by_id_.emplace(finding.id, added);
      series_of_release_[past ? past->release : ""][series_of(finding)].emplace(domain, added);
      const auto [first, fresh] = series_[series_of(finding)].emplace(domain, added);
      if (!fresh) {  // the same figure twice: the same counts
        unite(added, first->second, Quantity::Base);
        unite(added, first->second, Quantity::Numerator);
        unite(added, first->second, Quantity::Complement);
      }
      if (!finding.category.empty()) {
        questions_[{finding.kind, finding.indicator, finding.measure, finding.population, domain}].push_back(added);
      }
      if (Told told = told_by(finding.answers); finding.kind == finding::Kind::Share && !told.all.empty()) {
        answers_[{finding.answers.question, finding.population, domain}].push_back({added, std::move(told)});
      }
      if (!finding.whole.empty()) {
        wholes_[{finding.whole, finding.population, domain}].push_back(added);
      }
    }
  }

  // The same figure whichever state of the data it is of.
  static Finding without_state(const Finding& finding) {
    Finding plain;
    plain.wave = finding.wave;
    std::ranges::copy_if(finding.by, std::back_inserter(plain.by),
                         [](const finding::Level& level) { return level.dimension != earlier_release; });
    return plain;
  }

  // Two cells rest on one count, if their counts agree.
  void unite(int a, int b, Quantity quantity) {
    int& mine = variable_of(cell(a), quantity);
    const int other = variable_of(cell(b), quantity);
    if (mine != no_variable && other != no_variable && truth(mine) == truth(other)) {
      mine = other;
    }
  }

  // The options of a question have one base, also where people ticked several.
  void share_bases(const std::vector<Sum>& sums) {
    for (const auto& [key, cells] : questions_) {
      for (const int member : cells) {
        unite(member, cells.front(), Quantity::Base);
      }
    }
    for (const auto& [key, cells] : wholes_) {
      for (const int member : cells) {
        unite(member, cells.front(), Quantity::Base);
      }
    }
    for (const auto& [key, figures] : answers_) {
      unite_answers(figures);
    }
    for (const Sum& sum : sums) {
      if (const auto total = by_id_.find(sum.total); total != by_id_.end()) {
        for (const std::string& id : sum.parts) {
          if (const auto part = by_id_.find(id); part != by_id_.end()) {
            unite(part->second, total->second, Quantity::Base);
          }
        }
      }
    }
  }

  // What the truth does not fit (options of one question with different bases) is no relation.
  void relate(std::vector<int> parts, int total) {
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

  void relate_complement(int index) {
    const Cell& share = cell(index);
    if (share.complement != no_variable) {
      relate({share.numerator, share.complement}, share.base);
    }
  }

  // The parts' counts of one kind, and what they leave of the total; nothing where a part has no such count.
  struct Addition {
    std::vector<int> parts;
    std::int64_t rest = 0;
  };
  std::optional<Addition> add_up(const std::vector<int>& cells, Quantity quantity, int total) {
    if (total == no_variable) {
      return std::nullopt;
    }
    Addition addition{{}, truth(total)};
    for (const int part : cells) {
      const int variable = variable_of(cell(part), quantity);
      if (variable == no_variable) {
        return std::nullopt;
      }
      addition.parts.push_back(variable);
      addition.rest -= truth(variable);
    }
    return addition;
  }

  std::vector<int> variables_of(int total, const std::vector<int>& parts) {
    std::vector<int> variables;
    for (const int part : parts) {
      for (const Quantity quantity : quantities) {
        variables.push_back(variable_of(cell(part), quantity));
      }
    }
    std::ranges::sort(variables);
    for (const Quantity quantity : quantities) {
      variables.push_back(variable_of(cell(total), quantity));
    }
    return variables;
  }

  // The parts and the rest of `total` in all their counts.
  void relate_cells(int total, const std::vector<int>& parts, const std::string& rest_id) {
    if (!summed_.insert(variables_of(total, parts)).second) {
      return;
    }
    std::array<std::optional<Addition>, 3> additions;
    for (const Quantity quantity : quantities) {
      additions[static_cast<std::size_t>(quantity)] = add_up(parts, quantity, variable_of(cell(total), quantity));
    }
    auto& [bases, numerators, complements] = additions;
    if (bases && bases->rest < 0) {
      return;  // they overlap
    }
    if ((numerators && numerators->rest < 0) || (complements && complements->rest < 0)) {
      numerators.reset();
      complements.reset();
    }
    const auto rest_of = [](const std::optional<Addition>& addition) -> std::optional<std::int64_t> {
      return addition ? std::optional(addition->rest) : std::nullopt;
    };
    const Counts rest{rest_of(bases), rest_of(numerators)};
    int rest_cell = -1;
    if (rest.base.value_or(0) > 0 || rest.numerator.value_or(0) > 0) {
      rest_cell = add_cell({.id = rest_id, .refused = refuse(rest, rules_), .past = {}}, rest);
      relate_complement(rest_cell);
    }
    for (const Quantity quantity : quantities) {
      if (auto& addition = additions[static_cast<std::size_t>(quantity)]) {
        if (rest_cell >= 0) {
          addition->parts.push_back(variable_of(cell(rest_cell), quantity));
        }
        relate(std::move(addition->parts), variable_of(cell(total), quantity));
      }
    }
  }

  using ManySeries = std::map<Series, std::map<int, int>>;  // domain -> cell

  void add_domain_sums(const ManySeries& series) {
    const std::vector<Partition> partitions = domains_.partitions();
    for (const auto& [key, cells] : series) {
      struct Added {
        const Partition* partition;
        std::vector<int> parts;
      };
      std::map<int, std::vector<Added>> by_whole;
      for (const Partition& partition : partitions) {
        Added added{&partition, {}};
        for (const int part : partition.parts) {
          if (const auto at = cells.find(part); at != cells.end()) {
            added.parts.push_back(at->second);
          }
        }
        if (!added.parts.empty()) {
          by_whole[partition.whole].push_back(std::move(added));
        }
      }
      for (const auto& [whole, sums] : by_whole) {
        const auto shown = cells.find(whole);
        if (shown == cells.end() && sums.size() < 2) {
          continue;
        }
        int total = shown == cells.end() ? -1 : shown->second;
        for (const Added& sum : sums) {
          if (total < 0) {
            total = add_unseen_total(sum.parts);
          }
          relate_cells(total, sum.parts, fmt::format("rest of {} by {}", cell(total).id, sum.partition->dimension));
        }
      }
    }
  }

  // A domain that no figure shows, as large as its parts along one dimension.
  int add_unseen_total(const std::vector<int>& parts) {
    const auto sum_of = [&](Quantity quantity) -> std::optional<std::int64_t> {
      std::int64_t sum = 0;
      for (const int part : parts) {
        const int variable = variable_of(cell(part), quantity);
        if (variable == no_variable) {
          return std::nullopt;
        }
        sum += truth(variable);
      }
      return sum;
    };
    return add_cell(
        {.id = fmt::format("a total over {} and others", cell(parts.front()).id), .refused = {}, .past = {}},
        {sum_of(Quantity::Base), sum_of(Quantity::Numerator)});
  }

  void add_option_sums() {
    for (const auto& [key, cells] : wholes_) {
      const std::vector<int> numerators =
          relate_numerators(cells, cell(cells.front()).base, fmt::format("rest of {}", cell(cells.front()).id));
      // Who did not choose an option chose one of the others.
      for (const int option : cells) {
        std::vector<int> others = numerators;
        std::erase(others, cell(option).numerator);
        if (!others.empty() && cell(option).complement != no_variable) {
          relate(std::move(others), cell(option).complement);
        }
      }
    }
  }

  // A figure that counts options of a question.
  struct Counting {
    int cell = 0;
    Told told;

    const Options& options(Quantity quantity) const {
      return quantity == Quantity::Base ? told.all : quantity == Quantity::Numerator ? told.counted : told.others;
    }
  };

  // The same options of one question are the same people.
  void unite_answers(const std::vector<Counting>& figures) {
    for (const Quantity quantity : quantities) {
      std::map<Options, int> first;
      for (const Counting& figure : figures) {
        unite(figure.cell, first.emplace(figure.options(quantity), figure.cell).first->second, quantity);
      }
    }
  }

  // Figures of one question, of whichever indicators: the options of one are summed already.
  void add_answer_sums() {
    const auto asked = [&](const Counting& figure) {
      const Finding& finding = findings_[static_cast<std::size_t>(cell(figure.cell).finding)];
      return std::pair(finding.indicator, finding.measure);
    };
    for (const auto& [key, figures] : answers_) {
      if (std::ranges::any_of(figures, [&](const Counting& one) { return asked(one) != asked(figures.front()); })) {
        add_answer_sums(figures);
      }
    }
  }

  void add_answer_sums(const std::vector<Counting>& figures) {
    CountedSets told_of;
    for (const Counting& figure : figures) {
      for (const Quantity quantity : quantities) {
        const int variable = variable_of(cell(figure.cell), quantity);
        if (variable == no_variable) {
          continue;
        }
        if (const int same = told_of.add(figure.options(quantity), variable); same != variable) {
          relate({variable}, same);  // those who chose these, and those who did not choose the others
        }
      }
    }
    const auto [entry, fresh] = answer_sums_.try_emplace(told_of.sets);
    if (fresh) {
      entry->second = answer_sums(std::move(told_of.sets));
    }
    const AnswerSums& found = entry->second;
    std::vector<int> variables = std::move(told_of.counts);  // by set
    variables.resize(found.sets.size(), no_variable);
    for (const AnswerSum& sum : found.sums) {
      const int total = variables[sum.total];
      std::vector<int> parts;
      std::int64_t left = total == no_variable ? -1 : truth(total);
      for (const std::size_t part : sum.parts) {
        if (left >= 0 && variables[part] == no_variable && part == sum.parts.back()) {
          variables[part] = add_other_answers(figures.front().cell, left);
        }
        left = left < 0 || variables[part] == no_variable ? -1 : left - truth(variables[part]);
        parts.push_back(variables[part]);
      }
      if (left == 0) {
        relate(std::move(parts), total);
      }
    }
  }

  int add_other_answers(int of, std::int64_t people) {
    const std::string id = fmt::format("other answers than {}", cell(of).id);
    const Counts rest{std::nullopt, people};
    return cell(add_cell({.id = id, .refused = refuse(rest, rules_), .past = {}}, rest)).numerator;
  }

  void add_explicit_sums(const std::vector<Sum>& sums) {
    for (const Sum& sum : sums) {
      const auto total = by_id_.find(sum.total);
      std::vector<int> parts;
      for (const std::string& id : sum.parts) {
        if (const auto part = by_id_.find(id); part != by_id_.end()) {
          parts.push_back(part->second);
        }
      }
      if (total != by_id_.end() && !parts.empty()) {
        relate_numerators(parts, cell(total->second).numerator, fmt::format("rest of {}", sum.total));
      }
    }
  }

  // One figure in different states of the data, each beside each: what changed between two is a cell too.
  void relate_states() {
    for (const auto& [key, cells] : states_) {
      for (std::size_t later = 0; later < cells.size(); ++later) {
        for (std::size_t earlier = later + 1; earlier < cells.size(); ++earlier) {
          if (!same_counts(cells[later], cells[earlier])) {
            relate_states(cells[earlier], cells[later]);
          }
        }
      }
    }
  }

  bool same_counts(int a, int b) {
    return std::ranges::all_of(quantities, [&](Quantity quantity) {
      return variable_of(cell(a), quantity) == variable_of(cell(b), quantity);
    });
  }

  void relate_states(int earlier, int later) {
    const std::string id = fmt::format("what changed in {} since {}", cell(later).id,
                                       cell(earlier).past ? cell(earlier).past->release : "");
    bool grown = true, shrunk = true;
    for (const Quantity quantity : quantities) {
      const int before = variable_of(cell(earlier), quantity), now = variable_of(cell(later), quantity);
      if (before != no_variable && now != no_variable) {
        grown = grown && truth(before) <= truth(now);
        shrunk = shrunk && truth(now) <= truth(before);
      }
    }
    if (grown) {
      relate_cells(later, {earlier}, id);
    } else if (shrunk) {
      relate_cells(earlier, {later}, id);
    } else {
      for (const Quantity quantity : quantities) {
        relate_counts(variable_of(cell(earlier), quantity), variable_of(cell(later), quantity), id);
      }
    }
  }

  // Some came and others went: each count has a change of its own.
  void relate_counts(int a, int b, const std::string& id) {
    if (a == no_variable || b == no_variable) {
      return;
    }
    const auto [less, more] = truth(a) <= truth(b) ? std::pair(a, b) : std::pair(b, a);
    std::vector<int> parts{less};
    if (const std::int64_t change = truth(more) - truth(less); change > 0) {
      const Counts counts{std::nullopt, change};
      parts.push_back(cell(add_cell({.id = id, .refused = refuse(counts, rules_), .past = {}}, counts)).numerator);
    }
    relate(std::move(parts), more);
  }

  // Numerators that partition one count; a rest is options that are not shown. Returns them all, or none when they
  // overlap.
  std::vector<int> relate_numerators(const std::vector<int>& cells, int total, const std::string& rest_id) {
    std::vector<int> different;  // a figure that stands twice in the release is one part
    std::set<int> seen;
    std::ranges::copy_if(cells, std::back_inserter(different),
                         [&](int part) { return seen.insert(cell(part).numerator).second; });
    auto addition = add_up(different, Quantity::Numerator, total);
    if (!addition || addition->rest < 0) {
      return {};
    }
    if (addition->rest > 0) {
      const Counts rest{std::nullopt, addition->rest};
      const int rest_cell = add_cell({.id = rest_id, .refused = refuse(rest, rules_), .past = {}}, rest);
      addition->parts.push_back(cell(rest_cell).numerator);
    }
    relate(addition->parts, total);
    return addition->parts;
  }

  const Releases& releases_;
  const std::vector<Finding>& findings_;
  const Rules& rules_;
  Domains domains_;
  System system_;
  std::map<std::string, int> by_id_;
  ManySeries series_;
  std::map<std::string, ManySeries> series_of_release_;
  std::set<std::vector<int>> summed_;  // variables of the total and, in order, of the parts
  std::map<std::pair<Series, int>, std::vector<int>> states_;
  std::map<std::tuple<finding::Kind, std::string, std::string, std::string, int>, std::vector<int>> questions_;
  std::map<std::tuple<std::string, std::string, int>, std::vector<int>> wholes_;
  std::map<std::tuple<std::string, std::string, int>, std::vector<Counting>> answers_;
  std::map<std::vector<Options>, AnswerSums> answer_sums_;  // most domains ask about the same sets
  std::set<std::pair<std::vector<int>, int>> related_;
};

}  // namespace

const Rules& rules_of(const Cell& cell, const Rules& present) {
  return cell.past ? cell.past->rules : present;
}

System system_of(const Releases& releases, const Rules& rules) {
  return Builder(releases, rules).build();
}

System system_of(const std::vector<Finding>& findings, const std::vector<Nesting>& nestings,
                 const std::vector<Sum>& sums, const Rules& rules) {
  return system_of(together(findings, nestings, sums, {}), rules);
}

}  // namespace kith::disclose
