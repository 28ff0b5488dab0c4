#include "place/postcodes.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "base/text.h"
#include "data/csv.h"
#include "data/import.h"
#include "place/cell_text.h"
#include "place/index.h"

namespace kith::place {

namespace {

constexpr std::size_t heading_bytes = std::size_t{256} << 10U;

// Texts as numbers, in the order in which they came.
class Names {
 public:
  std::uint32_t of(std::string_view text) {
    if (text.empty()) {
      return nowhere;
    }
    if (last_ != nowhere && names_[last_] == text) {  // neighbours lie in one area
      return last_;
    }
    const auto found = numbers_.find(std::string(text));
    if (found != numbers_.end()) {
      return last_ = found->second;
    }
    last_ = static_cast<std::uint32_t>(names_.size());
    names_.emplace_back(text);
    numbers_.emplace(names_.back(), last_);
    return last_;
  }
  // The names sorted, and the place of each old number among them.
  std::vector<std::string> sorted(std::vector<std::uint32_t>& place_of) {
    std::vector<std::uint32_t> order(names_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      order[i] = i;
    }
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return std::string_view(names_[i]); });
    place_of.resize(names_.size());
    std::vector<std::string> result;
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      place_of[order[i]] = i;
      result.push_back(std::move(names_[order[i]]));
    }
    return result;
  }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::uint32_t last_ = nowhere;
};

bool is_pseudo(std::string_view code) {
  return code.ends_with("99999999");
}

// The first column of the table by each of these names, in the order of the names.
std::vector<const data::Column*> columns_called(const data::Table& table, const std::vector<std::string>& names) {
  std::vector<const data::Column*> found;
  for (const std::string& name : names) {
    const data::Column* const column = find_column(table, {name});
    if (column != nullptr && std::ranges::find(found, column) == found.end()) {
      found.push_back(column);
    }
  }
  return found;
}

std::optional<CellText> cells_called(const data::Table& table, const std::vector<std::string>& names) {
  const data::Column* const column = find_column(table, names);
  return column == nullptr ? std::nullopt : std::optional<CellText>(*column);
}

class PostcodesReader {
 public:
  PostcodesReader(const std::vector<std::string>& vintages, const Library& library, int threads)
      : library_(library), threads_(threads) {
    result_.vintages = vintages;
  }

  void read(const std::filesystem::path& path) {
    const data::MappedFile file(path);
    const std::string source = path.string();
    data::ReadOptions options;
    options.threads = threads_;
    options.header_rows = 1;
    options.columns = wanted_columns(file, source);
    const data::Imported imported = data::read_csv(file, source, options);
    add(imported, source);
  }

  PostcodeFile finish() {
    problems_.throw_if_any();
    std::vector<std::uint32_t> area_of, district_of;
    result_.areas = areas_.sorted(area_of);
    result_.districts = districts_.sorted(district_of);
    for (Place& place : places_) {
      for (std::uint32_t& area : place.areas) {
        area = area == nowhere ? nowhere : area_of[area];
      }
      place.district = place.district == nowhere ? nowhere : district_of[place.district];
    }
    sort_places();
    sort_rows();
    problems_.throw_if_any();
    return std::move(result_);
  }

 private:
  // Of the 50 columns of the file, those that are read.
  std::vector<std::string> wanted_columns(const data::MappedFile& file, const std::string& source) {
    std::string_view sample = file.bytes().substr(0, heading_bytes);
    if (sample.size() < file.bytes().size()) {
      sample = sample.substr(0, sample.find_last_of('\n') + 1);
    }
    data::ReadOptions options;
    options.header_rows = 1;
    const data::Table first = data::read_csv(sample, source, options).table;
    std::set<std::string> wanted;
    const auto want = [&](const data::Column* column) {
      if (column != nullptr) {
        wanted.insert(column->name);
      }
    };
    const LookUpColumns& names = library_.look_up;
    const data::Column* const postcode = find_column(first, names.postcode);
    if (postcode == nullptr) {
      throw Error({"no-column",
                   "there is no column of postcodes",
                   {source, 1},
                   "it is called one of: " + text::join(names.postcode, ", ")});
    }
    want(postcode);
    for (const auto* other : {&names.terminated, &names.user_type, &names.district, &names.settlement}) {
      want(find_column(first, *other));
    }
    for (const Vintage& vintage : library_.vintages) {
      const std::vector<const data::Column*> columns = columns_called(first, vintage.columns);
      std::ranges::for_each(columns, want);
      if (columns.empty() && std::ranges::find(result_.vintages, vintage.id) != result_.vintages.end()) {
        no_vintage(vintage, first, source);
      }
    }
    problems_.throw_if_any();
    return {wanted.begin(), wanted.end()};
  }

  void no_vintage(const Vintage& wanted, const data::Table& table, const std::string& source) {
    std::vector<std::string> others;
    for (const Vintage& vintage : library_.vintages) {
      if (!columns_called(table, vintage.columns).empty()) {
        others.push_back(vintage.title);
      }
    }
    problems_.add("wrong-vintage",
                  fmt::format("there is no column of {}{}", wanted.title,
                              others.empty() ? "" : fmt::format("; there is one of {}", text::join(others, ", "))),
                  {source, 1},
                  fmt::format("a look-up with {}, or an index of the areas that are here; areas of one vintage are "
                              "never joined to an index of another",
                              wanted.columns.front()));
  }

  struct VintageCells {
    const Vintage* vintage;
    std::vector<CellText> cells;
  };

  void add(const data::Imported& imported, const std::string& source) {
    const data::Table& table = imported.table;
    const LookUpColumns& names = library_.look_up;
    const CellText postcodes(*find_column(table, names.postcode));
    const auto ends = cells_called(table, names.terminated);
    const auto users = cells_called(table, names.user_type);
    const auto districts = cells_called(table, names.district);
    const auto settlements = cells_called(table, names.settlement);
    result_.has_settlements = result_.has_settlements || settlements.has_value();
    std::vector<VintageCells> vintages;
    for (const std::string& id : result_.vintages) {
      const Vintage& vintage = library_.vintage(id);
      VintageCells& one = vintages.emplace_back(VintageCells{&vintage, {}});
      for (const data::Column* column : columns_called(table, vintage.columns)) {
        one.cells.emplace_back(*column);
      }
    }
    const std::vector<CellText> any = all_area_cells(table);
    result_.rows.reserve(result_.rows.size() + table.rows());
    Place place;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const Parsed parsed = parse_postcode(postcodes.at(row));
      if (parsed.form != Form::Full || parsed.corrected) {
        strange_.emplace_back(fmt::format("`{}` (line {})", postcodes.at(row), imported.lines.of(row)));
        strange_source_ = source;
        continue;
      }
      place.areas.clear();
      for (const VintageCells& vintage : vintages) {
        place.areas.push_back(areas_.of(area_at(vintage, row)));
      }
      const std::string_view district = districts ? districts->at(row) : std::string_view();
      place.district = is_pseudo(district) ? nowhere : districts_.of(district);
      place.settlement = settlements ? settlement(settlements->at(row)) : Settlement::Unknown;
      std::uint8_t marks = 0;
      marks |= ends && !ends->at(row).empty() ? terminated : std::uint8_t{0};
      marks |= users && users->at(row) == "1" ? large_user : std::uint8_t{0};
      const bool somewhere = std::ranges::any_of(any, [&](const CellText& cells) {
        const std::string_view code = cells.at(row);
        return !code.empty() && !is_pseudo(code);
      });
      marks |= somewhere ? std::uint8_t{0} : not_geographic;
      result_.rows.push_back({parsed.postcode, number_of(place), marks});
    }
    if (!strange_.empty()) {
      problems_.add("bad-postcode",
                    fmt::format("{} rows have no postcode that can be read: {}", strange_.size(), some_of(strange_)),
                    {strange_source_, 0}, "is this a postcode look-up?");
      strange_.clear();
    }
  }

  std::vector<CellText> all_area_cells(const data::Table& table) const {
    std::set<const data::Column*> columns;
    for (const Vintage& vintage : library_.vintages) {
      for (const data::Column* column : columns_called(table, vintage.columns)) {
        columns.insert(column);
      }
    }
    std::vector<CellText> cells;
    for (const data::Column& column : table.columns()) {
      if (columns.contains(&column)) {
        cells.emplace_back(column);
      }
    }
    return cells;
  }

  static std::string_view area_at(const VintageCells& vintage, std::size_t row) {
    for (const CellText& cells : vintage.cells) {
      const std::string_view code = cells.at(row);
      if (!code.empty() && vintage.vintage->holds(code)) {
        return code;
      }
    }
    return {};
  }

  Settlement settlement(std::string_view code) const {
    return std::ranges::find(library_.urban, code) != library_.urban.end()   ? Settlement::Urban
           : std::ranges::find(library_.rural, code) != library_.rural.end() ? Settlement::Rural
                                                                             : Settlement::Unknown;
  }

  std::uint32_t number_of(const Place& place) {
    if (!places_.empty() && places_[last_place_] == place) {
      return last_place_;
    }
    const auto [found, is_new] = place_numbers_.emplace(place, static_cast<std::uint32_t>(places_.size()));
    if (is_new) {
      places_.push_back(place);
    }
    return last_place_ = found->second;
  }

  void sort_places() {
    std::vector<std::uint32_t> order(places_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      order[i] = i;
    }
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) { return places_[a] < places_[b]; });
    std::vector<std::uint32_t> place_of(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
      place_of[order[i]] = i;
      result_.places.push_back(std::move(places_[order[i]]));
    }
    for (PostcodeRow& row : result_.rows) {
      row.place = place_of[row.place];
    }
  }

  // A postcode that stands twice must be at one place.
  void sort_rows() {
    std::vector<PostcodeRow>& rows = result_.rows;
    const auto before = [](const PostcodeRow& a, const PostcodeRow& b) {
      return std::tie(a.postcode, a.place, a.marks) < std::tie(b.postcode, b.place, b.marks);
    };
    if (!std::ranges::is_sorted(rows, before)) {
      std::ranges::sort(rows, before);
    }
    std::vector<std::string> twice;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (rows[i].postcode == rows[i - 1].postcode &&
          (rows[i].place != rows[i - 1].place || rows[i].marks != rows[i - 1].marks)) {
        twice.push_back(to_text(rows[i].postcode));
      }
    }
    if (!twice.empty()) {
      problems_.add("postcode-twice",
                    fmt::format("postcodes that stand twice, at different places: {}", some_of(twice)), {},
                    "give one look-up, of one date");
    }
    const auto same = std::ranges::unique(rows, {}, &PostcodeRow::postcode);
    rows.erase(same.begin(), same.end());
  }

  const Library& library_;
  int threads_;
  PostcodeFile result_;
  Names areas_, districts_;
  std::vector<Place> places_;
  std::unordered_map<Place, std::uint32_t, PlaceHash> place_numbers_;
  std::uint32_t last_place_ = 0;
  std::vector<std::string> strange_;
  std::string strange_source_;
  Problems problems_;
};

}  // namespace

std::size_t PlaceHash::operator()(const Place& place) const {
  std::uint64_t hash = place.district * 4ULL + static_cast<std::uint64_t>(place.settlement);
  for (const std::uint32_t area : place.areas) {
    hash = (hash ^ area) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29U;
  }
  return hash;
}

PostcodeFile read_postcodes(const std::vector<std::filesystem::path>& files, const std::vector<std::string>& vintages,
                            const Library& library, int threads) {
  PostcodesReader reader(vintages, library, threads);
  for (const std::filesystem::path& file : files) {
    reader.read(file);
  }
  return reader.finish();
}

}  // namespace kith::place
