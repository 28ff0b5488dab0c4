#include "place/join.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "num/parallel.h"
#include "place/cell_text.h"
#include "place/chosen.h"

namespace kith::place {

namespace {

using data::Column;
using data::Missing;

constexpr std::uint8_t unanswered = data::missing_code(Missing::Blank);
constexpr std::uint8_t unplaced = data::missing_code(Missing::Other);

std::string nation_words(const std::vector<Chosen>& chosen) {
  return chosen.size() == 1 && chosen.front().index->definition.nations.size() > 1 ? "the United Kingdom"
                                                                                   : "their nation";
}

// The new columns, filled row by row.
class Columns {
 public:
  Columns(const std::vector<Chosen>& chosen, const JoinOptions& options, std::size_t rows)
      : chosen_(chosen), options_(options), bands_(options.cuts.size()) {
    index_.reserve(rows);
    decile_.reserve(rows);
    rurality_.reserve(rows);
    for (auto& band : bands_) {
      band.reserve(rows);
    }
  }

  void add_nothing(std::uint8_t reason) {
    index_.push_back(reason);
    decile_.push_back(reason);
    for (auto& band : bands_) {
      band.push_back(reason);
    }
    rurality_.push_back(reason);
    if (options_.keep != Keep::None) {
      kept_.emplace_back();
      kept_reasons_.push_back(static_cast<std::uint8_t>(reason - data::missing_base));
    }
  }

  void add(std::size_t which, std::uint32_t position) {
    const PackedIndex& index = *chosen_[which].index;
    index_.push_back(static_cast<std::uint8_t>(which));
    decile_.push_back(static_cast<std::uint8_t>(index.deciles[position] - 1));
    for (std::size_t cut = 0; cut < bands_.size(); ++cut) {
      bands_[cut].push_back(position < chosen_[which].ends[cut] ? 0 : 1);
    }
  }
  void add_no_band() {
    index_.push_back(unplaced);
    decile_.push_back(unplaced);
    for (auto& band : bands_) {
      band.push_back(unplaced);
    }
  }
  void add_settlement(Settlement settlement) {
    rurality_.push_back(settlement == Settlement::Unknown ? unplaced
                                                          : static_cast<std::uint8_t>(settlement == Settlement::Rural));
  }
  void add_kept(std::string_view code) {
    if (options_.keep == Keep::None) {
      return;
    }
    kept_.emplace_back(code);
    kept_reasons_.push_back(static_cast<std::uint8_t>(code.empty() ? Missing::Other : Missing::None));
  }

  std::vector<Column> take(bool settlements) {
    std::vector<Column> columns;
    const std::string& name = options_.name;
    std::vector<data::Option> indices, deciles;
    for (const Chosen& one : chosen_) {
      indices.push_back({one.index->definition.id, one.index->definition.title, {}, Missing::None});
    }
    for (int decile = 1; decile <= 10; ++decile) {
      std::string label = decile == 1    ? "1, most deprived"
                          : decile == 10 ? "10, least deprived"
                                         : std::to_string(decile);
      deciles.push_back({std::to_string(decile), std::move(label), decile, Missing::None});
    }
    add_column(columns, Column::categorical(name + "_index", indices, std::move(index_)), "Index of deprivation");
    add_column(columns, Column::categorical(name + "_decile", deciles, std::move(decile_)),
               fmt::format("Decile of deprivation in {}", nation_words(chosen_)));
    columns.back().ordered = true;
    for (std::size_t cut = 0; cut < bands_.size(); ++cut) {
      const double percent = options_.cuts[cut];
      add_column(columns,
                 Column::categorical(
                     fmt::format("{}_{}", name, text::exact(percent)),
                     {{worst_code(percent), fmt::format("{}% most deprived", text::exact(percent)), {}, Missing::None},
                      {rest_code(percent), "Elsewhere", {}, Missing::None}},
                     std::move(bands_[cut])),
                 fmt::format("Lives in one of the {}% most deprived areas of {}", text::exact(percent),
                             nation_words(chosen_)));
    }
    if (settlements) {
      add_column(columns,
                 Column::categorical("rurality",
                                     {{"urban", "Urban", {}, Missing::None}, {"rural", "Rural", {}, Missing::None}},
                                     std::move(rurality_)),
                 "Urban or rural");
    }
    if (options_.keep != Keep::None) {
      const bool area = options_.keep == Keep::Area;
      add_column(columns, Column::text(area ? "area" : "district", kept_, std::move(kept_reasons_)),
                 area ? "Small area" : "Local authority district");
    }
    return columns;
  }

 private:
  static void add_column(std::vector<Column>& columns, Column column, std::string label) {
    column.label = std::move(label);
    columns.push_back(std::move(column));
  }

  const std::vector<Chosen>& chosen_;
  const JoinOptions& options_;
  std::vector<std::uint8_t> index_, decile_, rurality_;
  std::vector<std::vector<std::uint8_t>> bands_;
  std::vector<std::string> kept_;
  std::vector<std::uint8_t> kept_reasons_;
};

MatchReport empty_report(const std::vector<Chosen>& chosen, const JoinOptions& options) {
  MatchReport report;
  for (const Chosen& one : chosen) {
    const Definition& definition = one.index->definition;
    MatchReport::OfIndex of{definition.id,
                            definition.title,
                            std::string(to_string(options.by.value_or(definition.bands_by))),
                            0,
                            static_cast<std::int64_t>(one.index->areas.size()),
                            {}};
    for (std::size_t cut = 0; cut < options.cuts.size(); ++cut) {
      of.bands.push_back({options.cuts[cut], 0, static_cast<std::int64_t>(one.ends[cut])});
    }
    report.indices.push_back(std::move(of));
  }
  return report;
}

// A postcode as it was typed, and what the pack knows of it; nowhere when it knows nothing.
struct LookedUp {
  Form form = Form::Empty;
  bool corrected = false;
  Found found{nowhere, 0};
};

LookedUp look_up(std::string_view text, const Pack& pack) {
  const Parsed parsed = parse_postcode(text);
  LookedUp result{parsed.form, parsed.corrected, {nowhere, 0}};
  if (parsed.form == Form::Full) {
    result.found = pack.find(parsed.postcode).value_or(result.found);
  }
  return result;
}

class Joining {
 public:
  Joining(const Pack& pack, const JoinOptions& options, std::size_t rows)
      : pack_(pack),
        options_(options),
        chosen_(choose(pack, options)),
        columns_(chosen_, options, rows),
        report_(empty_report(chosen_, options)) {
    report_.rows = static_cast<std::int64_t>(rows);
  }

  void add_postcode(const LookedUp& one) {
    if (one.form != Form::Full) {
      ++(one.form == Form::Empty ? report_.missing : one.form == Form::Partial ? report_.partial : report_.malformed);
      columns_.add_nothing(one.form == Form::Empty ? unanswered : unplaced);
      return;
    }
    report_.corrected += one.corrected ? 1 : 0;
    const Found& found = one.found;
    if (found.place == nowhere) {
      ++report_.unknown;
      columns_.add_nothing(unplaced);
      return;
    }
    ++report_.matched;
    ++((found.marks & terminated) != 0 ? report_.terminated : report_.live);
    report_.large_users += (found.marks & large_user) != 0 ? 1 : 0;
    report_.not_geographic += (found.marks & not_geographic) != 0 ? 1 : 0;
    add_place(found.place);
  }

  // `area` is a number of the pack.
  bool add_area(std::uint32_t area) {
    for (std::size_t which = 0; which < chosen_.size(); ++which) {
      const std::uint32_t position = chosen_[which].index->position_of_area[area];
      if (position != nowhere) {
        columns_.add(which, position);
        count(which, position);
        return true;
      }
    }
    return false;
  }
  void add_nothing(std::uint8_t reason) { columns_.add_nothing(reason); }
  void add_kept(std::string_view code) {
    columns_.add_settlement(Settlement::Unknown);  // an area's postcodes may differ
    columns_.add_kept(code);
  }
  MatchReport& report() { return report_; }
  const std::vector<Chosen>& chosen() const { return chosen_; }

  Joined finish(bool settlements) {
    Joined joined{columns_.take(settlements), std::move(report_), {}};
    for (const Chosen& one : chosen_) {
      const Definition& definition = one.index->definition;
      if (!definition.warning.empty()) {
        joined.warnings.push_back(fmt::format("`{}`{}: {}", definition.id,
                                              definition.base.empty() ? "" : fmt::format(" (base {})", definition.base),
                                              definition.warning));
      }
    }
    return joined;
  }

 private:
  void count(std::size_t which, std::uint32_t position) {
    MatchReport::OfIndex& of = report_.indices[which];
    ++of.rows;
    ++report_.banded;
    for (std::size_t cut = 0; cut < of.bands.size(); ++cut) {
      of.bands[cut].rows += position < chosen_[which].ends[cut] ? 1 : 0;
    }
  }

  void add_place(std::uint32_t place) {
    const Standing standing = standing_of(place, pack_, chosen_);
    if (standing.in_index()) {
      columns_.add(standing.which, standing.position);
      count(standing.which, standing.position);
    } else {
      columns_.add_no_band();
      ++report_.outside;
    }
    columns_.add_settlement(pack_.settlement(place));
    if (options_.keep == Keep::District) {
      const std::uint32_t district = pack_.district(place);
      columns_.add_kept(district == nowhere ? std::string_view() : std::string_view(pack_.districts()[district]));
    } else {
      columns_.add_kept(options_.keep == Keep::Area && standing.in_index()
                            ? std::string_view(pack_.areas()[standing.area])
                            : std::string_view());
    }
  }

  const Pack& pack_;
  const JoinOptions& options_;
  std::vector<Chosen> chosen_;
  Columns columns_;
  MatchReport report_;
};

// Codes of the vintage of an index's nation that the index does not know, or a column that says it is of another.
void check_vintage(const Column& column, const std::vector<std::string>& unknown, const std::vector<Chosen>& chosen,
                   const Library& library, const std::string& source) {
  Problems problems;
  for (const Chosen& one : chosen) {
    const Definition& definition = one.index->definition;
    const auto own = [&](const Vintage& vintage) {
      return std::ranges::find(definition.vintages, vintage.id) != definition.vintages.end();
    };
    const auto called = [&](const Vintage& vintage) {
      return std::ranges::any_of(vintage.columns,
                                 [&](const std::string& name) { return heading(name) == heading(column.name); });
    };
    std::string named;
    bool named_own = false;
    for (const Vintage& vintage : library.vintages) {
      named_own = named_own || (called(vintage) && own(vintage));
      if (called(vintage) && !own(vintage) && named.empty()) {
        named = vintage.title;
      }
    }
    std::vector<std::string> strange;
    std::ranges::copy_if(unknown, std::back_inserter(strange), [&](const std::string& code) {
      return std::ranges::any_of(definition.vintages,
                                 [&](const std::string& id) { return library.vintage(id).holds(code); });
    });
    const std::string bound = vintages_text(definition, library);
    std::vector<std::string> others;
    for (const Definition& other : library.indices) {
      if (other.id != definition.id && other.nations == definition.nations) {
        others.push_back(fmt::format("{} ({})", other.id, vintages_text(other, library)));
      }
    }
    const std::string remedy =
        "areas of one vintage are never joined to an index of another: use an index of these areas" +
        (others.empty() ? std::string() : ": " + text::join(others, ", ")) + ", or join by postcode";
    if (!named_own && !named.empty() && chosen.size() == 1) {
      problems.add(
          "wrong-vintage",
          fmt::format("`{}` is bound to {}, and `{}` are codes of {}", definition.id, bound, column.name, named),
          {source, 0}, remedy);
    } else if (!strange.empty()) {
      std::string looks;
      for (const Vintage* vintage : library.vintages_of(strange, definition.vintages.front())) {
        looks += fmt::format("{}{}", looks.empty() ? "; they look like " : " or ", vintage->title);
      }
      problems.add("wrong-vintage",
                   fmt::format("`{}` is bound to {}, and {} codes of `{}` are not in it: {}{}", definition.id, bound,
                               strange.size(), column.name, some_of(strange), looks),
                   {source, 0}, remedy);
    }
  }
  problems.throw_if_any();
}

}  // namespace

std::string worst_code(double percent) {
  return "worst" + text::replace_all(text::exact(percent), ".", "_");
}

std::string rest_code(double percent) {
  return "rest" + text::replace_all(text::exact(percent), ".", "_");
}

Joined join(const Column& postcodes, const Pack& pack, const JoinOptions& options) {
  Joining joining(pack, options, postcodes.size());
  const CellText cells(postcodes);
  std::vector<LookedUp> looked_up(postcodes.size());
  num::for_each_block(postcodes.size(), [&](std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
      looked_up[row] = look_up(cells.at(row), pack);
    }
  });
  for (const LookedUp& one : looked_up) {
    joining.add_postcode(one);
  }
  return joining.finish(pack.has_settlements());
}

Joined join_areas(const Column& areas, const Pack& pack, const Library& library, const JoinOptions& options,
                  const std::string& source) {
  Joining joining(pack, options, areas.size());
  const CellText cells(areas);
  std::vector<std::string> unknown;
  for (std::size_t row = 0; row < areas.size(); ++row) {
    const std::string_view code = cells.at(row);
    const auto found =
        std::ranges::lower_bound(pack.areas(), code, {}, [](const std::string& one) { return std::string_view(one); });
    if (code.empty()) {
      ++joining.report().missing;
      joining.add_nothing(unanswered);
    } else if (found != pack.areas().end() && *found == code &&
               joining.add_area(static_cast<std::uint32_t>(found - pack.areas().begin()))) {
      ++joining.report().matched;
      joining.add_kept(options.keep == Keep::Area ? code : std::string_view());
    } else {
      ++joining.report().unknown;
      joining.add_nothing(unplaced);
      unknown.emplace_back(code);
    }
  }
  std::ranges::sort(unknown);
  unknown.erase(std::ranges::unique(unknown).begin(), unknown.end());
  check_vintage(areas, unknown, joining.chosen(), library, source);
  return joining.finish(false);
}

std::vector<std::string> columns_of_postcodes(const data::Table& table, std::string_view but) {
  std::vector<std::string> names;
  for (const Column& column : table.columns()) {
    if (column.name == but || column.kind() == data::Kind::Number) {
      continue;
    }
    const CellText cells(column);
    std::size_t answers = 0;
    std::size_t postcodes = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::string_view text = cells.at(row);
      answers += text.empty() ? 0U : 1U;
      postcodes += !text.empty() && parse_postcode(text).form == Form::Full ? 1U : 0U;
    }
    if (postcodes > 0 && 2 * postcodes >= answers) {
      names.push_back(column.name);
    }
  }
  return names;
}

data::Table replace_columns(data::Table table, const std::set<std::string>& dropped, const std::vector<Column>& added) {
  data::Table result;
  result.source = table.source;
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    if (!dropped.contains(table.columns()[i].name)) {
      result.add(std::move(table.column_at(i)));
    }
  }
  for (data::ResponseSet& set : table.sets) {
    if (std::ranges::all_of(set.members, [&](const auto& member) { return result.find(member.column) != nullptr; })) {
      result.sets.push_back(std::move(set));
    }
  }
  for (const Column& column : added) {
    result.add(column);
  }
  return result;
}

}  // namespace kith::place
