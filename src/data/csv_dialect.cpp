#include "data/csv_dialect.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace kith::data {

namespace {

constexpr std::size_t sample_rows = 50;

// How many of the first rows are cut into as many cells as the first, and into how many.
struct Cut {
  std::size_t alike = 0, cells = 0;
};

Cut cut_by(std::string_view text, const Dialect& dialect) {
  const FirstRows first = first_rows(text, dialect, sample_rows);
  Cut cut;
  for (const auto& row : first.rows) {
    cut.cells = cut.cells == 0 ? row.size() : cut.cells;
    cut.alike += row.size() == cut.cells ? 1U : 0U;
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
