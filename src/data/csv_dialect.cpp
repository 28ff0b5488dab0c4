#include "data/csv_dialect.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace kith::data {

namespace {

constexpr std::size_t sample_rows = 50;
constexpr std::size_t most_notes = 20;

// How many of the first rows are cut into the same number of cells, and into how many. Titles above a table, and a
// heading that ends early, do not count against it.
struct Cut {
  std::size_t alike = 0, cells = 0;
};

Cut cut_by(std::string_view text, const Dialect& dialect) {
  const FirstRows first = first_rows(text, dialect, sample_rows);
  std::map<std::size_t, std::size_t> rows_of;  // number of cells -> rows
  for (const auto& row : first.rows) {
    ++rows_of[row.size()];
  }
  Cut cut;
  for (const auto& [cells, rows] : rows_of) {
    if (rows >= cut.alike) {
      cut = {rows, cells};
    }
  }
  return cut;
}

bool better(const Cut& a, const Cut& b) {
  if ((a.cells > 1) != (b.cells > 1)) {
    return a.cells > 1;
  }
  return a.alike != b.alike ? a.alike > b.alike : a.cells > b.cells;
}

}  // namespace

FirstRows first_rows(std::string_view text, const Dialect& dialect, std::size_t count) {
  FirstRows first;
  std::size_t at = 0;
  while (at < text.size() && first.rows.size() < count) {
    std::vector<std::string> row;
    std::string cell;
    bool quoted = false, more = true;
    const auto finish_cell = [&] {
      row.emplace_back(text::trim(cell));
      cell.clear();
    };
    for (bool at_begin = true; more && at < text.size(); ++at) {
      const char c = text[at];
      if (quoted) {
        if (c != '"') {
          cell += c;
        } else if (at + 1 < text.size() && text[at + 1] == '"') {
          cell += text[++at];
        } else {
          quoted = false;
        }
      } else if (at_begin && c == '"') {
        quoted = true;
      } else if (c == dialect.delimiter || c == dialect.newline) {
        finish_cell();
        more = c != dialect.newline;
        at_begin = true;
        continue;
      } else {
        cell += c;
      }
      at_begin = false;
    }
    if (more) {
      finish_cell();
    }
    if (row.size() > 1 || !row.front().empty() || first.rows.empty()) {
      first.rows.push_back(std::move(row));
      first.ends.push_back(at);
    }
  }
  return first;
}

char newline_of(std::string_view sample) {
  const bool old_mac = sample.find('\n') == std::string_view::npos && sample.find('\r') != std::string_view::npos;
  return old_mac ? '\r' : '\n';
}

Dialect guess_dialect(std::string_view text, char newline, std::optional<char> delimiter) {
  Dialect dialect;
  dialect.newline = newline;
  const std::string_view sample = text.substr(0, std::size_t{1} << 18U);
  if (delimiter) {
    dialect.delimiter = *delimiter;
    return dialect;
  }
  Cut best;
  for (const char candidate : {',', ';', '\t', '|'}) {
    const Cut cut = cut_by(sample, {candidate, dialect.newline});
    if (better(cut, best)) {
      best = cut;
      dialect.delimiter = candidate;
    }
  }
  return dialect;
}

std::optional<char> announced_delimiter(std::string_view text) {
  const bool announced = text.size() > 5 && text.starts_with("sep=") && (text[5] == '\r' || text[5] == '\n');
  return announced ? std::optional(text[4]) : std::nullopt;
}

std::string_view without_notes(std::string_view text, const Dialect& dialect, std::size_t columns,
                               std::vector<TextRow>& notes) {
  std::string_view kept = text;
  for (bool found = true; found && notes.size() < most_notes;) {
    const std::string_view table = without_blank_end(kept, dialect);
    const std::size_t before = table.rfind(dialect.newline);
    if (before == std::string_view::npos) {
      break;
    }
    const std::string_view line = table.substr(before + 1);
    const bool apart = table.substr(0, before).size() > without_blank_end(table.substr(0, before), dialect).size();
    const FirstRows last = first_rows(line, dialect, 1);
    // An odd number of quotes: the line is the end of a longer cell.
    found = std::ranges::count(line, '"') % 2 == 0 && !last.rows.empty() &&
            is_below_table(last.rows.front(), columns, apart);
    if (found) {
      notes.insert(notes.begin(), last.rows.front());
      kept = table.substr(0, before);
    }
  }
  return without_blank_end(kept, dialect);
}

std::string_view without_blank_end(std::string_view text, const Dialect& dialect) {
  const std::string blank{'\r', '\n', ' ', dialect.delimiter};
  const std::size_t last = text.find_last_not_of(blank);
  const std::size_t end = text.find(dialect.newline, last == std::string_view::npos ? 0 : last);
  if (last == std::string_view::npos || end == std::string_view::npos) {
    return last == std::string_view::npos ? std::string_view() : text;
  }
  return text.substr(0, end);
}

}  // namespace kith::data
