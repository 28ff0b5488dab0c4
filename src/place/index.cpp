#include "place/index.h"

#include <algorithm>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "data/import.h"
#include "place/cell_text.h"

namespace kith::place {

namespace {

struct Row {
  std::string code;
  double rank = 0;
  std::optional<double> decile, score;
};

bool is_area_of(const Definition& definition, const Library& library, std::string_view code) {
  return std::ranges::any_of(definition.vintages,
                             [&](const std::string& vintage) { return library.vintage(vintage).holds(code); });
}

// Collects what is wrong with one file.
class Reading {
 public:
  Reading(const data::Table& table, const data::Lines& lines, const Definition& definition, const Library& library)
      : table_(table), lines_(lines), definition_(definition), library_(library) {}

  Index read(const Population* population) {
    rows_of_table();
    problems_.throw_if_any();
    check_codes();
    problems_.throw_if_any();
    std::ranges::stable_sort(rows_, {}, &Row::rank);
    check_order();
    check_scores();
    problems_.throw_if_any();
    Index index;
    index.definition = definition_;
    index.file = table_.source;
    for (const Row& row : rows_) {
      index.codes.push_back(row.code);
      index.ranks.push_back(row.rank);
    }
    if (population != nullptr) {
      index.population = population_of(*population);
    }
    index.deciles = deciles(index);
    problems_.throw_if_any();
    index.deciles_checked = rows_.front().decile.has_value();
    return index;
  }

 private:
  const data::Column* wanted(const std::vector<std::string>& names, std::string_view what) {
    const data::Column* column = find_column(table_, names);
    if (column == nullptr) {
      problems_.add("no-column", fmt::format("`{}` has no column of {}", definition_.id, what), {table_.source, 0},
                    fmt::format("it is called one of: {}; the file has: {}", text::join(names, ", "),
                                text::join(table_.names(), ", ")));
    }
    return column;
  }

  // A file of another vintage often says so in its heading.
  const data::Column* column_of_areas() {
    const data::Column* const found = find_column(table_, definition_.code);
    for (const Vintage& vintage : library_.vintages) {
      const data::Column* const other = find_column(table_, vintage.columns);
      const bool own = std::ranges::find(definition_.vintages, vintage.id) != definition_.vintages.end();
      if (found == nullptr && other != nullptr && !own) {
        const CellText codes(*other);
        const std::vector<std::string> first{std::string(table_.rows() > 0 ? codes.at(0) : std::string_view())};
        problems_.add("wrong-vintage",
                      fmt::format("`{}` is bound to {}, and the file's areas are {} (its column `{}`)", definition_.id,
                                  vintages_text(definition_, library_), vintage.title, other->name),
                      {table_.source, 0}, other_index(first));
        return nullptr;
      }
    }
    return wanted(definition_.code, "areas");
  }

  void rows_of_table() {
    const data::Column* const code = column_of_areas();
    const data::Column* const rank = wanted(definition_.rank, "ranks");
    const data::Column* const decile = find_column(table_, definition_.decile);
    const data::Column* const score = find_column(table_, definition_.score);
    if (code == nullptr || rank == nullptr) {
      return;
    }
    const CellText codes(*code);
    std::vector<std::string> strange;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      Row one{std::string(codes.at(row)), rank->number_at(row).value_or(0), {}, {}};
      if (one.code.empty()) {
        continue;
      }
      if (!is_area_of(definition_, library_, one.code)) {
        strange.push_back(one.code);
        continue;
      }
      if (!rank->number_at(row)) {
        problems_.add("no-rank", fmt::format("area {} has no rank", one.code), where(row), "export the file again");
      }
      if (decile != nullptr) {
        one.decile = decile->number_at(row).value_or(0);
      }
      one.score = score != nullptr ? score->number_at(row) : std::nullopt;
      rows_.push_back(std::move(one));
    }
    if (!strange.empty()) {
      wrong_areas(strange);
    }
  }

  Where where(std::size_t row) const { return {table_.source, lines_.of(row)}; }

  // Codes that are none of the index's vintage: say whose they look like.
  void wrong_areas(const std::vector<std::string>& codes) {
    const std::string own = vintages_text(definition_, library_);
    std::string looks;
    for (const Vintage* vintage : library_.vintages_of(codes, {})) {
      looks += fmt::format("{}{}", looks.empty() ? "; they look like " : " or ", vintage->title);
    }
    problems_.add("wrong-vintage",
                  fmt::format("`{}` is bound to {}, and {} codes are none of it: {}{}", definition_.id, own,
                              text::grouped(static_cast<long long>(codes.size())), some_of(codes), looks),
                  {table_.source, 0}, other_index(codes));
  }

  bool of_same_nation(const Definition& other) const {
    return std::ranges::any_of(other.nations, [&](const std::string& nation) {
      return std::ranges::find(definition_.nations, nation) != definition_.nations.end();
    });
  }

  // "use an index of these areas: imd2019, uk2020".
  std::string other_index(const std::vector<std::string>& codes) const {
    std::vector<std::string> ids;
    for (const Definition& other : library_.indices) {
      if (of_same_nation(other) && other.id != definition_.id &&
          std::ranges::all_of(codes, [&](const std::string& code) { return is_area_of(other, library_, code); })) {
        ids.push_back(other.id);
      }
    }
    return ids.empty() ? "give the index's own file" : "an index of these areas: " + text::join(ids, ", ");
  }

  void check_codes() {
    std::set<std::string_view> seen;
    std::vector<std::string> twice;
    for (const Row& row : rows_) {
      if (!seen.insert(row.code).second) {
        twice.push_back(row.code);
      }
    }
    if (!twice.empty()) {
      problems_.add("area-twice", fmt::format("areas that stand twice: {}", some_of(twice)), {table_.source, 0},
                    "export the file again");
    } else if (rows_.size() != definition_.areas) {
      std::string hint = fmt::format("give the whole file of {}", definition_.title);
      for (const Definition& other : library_.indices) {
        if (other.areas == rows_.size() && other.id != definition_.id) {
          hint = fmt::format("{} has so many areas, of {}: is it `{}`?", other.title, vintages_text(other, library_),
                             other.id);
        }
      }
      problems_.add(
          "wrong-areas",
          fmt::format("`{}` has {} areas of {}, and the file {}", definition_.id,
                      text::grouped(static_cast<long long>(definition_.areas)), vintages_text(definition_, library_),
                      text::grouped(static_cast<long long>(rows_.size()))),
          {table_.source, 0}, hint);
    }
  }

  // A tie has the first of its places or the mean of them.
  void check_order() {
    std::vector<std::string> wrong;
    for (std::size_t first = 0, end = 0; first < rows_.size(); first = end) {
      while (end < rows_.size() && rows_[end].rank == rows_[first].rank) {
        ++end;
      }
      const auto place = static_cast<double>(first + 1);
      const double mean = (place + static_cast<double>(end)) / 2;
      if (rows_[first].rank != place && rows_[first].rank != mean) {
        for (std::size_t row = first; row < end; ++row) {
          wrong.push_back(rows_[row].code);
        }
      }
    }
    if (!wrong.empty()) {
      problems_.add("wrong-ranks",
                    fmt::format("the ranks are no order of {} areas from 1: {}",
                                text::grouped(static_cast<long long>(rows_.size())), some_of(wrong)),
                    {table_.source, 0}, "is this the overall rank within the nation? export the file again");
    }
  }

  void check_scores() {
    std::vector<std::string> wrong;
    for (std::size_t row = 1; row < rows_.size(); ++row) {
      if (rows_[row].score && rows_[row - 1].score && rows_[row].score.value_or(0) > rows_[row - 1].score.value_or(0)) {
        wrong.push_back(rows_[row].code);
      }
    }
    if (!wrong.empty()) {
      problems_.add("wrong-scores", fmt::format("scores that rise with the rank: {}", some_of(wrong)),
                    {table_.source, 0}, "rank 1 must be the most deprived area");
    }
  }

  std::vector<std::uint32_t> population_of(const Population& population) {
    std::vector<std::uint32_t> people;
    std::vector<std::string> without;
    for (const Row& row : rows_) {
      const auto found = population.people.find(row.code);
      if (found == population.people.end()) {
        without.push_back(row.code);
      }
      people.push_back(found == population.people.end() ? 0 : found->second);
    }
    if (!without.empty() && definition_.deciles_by == By::Areas) {
      return {};  // a file of other nations, or of another vintage: bands by areas only
    }
    if (!without.empty()) {
      problems_.add(
          "no-population",
          fmt::format("{} areas of `{}` have no population: {}", text::grouped(static_cast<long long>(without.size())),
                      definition_.id, some_of(without)),
          {table_.source, 0}, fmt::format("--population must be of {}", vintages_text(definition_, library_)));
    }
    return people;
  }

  // By the rule, and held against the file's own.
  std::vector<std::uint8_t> deciles(const Index& index) {
    if (definition_.deciles_by == By::Population) {
      if (index.population.empty()) {
        problems_.add("no-population", fmt::format("the deciles of `{}` are by population", definition_.id),
                      {table_.source, 0}, "give a file of populations with --population");
        return {};
      }
      std::vector<std::uint8_t> derived = deciles_by_population(index.population);
      check_deciles(derived, "by population");
      return derived;
    }
    std::optional<std::size_t> best;
    std::vector<std::uint8_t> derived;
    EndsAt rule = EndsAt::Down;
    for (const EndsAt one : definition_.deciles_end_at) {
      std::vector<std::uint8_t> candidate = deciles_by_areas(index.ranks, one);
      const std::size_t wrong = disagreeing(candidate).size();
      if (!best || wrong < *best) {
        best = wrong;
        derived = std::move(candidate);
        rule = one;
      }
    }
    check_deciles(derived, fmt::format("a decile ends at its tenth of the areas, {}",
                                       rule == EndsAt::Down ? "rounded down"
                                       : rule == EndsAt::Up ? "rounded up"
                                                            : "rounded to the nearest"));
    return derived;
  }

  std::vector<std::string> disagreeing(const std::vector<std::uint8_t>& derived) const {
    std::vector<std::string> wrong;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const double decile = rows_[row].decile.value_or(derived[row]);  // none in the file: nothing to hold against it
      if (decile != derived[row]) {
        wrong.push_back(fmt::format("{} (rank {}, decile {}, by the rule {})", rows_[row].code,
                                    text::exact(rows_[row].rank), text::exact(decile), derived[row]));
      }
    }
    return wrong;
  }

  void check_deciles(const std::vector<std::uint8_t>& derived, const std::string& rule) {
    const std::vector<std::string> wrong = disagreeing(derived);
    if (!wrong.empty()) {
      problems_.add(
          "decile-against-rank",
          fmt::format("{} {} of `{}` {} not follow from the rank ({}): {}",
                      text::grouped(static_cast<long long>(wrong.size())), wrong.size() == 1 ? "decile" : "deciles",
                      definition_.id, wrong.size() == 1 ? "does" : "do", rule, some_of(wrong)),
          {table_.source, 0}, "get the publisher's file again; nothing is joined to one that is wrong");
    }
  }

  const data::Table& table_;
  const data::Lines& lines_;
  const Definition& definition_;
  const Library& library_;
  std::vector<Row> rows_;
  Problems problems_;
};

}  // namespace

std::string some_of(const std::vector<std::string>& codes) {
  constexpr std::size_t shown = 10;
  const std::size_t count = std::min(codes.size(), shown);
  std::string result = text::join(std::span(codes).first(count), ", ");
  return codes.size() > shown ? fmt::format("{} and {} more", result, codes.size() - shown) : result;
}

std::string vintages_text(const Definition& definition, const Library& library) {
  std::vector<std::string> titles;
  titles.reserve(definition.vintages.size());
  for (const std::string& vintage : definition.vintages) {
    titles.push_back(library.vintage(vintage).title);
  }
  return text::join(titles, " / ");
}

std::size_t Index::in_band(double percent, std::optional<By> by) const {
  if (by.value_or(definition.bands_by) == By::Areas) {
    return areas_in_band(ranks, percent, definition.bands_end_at);
  }
  if (population.empty()) {
    throw Error({"no-population",
                 fmt::format("the populations of the areas of `{}` are not known", definition.id),
                 {},
                 "build the place pack with --population, or take bands by areas"});
  }
  return areas_in_band(population, percent);
}

Population read_population(const std::filesystem::path& file, const Library& library) {
  const data::Table table = data::read(file).table;
  const data::Column* const people = find_column(
      table, {"population", "pop", "total_population", "Total population", "Total population: mid 2019", "all_ages"});
  const data::Column* areas = nullptr;
  for (const data::Column& column : table.columns()) {
    const CellText cells(column);
    if (areas == nullptr && table.rows() > 0 &&
        std::ranges::any_of(library.vintages, [&](const Vintage& vintage) { return vintage.holds(cells.at(0)); })) {
      areas = &column;
    }
  }
  if (people == nullptr || areas == nullptr) {
    throw Error({"no-column",
                 people == nullptr ? "there is no column of population" : "there is no column of area codes",
                 {file.string(), 0},
                 people == nullptr ? "call it population" : "codes as in E01000001"});
  }
  Population result;
  Problems problems;
  const CellText codes(*areas);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string code(codes.at(row));
    const std::optional<double> count = people->number_at(row);
    if (std::ranges::none_of(library.vintages, [&](const Vintage& vintage) { return vintage.holds(code); })) {
      result.left_out.push_back(code);
    } else if (!count || *count < 0 || *count > 1e9) {
      problems.add("no-population", fmt::format("area {} has no population", code), {file.string(), 0},
                   "export the file again");
    } else if (!result.people.emplace(code, static_cast<std::uint32_t>(*count)).second) {
      problems.add("area-twice", fmt::format("area {} stands twice", code), {file.string(), 0},
                   "export the file again");
    }
  }
  problems.throw_if_any();
  return result;
}

Index index_of(const data::Table& table, const data::Lines& lines, const Definition& definition, const Library& library,
               const Population* population) {
  return Reading(table, lines, definition, library).read(population);
}

Index read_index(const std::filesystem::path& file, const Definition& definition, const Library& library,
                 const Population* population) {
  data::Imported imported = data::read(file);
  imported.table.source = file.string();
  Index index = index_of(imported.table, imported.lines, definition, library, population);
  index.hash = sha256(kith::read_file(file));
  return index;
}

}  // namespace kith::place
