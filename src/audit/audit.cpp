#include "audit/audit.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "audit/book.h"
#include "audit/earlier.h"
#include "audit/figures.h"
#include "audit/names.h"
#include "audit/page.h"
#include "audit/quotes.h"
#include "base/file.h"
#include "base/problem.h"
#include "base/text.h"

namespace kith::audit {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_bytes = std::uintmax_t{256} << 20U;

bool is_symbol(std::string_view cell) {
  return cell == "[u]" || cell == "[c]" || cell == "[x]";
}

// "75%*", "[66%]", "about 1,410", "fewer than 10", "50 to 99"
bool is_figure(std::string_view cell) {
  return !cell.empty() && ((cell[0] >= '0' && cell[0] <= '9') || cell[0] == '[' || cell.starts_with("about ") ||
                           cell.starts_with("fewer than "));
}

// "75%*" -> "75"; "-" is how none at all is printed.
bool same_percent(std::string_view cell, int percent) {
  const std::string found = digits(cell);
  return found == std::to_string(percent) || (found.empty() && percent == 0);
}

class Auditor {
 public:
  explicit Auditor(const fs::path& folder) : folder_(folder) {}

  Audit audit(const std::vector<fs::path>& earlier) {
    read_folder();
    for (const Figure& figure : figures_.figures) {
      by_id_.emplace(figure.seen.figure.id, &figure);
      audit_.withheld += figure.seen.figure.withheld ? 1U : 0U;
    }
    audit_.figures = figures_.figures.size();
    name_figures();
    check_findings();
    for (const auto& [name, book] : books_) {
      check_book(name, book);
    }
    for (const auto& [name, page] : pages_) {
      check_page(name, page);
    }
    for (const auto& [name, text] : texts_) {
      check_lines(name, text);
    }
    for (const std::string& name : audit_.files) {
      check_words(name, "the name of the file", name);
    }
    std::vector<disclose::Seen> release;
    release.reserve(figures_.figures.size());
    for (const Figure& figure : figures_.figures) {
      release.push_back(figure.seen);
    }
    std::vector<disclose::Bound> changes;
    for (const fs::path& folder : earlier) {
      const Figures before = figures_in(folder);
      const std::string name = folder.generic_string();
      check_quotes(folder, name);
      const Pair pair(release, before, name, figures_.after_others);
      std::ranges::move(pair.between(), std::back_inserter(changes));
      release = pair.together();
    }
    audit_.attacked = disclose::attack(release, figures_.geometry, figures_.rules);
    audit_.attacked.bounds.insert(audit_.attacked.bounds.begin(), changes.begin(), changes.end());
    return std::move(audit_);
  }

 private:
  // ---- reading ------------------------------------------------------------------------------------------------------

  static Figures figures_in(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) {
      throw Error({"no-folder", "there is no such folder", {folder.string(), 0}, "name the folder of a release"});
    }
    const fs::path findings = folder / "findings.json";
    return read_figures(read(findings), findings.string());
  }

  void read_folder() {
    figures_ = figures_in(folder_);
    for (const fs::path& path :
         files_below(folder_, {".html", ".htm", ".svg", ".xlsx", ".json", ".csv", ".txt", ".md", ".xml"})) {
      const std::string name = path.lexically_relative(folder_).generic_string();
      const std::string extension = text::fold(path.extension().string());
      audit_.files.push_back(name);
      if (extension == ".xlsx") {
        books_.emplace(name, read_book(read(path), path.string()));
      } else if (extension == ".html" || extension == ".htm" || extension == ".svg" || extension == ".xml") {
        pages_.emplace(name, read_page(read(path)));
      } else if (name == "manifest.json") {
        read_manifest(read(path), path.string(), figures_);
      } else if (name != "findings.json") {
        texts_.emplace(name, read(path));
      }
    }
  }

  static std::string read(const fs::path& path) {
    std::error_code error;
    if (const auto size = fs::file_size(path, error); !error && size > most_bytes) {
      throw Error(
          {"too-large", "the file is larger than a release", {path.string(), 0}, "audit the folder without it"});
    }
    return read_file(path);
  }

  void name_figures() {
    for (const auto& [file, book] : books_) {
      names_.merge(names_of(book));
    }
    for (const Figure& figure : figures_.figures) {
      const finding::Finding& asked = figure.seen.figure;
      const auto named = names_.find(asked.id);
      const Name name = named == names_.end() ? Name{} : named->second;
      if (asked.withheld) {
        withheld_.push_back({asked.id, name});
      }
      if (!name.indicator.empty()) {
        places_[name.indicator + '\n' + name.group + (name.answer.empty() ? "" : ": " + name.answer)].push_back(
            &figure);
      }
    }
  }

  // ---- findings.json ------------------------------------------------------------------------------------------------

  void add(Fault fault, std::string where, std::string what) {
    audit_.facts.push_back({fault, std::move(where), std::move(what)});
  }

  void check_findings() {
    for (const Figure& figure : figures_.figures) {
      const finding::Finding& asked = figure.seen.figure;
      for (const std::string& key : figure.leaks) {
        add(Fault::Leak, "findings.json", fmt::format("`{}` is withheld, and its `{}` is there", asked.id, key));
      }
      if (!asked.withheld) {
        check_rules(figure);
      }
    }
  }

  // What is shown and must not be, as far as a reader can tell.
  void check_rules(const Figure& figure) {
    const disclose::Rules& rules = figures_.rules;
    const disclose::Seen& seen = figure.seen;
    const std::int64_t smallest = seen.figure.kind == finding::Kind::Count ? rules.minimum_cell : smallest_base(rules);
    if (figure.value.empty() && !figure.percent) {
      return;
    }
    if (seen.base.high < smallest && !(seen.figure.kind == finding::Kind::Count && seen.base.high == 0)) {
      add(Fault::Forbidden, "findings.json",
          fmt::format("`{}` is shown on a base of {} at the most, below {}", seen.figure.id, seen.base.high, smallest));
    } else if (seen.percent_shown && seen.base.high < disclose::unbounded) {
      const auto most = static_cast<double>(seen.base.high);
      const double side = std::min(seen.percent + 0.5, 100 - seen.percent + 0.5) / 100 * most;
      if (side + 1e-9 < static_cast<double>(rules.minimum_cell) && rules.zero_cells == disclose::ZeroCells::Withhold) {
        add(Fault::Forbidden, "findings.json",
            fmt::format("`{}` shows {}% of {} at the most: fewer than {} people on one side", seen.figure.id,
                        seen.percent, seen.base.high, rules.minimum_cell));
      }
    }
  }

  // ---- the workbook -------------------------------------------------------------------------------------------------

  void check_book(const std::string& file, const Book& book) {
    for (const BookSheet& sheet : book.sheets) {
      const std::string where = fmt::format("{}, sheet {}", file, sheet.name);
      if (sheet.hidden || sheet.hidden_cells) {
        add(Fault::Hidden, where, sheet.hidden ? "the sheet is hidden" : "rows or columns of it are hidden");
      }
      check_sheet(where, sheet);
    }
    for (const Passage& passage : book.passages) {
      check_words(file + ", " + passage.where, "a text that no sheet shows", passage.text);
      if (passage.where.starts_with("xl/comments") && !digits(passage.text).empty()) {
        add(Fault::Hidden, file + ", " + passage.where, fmt::format("a comment with numbers: {}", passage.text));
      }
    }
  }

  void check_sheet(const std::string& where, const BookSheet& sheet) {
    if (sheet.rows.empty()) {
      return;
    }
    const auto& header = sheet.rows.front();
    const auto id_column = static_cast<std::size_t>(std::ranges::find(header, "Id") - header.begin());
    for (std::size_t r = 1; r < sheet.rows.size(); ++r) {
      const auto& row = sheet.rows[r];
      const auto found = id_column < row.size() ? by_id_.find(row[id_column]) : by_id_.end();
      if (found == by_id_.end()) {
        check_words(where, "a row", text::join(row, " "));
        continue;
      }
      const Figure& figure = *found->second;
      for (std::size_t column = 0; column < row.size() && column < header.size(); ++column) {
        check_cell(where, figure, header[column], row[column]);
      }
    }
    check_words(where, "the heading", text::join(header, " "));
  }

  static bool words_column(std::string_view title) {
    return title == "Id" || title == "Indicator" || title == "Group" || title == "Answer" || title == "Wave" ||
           title == "Notes";
  }

  void check_cell(const std::string& where, const Figure& figure, const std::string& title, const std::string& cell) {
    const std::string& id = figure.seen.figure.id;
    if (figure.seen.figure.withheld) {
      if (!words_column(title) && !digits(cell).empty()) {
        add(Fault::Leak, where, fmt::format("`{}` is withheld, and its `{}` is {}", id, title, cell));
      }
    } else if (title == "Figure" && figure.percent && !same_percent(cell, *figure.percent)) {
      add(Fault::Disagreement, where, fmt::format("`{}` is {}, in findings.json {}%", id, cell, *figure.percent));
    } else if ((title == "Base" || title == "Answered") && figure.seen.base.known() && !is_symbol(cell) &&
               !cell.empty() && digits(cell) != std::to_string(figure.seen.base.low)) {
      add(Fault::Disagreement, where,
          fmt::format("the base of `{}` is {}, in findings.json {}", id, cell, figure.seen.base.low));
    }
  }

  // ---- pages and drawings -------------------------------------------------------------------------------------------

  void check_page(const std::string& file, const Page& page) {
    std::map<int, std::vector<std::pair<std::string, std::string>>> rows_of_figure;  // label, figure
    for (const PageTable& table : page.tables) {
      std::string heading = table.caption;
      for (const auto& row : table.rows) {
        if (row.size() == 1) {
          heading = row[0];
        } else if (row.size() > 1) {
          check_row(fmt::format("{}, table \"{}\"", file, table.caption), heading, row);
          rows_of_figure[table.figure].emplace_back(row[0], row[1]);
          rows_of_figure[table.figure].emplace_back(heading + ", " + row[0], row[1]);
        }
      }
    }
    for (const Passage& passage : page.passages) {
      const std::string where = file + ", " + passage.where;
      check_words(where, "a text", passage.text);
      if (passage.figure >= 0 && (passage.where == "alternative text" || passage.where.starts_with("attribute"))) {
        check_sentences(where, passage.text, rows_of_figure[passage.figure]);
      }
    }
  }

  void check_row(const std::string& where, const std::string& heading, const std::vector<std::string>& row) {
    const auto place = places_.find(heading + '\n' + row[0]);
    if (place == places_.end()) {
      check_words(where, "a row", heading + " " + text::join(row, " "));
      return;
    }
    // Several figures may have one name: the row must be one of those that are shown.
    const std::vector<const Figure*>& figures = place->second;
    const bool shown = std::ranges::any_of(figures, [&](const Figure* one) {
      return !one->seen.figure.withheld && (!one->percent || same_percent(row[1], *one->percent));
    });
    if (shown) {
      return;
    }
    const auto withheld =
        std::ranges::find_if(figures, [](const Figure* one) { return one->seen.figure.withheld.has_value(); });
    if (withheld == figures.end()) {
      const Figure& figure = *figures.front();
      add(Fault::Disagreement, where,
          fmt::format("`{}` is {}, in findings.json {}%", figure.seen.figure.id, row[1], figure.percent.value_or(0)));
    } else if (!digits(row[1]).empty()) {
      add(Fault::Leak, where,
          fmt::format("`{}` is withheld, and the table shows {}", (*withheld)->seen.figure.id, row[1]));
    }
  }

  // Sentences "label: figure ..." against the rows of the table that tells the same.
  void check_sentences(const std::string& where, const std::string& words,
                       const std::vector<std::pair<std::string, std::string>>& rows) {
    for (const auto& [label, figure] : rows) {
      const std::size_t at = find_word(words, label + ":");
      // Labels that end in others: "Wales" in "Trust, Wales".
      if (at == std::string::npos || (at > 1 && words.substr(at - 2, 2) != ". ")) {
        continue;
      }
      const auto number = number_after(words, at + label.size());
      const bool absent = is_symbol(figure.substr(0, 3));
      if (!absent && !is_figure(figure)) {
        continue;  // a table of words
      }
      if (absent && number && words.find("not shown", at) != at + label.size() + 2) {
        add(Fault::Leak, where, fmt::format("\"{}\" is not shown in the table, and {} here", label, *number));
      } else if (!absent && number && digits(figure).find(digits(*number)) == std::string::npos) {
        add(Fault::Disagreement, where, fmt::format("\"{}\" is {} here and {} in the table", label, *number, figure));
      }
    }
  }

  // Words that an earlier release has under another name.
  void check_quotes(const fs::path& folder, const std::string& name) {
    for (const fs::path& path : files_below(folder, {".html", ".htm"})) {
      const std::vector<Quoted> then = quotes_in(read_page(read(path)));
      for (const auto& [file, page] : pages_) {
        for (std::string& otherwise : named_otherwise(quotes_in(page), then, name)) {
          add(Fault::Leak, file, std::move(otherwise));
        }
      }
    }
  }

  // ---- words anywhere -----------------------------------------------------------------------------------------------

  void check_words(const std::string& where, const std::string& what, const std::string& words) {
    if (const auto found = told(words, withheld_)) {
      add(Fault::Leak, where, fmt::format("{} ({})", *found, what));
    }
  }

  void check_lines(const std::string& file, const std::string& bytes) {
    int number = 0;
    for (const std::string_view line : text::split(bytes, '\n')) {
      check_words(fmt::format("{}:{}", file, ++number), "a line", std::string(line));
    }
  }

  fs::path folder_;
  Audit audit_;
  Figures figures_;
  std::map<std::string, Book> books_;
  std::map<std::string, Page> pages_;
  std::map<std::string, std::string> texts_;
  std::map<std::string, const Figure*> by_id_;
  std::map<std::string, Name> names_;
  std::map<std::string, std::vector<const Figure*>> places_;  // indicator, group and answer as people read them
  std::vector<Withheld> withheld_;
};

}  // namespace

std::size_t Audit::exposed() const {
  return static_cast<std::size_t>(std::ranges::count_if(attacked.bounds, &disclose::Bound::exposed));
}

Audit audit(const fs::path& folder, const std::vector<fs::path>& earlier) {
  return Auditor(folder).audit(earlier);
}

}  // namespace kith::audit
