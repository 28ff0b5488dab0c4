#include "disclose/sums.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "disclose/answer_cells.h"
#include "disclose/attribution.h"
#include "disclose/bounds.h"
#include "disclose/domains.h"
#include "disclose/system_builder.h"

namespace kith::disclose {

namespace {

using finding::Finding;

// Figures of the same thing, that differ only in their domain.
using Series = std::tuple<finding::Kind, std::string, std::string, std::string, std::string>;

Series series_of(const Finding& finding) {
  return {finding.kind, finding.indicator, finding.measure, finding.category, finding.population};
}

class Builder {
 public:
  Builder(const Releases& releases, const Rules& rules)
      : releases_(releases),
        findings_(releases.findings),
        rules_(rules),
        domains_(releases.nestings),
        system_(rules),
        answer_cells_(system_) {}

  System build() {
    add_findings();
    share_bases();
    tell_of_rows();
    for (std::size_t cell = 0; cell < findings_.size(); ++cell) {
      system_.relate_complement(static_cast<int>(cell));
    }
    add_domain_sums(series_);
    if (releases_.present < findings_.size()) {
      for (const auto& [release, series] : series_of_release_) {
        add_domain_sums(series);  // as it was read when nothing else was there
      }
    }
    add_option_sums();
    for (const auto& [key, figures] : answers_) {
      answer_cells_.add_sums(figures);
    }
    for (const auto& [key, figures] : several_) {
      answer_cells_.add_overlaps(figures);
    }
    add_explicit_sums();
    relate_states();
    System system = std::move(system_).take();
    tell_of_sums(system);
    return system;
  }

 private:
  void add_findings() {
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      const Finding& finding = findings_[i];
      const auto past = i < releases_.present ? nullptr : releases_.pasts[i - releases_.present];
      const int added = system_.add_cell({.finding = static_cast<int>(i),
                                          .id = finding.id,
                                          .headline = finding.by.empty(),
                                          .refused = past && past->shown() ? std::nullopt : refuse(finding, rules_),
                                          .past = past},
                                         counts_of(finding));
      if (const auto named = releases_.told_by_quotes.find(group_of(finding));
          finding.kind == finding::Kind::Count && named != releases_.told_by_quotes.end()) {
        system_.tell_least(added, Quantity::Numerator, named->second);
      }
      const int domain = domains_.index_of(finding), in_any_state = domains_.index_of(without_state(finding));
      const Told told = told_by(finding.answers);
      states_[{series_of(finding), in_any_state}].push_back(added);
      by_id_.emplace(finding.id, added);
      series_of_release_[past ? past->release : ""][series_of(finding)].emplace(domain, added);
      const auto [first, fresh] = series_[series_of(finding)].emplace(domain, added);
      for (const Quantity quantity : quantities) {
        if (!fresh) {  // the same figure twice: the same counts
          system_.unite(added, first->second, quantity);
        }
      }
      if (finding.kind != finding::Kind::Count) {
        bases_[{finding.population, base_name(finding), domain}].push_back(added);
        add_to_states(added, told, in_any_state);
      }
      if (const std::string people = people_of(finding, told); !people.empty()) {
        system_.unite(added, crossed_.emplace(people, added).first->second, Quantity::Numerator);
      }
      if (!finding.category.empty()) {
        questions_[{finding.kind, finding.indicator, finding.measure, finding.population, domain}].push_back(added);
      }
      if (finding.kind != finding::Kind::Count && !told.all.empty()) {
        answers_[{finding.answers.question, finding.population, domain}].push_back({added, &finding, told});
      }
      if (finding.kind == finding::Kind::Share && finding.answers.of.empty() && !finding.answers.options.empty()) {
        several_[{finding.answers.question, finding.population, domain}].push_back({added, &finding, told});
      }
      if (!finding.whole.empty()) {
        wholes_[{finding.whole, finding.population, domain}].push_back(added);
      }
    }
  }

  void add_to_states(int index, const Told& told, int domain) {
    const Finding& finding = findings_[static_cast<std::size_t>(index)];
    const auto add = [&](const Options& options, Quantity quantity) {
      people_states_[{finding.population, base_name(finding), options, domain}].emplace_back(index, quantity);
    };
    add({}, Quantity::Base);
    if (!told.all.empty()) {
      add(told.counted, Quantity::Numerator);
      add(told.others, Quantity::Complement);
    }
  }

  // The people that a share of one option counts: those of one answer among those of another are the same, whichever
  // of the two the table is broken down by. Empty: more than one option.
  static std::string people_of(const Finding& finding, const Told& told) {
    if (finding.kind != finding::Kind::Share || told.counted.size() != 1) {
      return {};
    }
    std::vector<finding::Level> both = finding.by;
    both.push_back({finding.answers.question, told.counted.front(), {}});
    std::string state;
    for (const finding::Level& level : finding.by) {
      state += level.dimension == earlier_release ? level.code : "";
    }
    return group_of(finding.population, finding.wave, both) + '\n' + state;
  }

  // A table has no row for groups that nobody is in, unless one of its rows is of nobody: a row tells of somebody.
  void tell_of_rows() {
    const auto table_of = [&](const Finding& finding, std::size_t i) {
      std::string table = (i < releases_.present ? "" : releases_.pasts[i - releases_.present]->release) + '\n' +
                          finding.population + (finding.kind == finding::Kind::Count ? "\ncount" : "");
      std::set<std::string> dimensions;
      std::ranges::transform(finding.by, std::inserter(dimensions, dimensions.end()), &finding::Level::dimension);
      for (const std::string& dimension : dimensions) {
        table.append(1, '\n').append(dimension);
      }
      return table;
    };
    const auto quantity_of = [](const Finding& finding) {
      return finding.kind == finding::Kind::Count ? Quantity::Numerator : Quantity::Base;
    };
    std::set<std::string> with_nobody;
    std::vector<std::string> tables;
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      tables.push_back(table_of(findings_[i], i));
      const int count = system_.variable(static_cast<int>(i), quantity_of(findings_[i]));
      if (count != no_variable && system_.truth(count) == 0) {
        with_nobody.insert(tables[i]);
      }
    }
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      if (!findings_[i].by.empty() && !with_nobody.contains(tables[i])) {
        system_.tell_least(static_cast<int>(i), quantity_of(findings_[i]), 1);
      }
    }
  }

  // A total has as many people as its rows tell of, whatever is withheld.
  static void tell_of_sums(System& system) {
    std::vector<Range> ranges;
    std::vector<int> all;
    for (const Variable& variable : system.variables) {
      all.push_back(static_cast<int>(all.size()));
      ranges.push_back({variable.at_least, unbounded});
    }
    propagate(system, all, ranges);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      system.variables[i].at_least = std::min(ranges[i].low, system.variables[i].truth);
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

  // The options of a question have one base, also where people ticked several.
  void share_bases() {
    const auto share = [&](const std::vector<int>& cells, int with) {
      std::ranges::for_each(cells, [&](int member) { system_.unite(member, with, Quantity::Base); });
    };
    for (const auto& [key, cells] : questions_) {
      share(cells, cells.front());
    }
    for (const auto& [key, cells] : wholes_) {
      share(cells, cells.front());
    }
    for (const auto& [key, cells] : bases_) {
      share(cells, cells.front());
    }
    for (const auto& [key, figures] : answers_) {
      answer_cells_.unite(figures);
    }
    for (const Sum& sum : releases_.sums) {
      if (const auto total = by_id_.find(sum.total); total != by_id_.end()) {
        share(cells_of(sum.parts), total->second);
      }
    }
  }

  // Those that are in the release.
  std::vector<int> cells_of(const std::vector<std::string>& ids) const {
    std::vector<int> cells;
    for (const std::string& id : ids) {
      if (const auto known = by_id_.find(id); known != by_id_.end()) {
        cells.push_back(known->second);
      }
    }
    return cells;
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
          system_.relate_cells(total, sum.parts,
                               fmt::format("rest of {} by {}", system_.cell(total).id, sum.partition->dimension));
        }
      }
    }
  }

  // A domain that no figure shows, as large as its parts along one dimension.
  int add_unseen_total(const std::vector<int>& parts) {
    const auto sum_of = [&](Quantity quantity) -> std::optional<std::int64_t> {
      std::int64_t sum = 0;
      for (const int part : parts) {
        const int count = system_.variable(part, quantity);
        if (count == no_variable) {
          return std::nullopt;
        }
        sum += system_.truth(count);
      }
      return sum;
    };
    return system_.add_cell(
        {.id = fmt::format("a total over {} and others", system_.cell(parts.front()).id), .refused = {}, .past = {}},
        {sum_of(Quantity::Base), sum_of(Quantity::Numerator)});
  }

  void add_option_sums() {
    for (const auto& [key, cells] : wholes_) {
      const Cell& first = system_.cell(cells.front());
      const int base = first.base;
      const std::vector<int> numerators = system_.relate_numerators(cells, base, fmt::format("rest of {}", first.id));
      // Who did not choose an option chose one of the others.
      for (const int option : cells) {
        std::vector<int> others = numerators;
        std::erase(others, system_.cell(option).numerator);
        if (!others.empty() && system_.cell(option).complement != no_variable) {
          system_.relate(std::move(others), system_.cell(option).complement);
        }
      }
    }
    for (const auto& [key, cells] : questions_) {
      const Cell& first = system_.cell(cells.front());
      const Finding& finding = findings_[static_cast<std::size_t>(first.finding)];
      if (finding.whole.empty() && finding.kind == finding::Kind::Share && cells.size() > 1) {
        system_.relate_ticks(cells, first.base, first.id);
      }
    }
  }

  void add_explicit_sums() {
    for (const Sum& sum : releases_.sums) {
      const auto total = by_id_.find(sum.total);
      const std::vector<int> parts = cells_of(sum.parts);
      if (total != by_id_.end() && !parts.empty()) {
        system_.relate_numerators(parts, system_.cell(total->second).numerator, fmt::format("rest of {}", sum.total));
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
    for (const auto& [key, counts] : people_states_) {
      relate_people(counts);
    }
  }

  // Who came to a question or to some options of it, or left, between two states, whichever of its figures they showed.
  void relate_people(const std::vector<std::pair<int, Quantity>>& counts) {
    for (const auto& [later, as_now] : counts) {
      for (const auto& [earlier, as_then] : counts) {
        const int now = system_.variable(later, as_now), then = system_.variable(earlier, as_then);
        if (later < earlier && now != then && now != no_variable && then != no_variable &&
            changed_.emplace(now, then).second) {
          relate_counts(then, now, changed_since(earlier, later));
        }
      }
    }
  }

  bool same_counts(int a, int b) {
    return std::ranges::all_of(
        quantities, [&](Quantity quantity) { return system_.variable(a, quantity) == system_.variable(b, quantity); });
  }

  std::string changed_since(int earlier, int later) {
    const Cell& before = system_.cell(earlier);
    return fmt::format("what changed in {} since {}", system_.cell(later).id, before.past ? before.past->release : "");
  }

  void relate_states(int earlier, int later) {
    const std::string id = changed_since(earlier, later);
    for (const Quantity quantity : quantities) {
      changed_.emplace(system_.variable(later, quantity), system_.variable(earlier, quantity));
    }
    bool grown = true, shrunk = true;
    for (const Quantity quantity : quantities) {
      const int then = system_.variable(earlier, quantity), now = system_.variable(later, quantity);
      if (then != no_variable && now != no_variable) {
        grown = grown && system_.truth(then) <= system_.truth(now);
        shrunk = shrunk && system_.truth(now) <= system_.truth(then);
      }
    }
    if (grown) {
      system_.relate_cells(later, {earlier}, id);
    } else if (shrunk) {
      system_.relate_cells(earlier, {later}, id);
    } else {
      for (const Quantity quantity : quantities) {
        relate_counts(system_.variable(earlier, quantity), system_.variable(later, quantity), id);
      }
    }
  }

  // Some came and others went: each count has a change of its own.
  void relate_counts(int a, int b, const std::string& id) {
    if (a == no_variable || b == no_variable) {
      return;
    }
    const auto [less, more] = system_.truth(a) <= system_.truth(b) ? std::pair(a, b) : std::pair(b, a);
    std::vector<int> parts{less};
    if (const std::int64_t change = system_.truth(more) - system_.truth(less); change > 0) {
      parts.push_back(system_.add_people(id, change));
    }
    system_.relate(std::move(parts), more);
  }

  const Releases& releases_;
  const std::vector<Finding>& findings_;
  const Rules& rules_;
  Domains domains_;
  SystemBuilder system_;
  AnswerCells answer_cells_;
  std::map<std::string, int> by_id_;
  ManySeries series_;
  std::map<std::string, ManySeries> series_of_release_;
  std::map<std::pair<Series, int>, std::vector<int>> states_;
  std::map<std::tuple<std::string, std::string, int>, std::vector<int>> bases_;
  // By population, base, options of it, and domain.
  std::map<std::tuple<std::string, std::string, Options, int>, std::vector<std::pair<int, Quantity>>> people_states_;
  std::set<std::pair<int, int>> changed_;  // counts of two states that are related
  std::map<std::string, int> crossed_;     // people_of -> cell
  std::map<std::tuple<finding::Kind, std::string, std::string, std::string, int>, std::vector<int>> questions_;
  std::map<std::tuple<std::string, std::string, int>, std::vector<int>> wholes_;
  std::map<std::tuple<std::string, std::string, int>, std::vector<Counting>> answers_;
  std::map<std::tuple<std::string, std::string, int>, std::vector<Counting>> several_;  // questions that allow several
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
