// Columns with labels and reasons for missing.
//
// A table is a survey file in memory: columns of equal length, each with the name it had, the question it asked, the
// labels of its options in the codebook's order, and for every answer that is not there a reason why (F5, B3).
//
// What a cell costs. A categorical answer is one byte: the index of its option (0..239), or 240 + the reason for
// missing. A number is eight bytes, plus one byte of reason only if some value is missing. Text is its bytes plus four.
// Numbers with few distinct values (a 1-5 scale, a 0/1 flag) are categorical columns whose options carry a `value`, so
// that they cost one byte too and can still be averaged.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "data/cells.h"

namespace kith::data {

enum class Missing : std::uint8_t {
  None,      // answered
  Blank,     // asked, no answer
  NotAsked,  // routed out
  DontKnow,
  Refused,    // prefer not to say
  Illegible,  // paper
  Withdrawn,
  Other,  // declared missing without a reason we know
};
std::string_view to_string(Missing reason);  // "blank", "not_asked", "dont_know", "refused", ...

// One answer that can be given. A user-missing code (SPSS 98 "Don't know") is an option with `missing` set: it keeps
// its label for export and leaves the base of every estimate.
struct Option {
  std::string code;             // what the file holds: "1", "agree"; equal to the label where there is no codebook
  std::string label;            // what people read: "Strongly agree"
  std::optional<double> value;  // the code as a number, where it is one
  Missing missing = Missing::None;

  bool operator==(const Option&) const = default;
};

enum class Kind : std::uint8_t { Categorical, Number, Text };

// How a number (or the text of it) is meant to be shown and exported.
enum class Meaning : std::uint8_t { Plain, Date, Time, DateTime };  // days / seconds / seconds since 1970-01-01, UTC

// User-missing values of a numeric column as SPSS declares them; `high` == `low` for a single value.
struct MissingRange {
  double low = 0;
  double high = 0;
  bool operator==(const MissingRange&) const = default;
};

constexpr std::uint8_t missing_base = 240;
constexpr std::size_t max_options = 240;
constexpr std::uint8_t missing_code(Missing reason) {
  return static_cast<std::uint8_t>(missing_base + static_cast<std::uint8_t>(reason));
}

class Column {
 public:
  std::string name;    // as expressions refer to it
  std::string label;   // the question; empty when the file has none
  std::string format;  // the file's own display format ("F8.2", "%td"), kept for export
  Meaning meaning = Meaning::Plain;
  bool ordered = false;  // options stand in a meaningful order

  static Column categorical(std::string name, std::vector<Option> options, Cells<std::uint8_t> codes);
  static Column number(std::string name, Cells<double> values, Cells<std::uint8_t> reasons = {});
  static Column text(std::string name, const std::vector<std::string>& values, Cells<std::uint8_t> reasons = {});
  // The values one after another, and where each ends.
  static Column text(std::string name, std::string arena, Cells<std::uint32_t> ends, Cells<std::uint8_t> reasons);
  static Column text(std::string name, Cells<char> arena, Cells<std::uint32_t> ends, Cells<std::uint8_t> reasons);

  Kind kind() const { return kind_; }
  std::size_t size() const;
  std::size_t bytes() const;  // memory held by the cells

  // Categorical. codes()[row] is an index into options(), or missing_base + reason.
  const std::vector<Option>& options() const { return options_; }
  std::span<const std::uint8_t> codes() const { return codes_.span(); }
  std::optional<std::size_t> option(std::string_view code_or_label) const;  // exact code first, then exact label

  // Number. Values at missing rows are 0 and mean nothing. reasons() is empty when nothing is missing.
  std::span<const double> numbers() const { return numbers_.span(); }
  // Text.
  std::string_view text_at(std::size_t row) const;
  std::span<const char> arena() const { return arena_.span(); }  // the values one after another
  std::span<const std::uint32_t> ends() const { return ends_.span(); }
  // Number and Text.
  std::span<const std::uint8_t> reasons() const { return reasons_.span(); }

  // Any kind: why this row has no answer (user-missing options included), or None.
  Missing missing_at(std::size_t row) const;
  // The answer as a number: the number, or the option's value. None when missing or not a number.
  std::optional<double> number_at(std::size_t row) const;
  // The answer as people read it: the option's label, the number's exact text, the text. Empty when missing.
  std::string label_at(std::size_t row) const;

  // Labels and user-missing declarations of a numeric column that is not categorical (an age with 99 "Refused").
  std::vector<Option> value_labels;
  std::vector<MissingRange> missing_ranges;

  // Takes over what is said about the cells of another column: its label, format, meaning, order, and what it calls
  // missing. The name, the cells and the options stay.
  void describe_like(const Column& other);
  void set_options(std::vector<Option> options);  // same length: relabels; the codes stay
  // As many as there are rows. Text and numbers of rows that become missing stay where they are and mean nothing.
  void set_reasons(std::vector<std::uint8_t> reasons);  // Number, Text
  void set_codes(std::vector<std::uint8_t> codes);      // Categorical

 private:
  Kind kind_ = Kind::Number;
  std::vector<Option> options_;
  Cells<std::uint8_t> codes_;
  Cells<double> numbers_;
  Cells<std::uint32_t> ends_;  // text: end offset of each value in arena_
  Cells<char> arena_;
  Cells<std::uint8_t> reasons_;
};

// A multi-response question: one yes/no column per option ("tick all that apply"), read as one set variable.
// A respondent answered the set when at least one of its columns is not missing.
struct ResponseSet {
  std::string name;
  std::string label;
  struct Member {
    std::string code;    // option code
    std::string label;   // option label
    std::string column;  // name of the column
    std::string ticked;  // the value that means "selected"; empty: anything not missing and not "0"/"No"/"Not selected"
  };
  std::vector<Member> members;
};

class Table {
 public:
  std::string source;  // file name, for problems and provenance
  std::vector<ResponseSet> sets;

  void add(Column column);  // Error when the length differs or the name is taken
  std::size_t rows() const { return rows_; }
  const std::vector<Column>& columns() const { return columns_; }
  Column& column_at(std::size_t index) { return columns_[index]; }

  const Column* find(std::string_view name) const;
  // Error ("unknown-column", with the nearest names as its hint) when there is none.
  const Column& column(std::string_view name) const;
  const ResponseSet* set(std::string_view name) const;
  std::vector<std::string> names() const;
  std::size_t bytes() const;

 private:
  std::vector<Column> columns_;
  std::size_t rows_ = 0;
};

// What a file held that its import, or its export, could not carry (B3): shown by `kith import --dry-run`, `kith
// convert`.
struct Loss {
  std::string code;  // "label-cut", "weight-variable", "rich-text"
  std::string column;
  std::string text;
};

// On which line of its file each row begins. Rows lie on consecutive lines but for cells that hold line breaks and for
// blank lines between rows, so that only the rows after those are kept.
class Lines {
 public:
  void add(std::size_t row, int line);  // rows in increasing order; a row that is not added follows the one before it
  int of(std::size_t row) const;        // 0: the file has no lines

 private:
  struct Break {
    std::size_t row;
    int line;
  };
  std::vector<Break> breaks_;
};

struct Imported {
  Table table;
  Lines lines;
  std::vector<std::vector<std::string>> heads;  // CSV, XLSX: what the file says above each column, from the top
  std::vector<Loss> losses;
  std::vector<std::string> guesses;  // what was inferred (encoding, delimiter, header rows), for people to confirm
};

}  // namespace kith::data
