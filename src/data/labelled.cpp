#include "data/labelled.h"

#include <readstat.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <exception>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "base/text.h"
#include "data/labelled_column.h"
#include "data/sav_extras.h"

namespace kith::data {

namespace {

constexpr std::size_t value_label_limit = 120;  // bytes at which ReadStat cuts
constexpr std::size_t variable_label_limit = 255;
constexpr double day = 86400;
constexpr double spss_epoch = -12219379200;  // 1582-10-14, in seconds since 1970
constexpr double stata_epoch_days = -3653;   // 1960-01-01

// The bytes as ReadStat wants a file.
struct MemoryFile {
  std::string_view bytes;
  std::size_t at = 0;
};

int open_memory(const char*, void*) {
  return 0;
}

int close_memory(void*) {
  return 0;
}

readstat_off_t seek_memory(readstat_off_t offset, readstat_io_flags_t whence, void* context) {
  auto& file = *static_cast<MemoryFile*>(context);
  const auto size = static_cast<readstat_off_t>(file.bytes.size());
  const readstat_off_t base = whence == READSTAT_SEEK_SET   ? 0
                              : whence == READSTAT_SEEK_CUR ? static_cast<readstat_off_t>(file.at)
                                                            : size;
  if (offset < -base || offset > size - base) {
    return -1;
  }
  file.at = static_cast<std::size_t>(base + offset);
  return base + offset;
}

ssize_t read_memory(void* target, std::size_t count, void* context) {
  auto& file = *static_cast<MemoryFile*>(context);
  const std::size_t size = std::min(count, file.bytes.size() - file.at);
  if (size == 0) {  // ReadStat asks for no bytes, into nowhere, where a file has no variables
    return 0;
  }
  std::memcpy(target, file.bytes.data() + file.at, size);
  file.at += size;
  return static_cast<ssize_t>(size);
}

readstat_error_t update_memory(long, readstat_progress_handler, void*, void*) {
  return READSTAT_OK;
}

// Bytes that a .dta file has for the name of a variable's label set, by its release (StataCorp, "Description of .dta
// file format"): ReadStat hands over these bytes, without an end where the name fills them.
std::size_t label_set_bytes(std::string_view bytes) {
  constexpr std::string_view before_release = "<stata_dta><header><release>";
  int release = bytes.empty() ? 0 : static_cast<unsigned char>(bytes.front());
  if (bytes.starts_with(before_release)) {
    release = static_cast<int>(text::to_integer(bytes.substr(before_release.size(), 3)).value_or(0));
  }
  return release < 110 ? 9 : release < 118 ? 33 : 129;
}

// What the format of a variable says about its numbers.
void read_meaning(LabelledColumn& column, LabelledFormat format) {
  const auto is = [&](std::string_view prefix) { return column.format.starts_with(prefix); };
  if (format == LabelledFormat::Dta) {
    if (is("%tc") || is("%tC")) {
      column.meaning = Meaning::DateTime;
      column.scale = 1000;
      column.origin = -stata_epoch_days * day * 1000;
    } else if (is("%td") || is("%d")) {
      column.meaning = Meaning::Date;
      column.origin = -stata_epoch_days;
    }
  } else if (is("DATETIME") || is("YMDHMS")) {
    column.meaning = Meaning::DateTime;
    column.origin = -spss_epoch;
  } else if (is("DATE") || is("ADATE") || is("EDATE") || is("JDATE") || is("SDATE")) {
    column.meaning = Meaning::Date;
    column.origin = -spss_epoch;
    column.scale = day;
  } else if (is("TIME") || is("DTIME") || is("MTIME")) {
    column.meaning = Meaning::Time;
  }
}

// Collects what ReadStat's callbacks tell. In .sav files labels come before the variables, in .dta after the rows.
class Collector {
 public:
  Collector(std::string_view bytes, LabelledFormat format, const ReadOptions& options, const std::string& source)
      : format_(format),
        options_(options),
        source_(source),
        label_set_bytes_(format == LabelledFormat::Dta ? label_set_bytes(bytes) : std::string::npos) {}

  int metadata(readstat_metadata_t* metadata) {
    rows_declared_ = readstat_get_row_count(metadata);
    return READSTAT_HANDLER_OK;
  }

  int note(const char* text) {
    notes_ += text != nullptr && *text != '\0' ? 1U : 0U;
    return READSTAT_HANDLER_OK;
  }

  int weight(readstat_variable_t* variable) {
    losses_.push_back({"weight-variable", text_or_empty(readstat_variable_get_name(variable)),
                       "the file is weighted by this variable; name it as the weight"});
    return READSTAT_HANDLER_OK;
  }

  int value_label(const char* set, readstat_value_t value, const char* label) {
    ValueLabel found;
    found.label = label == nullptr ? "" : label;
    if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
      const char* const text = readstat_string_value(value);
      found.text = text == nullptr ? "" : text;
    } else if (readstat_value_is_tagged_missing(value) != 0) {
      found.text = {'.', readstat_value_tag(value)};
    } else {
      found.number = number_of(value);
    }
    labels_[text_or_empty(set)].push_back(std::move(found));
    return READSTAT_HANDLER_OK;
  }

  int variable(int index, readstat_variable_t* variable, const char* set) {
    names_.push_back(text_or_empty(readstat_variable_get_name(variable)));
    if (static_cast<std::size_t>(index) >= position_.size()) {
      position_.resize(static_cast<std::size_t>(index) + 1, no_column);
    }
    if (!options_.columns.empty() && std::ranges::find(options_.columns, names_.back()) == options_.columns.end()) {
      return READSTAT_HANDLER_SKIP_VARIABLE;
    }
    position_[static_cast<std::size_t>(index)] = columns_.size();
    LabelledColumn& column = columns_.emplace_back();
    column.expect(rows_declared_);
    column.name = names_.back();
    column.label = text_or_empty(readstat_variable_get_label(variable));
    column.format = text_or_empty(readstat_variable_get_format(variable));
    column.label_set = set == nullptr ? std::string() : std::string(set, strnlen(set, label_set_bytes_));
    column.ordered = readstat_variable_get_measure(variable) == READSTAT_MEASURE_ORDINAL;
    column.kind =
        readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING ? ValueKind::Text : ValueKind::Number;
    if (column.kind == ValueKind::Number) {
      read_meaning(column, format_);
    }
    for (int at = 0; at < readstat_variable_get_missing_ranges_count(variable); ++at) {
      const readstat_value_t low = readstat_variable_get_missing_range_lo(variable, at);
      const readstat_value_t high = readstat_variable_get_missing_range_hi(variable, at);
      if (column.kind == ValueKind::Text) {
        column.missing_texts.emplace_back(text::trim(text_or_empty(readstat_string_value(low))));
      } else {
        column.missing_ranges.push_back({number_of(low), number_of(high)});
      }
    }
    return READSTAT_HANDLER_OK;
  }

  // The way of nearly all values, without a call: false where it is not open.
  bool known_value(int row, const readstat_variable_t* variable, const readstat_value_t& value) {
    if (value.type != READSTAT_TYPE_DOUBLE || value.is_system_missing != 0 || value.is_tagged_missing != 0) {
      return false;
    }
    rows_seen_ = row + 1;  // they come in order
    LabelledColumn& column = columns_[position_[static_cast<std::size_t>(variable->index)]];
    return column.kind == ValueKind::Number && column.add_known(value.v.double_value);
  }

  int value(int row, readstat_variable_t* variable, readstat_value_t value) {
    rows_seen_ = std::max(rows_seen_, row + 1);
    LabelledColumn& column = columns_[position_[static_cast<std::size_t>(readstat_variable_get_index(variable))]];
    if (column.kind == ValueKind::Text) {
      column.add_text(text_or_empty(readstat_string_value(value)));
    } else if (format_ == LabelledFormat::Dta && readstat_value_is_tagged_missing(value) != 0) {
      column.add_tagged(readstat_value_tag(value));
    } else if (const double number = number_of(value); std::isnan(number)) {  // system-missing, too
      column.add_blank();
    } else {
      column.add_number(number);
    }
    return READSTAT_HANDLER_OK;
  }

  [[gnu::noinline]] int guarded_value(int row, readstat_variable_t* variable, readstat_value_t value) {
    return guard([&] { return this->value(row, variable, value); });
  }

  int message(const char* text) {
    message_ = text_or_empty(text);
    return READSTAT_HANDLER_OK;
  }

  // An exception must not pass through ReadStat, which is C: it is kept, reading stops, and `check` throws it again.
  template <typename Work>
  int guard(Work work) {
    try {
      return work();
    } catch (...) {
      failure_ = std::current_exception();
      return READSTAT_HANDLER_ABORT;
    }
  }

  void check(readstat_error_t error) const {
    if (failure_) {
      std::rethrow_exception(failure_);
    }
    if (error == READSTAT_ERROR_READ || error == READSTAT_ERROR_ROW_COUNT_MISMATCH || error == READSTAT_ERROR_SEEK ||
        (error == READSTAT_OK && rows_declared_ > rows_seen_ && !columns_.empty())) {
      throw Error({"truncated-file",
                   rows_declared_ > 0 ? fmt::format("the file ends after {} of {} rows", rows_seen_, rows_declared_)
                                      : std::string("the file ends too early"),
                   {source_, 0},
                   "copy or export it again"});
    }
    if (error != READSTAT_OK) {
      throw Error({"unreadable-file",
                   fmt::format("the file is damaged or of a kind that cannot be read: {}",
                               message_.empty() ? text_or_empty(readstat_error_message(error)) : message_),
                   {source_, 0},
                   "export it again, or as .csv"});
    }
    Problems problems;
    for (const std::string& name : options_.columns) {
      if (std::ranges::find(names_, name) == names_.end()) {
        problems.add("unknown-column", fmt::format("there is no column `{}`", name), {source_, 0},
                     text::suggestion(name, names_));
      }
    }
    problems.throw_if_any();
    if (rows_seen_ == 0) {
      throw Error({"no-rows", "there are variables but no rows", {source_, 0}, "export it again"});
    }
  }

  Imported finish(const SavExtras& extras) {
    Imported imported;
    imported.table.source = source_;
    if (notes_ > 0) {
      losses_.push_back({"notes", {}, fmt::format("{} lines of notes", notes_)});
    }
    if (extras.attributes) {
      losses_.push_back({"attributes", {}, "custom attributes of the file or its variables"});
    }
    report_cut_labels();
    for (LabelledColumn& column : columns_) {
      bool tags_merged = false;
      imported.table.add(column.finish(labels_[column.label_set], tags_merged));
      if (tags_merged) {
        losses_.push_back({"tagged-missing", column.name, "missing values keep their reason but not their letter"});
      }
    }
    for (const SavSet& set : extras.sets) {
      add_set(set, imported.table);
    }
    imported.losses = std::move(losses_);
    return imported;
  }

 private:
  static constexpr std::size_t no_column = static_cast<std::size_t>(-1);

  static std::string text_or_empty(const char* text) { return text == nullptr ? std::string() : std::string(text); }

  // A float is taken at its own value; 1.1f is 1.10000002384185791.
  static double number_of(readstat_value_t value) { return readstat_double_value(value); }

  void report_cut_labels() {
    for (const LabelledColumn& column : columns_) {
      if (column.label.size() >= variable_label_limit) {
        losses_.push_back(
            {"label-cut", column.name, fmt::format("the label may have been cut at {} bytes", variable_label_limit)});
      }
      const auto& labels = labels_[column.label_set];
      const auto cut = std::ranges::count_if(
          labels, [](const ValueLabel& label) { return label.label.size() >= value_label_limit; });
      if (cut > 0) {
        losses_.push_back({"label-cut", column.name,
                           fmt::format("{} value labels may have been cut at {} bytes", cut, value_label_limit)});
      }
    }
  }

  void add_set(const SavSet& set, Table& table) {
    if (!set.dichotomies) {
      losses_.push_back({"category-set", set.name,
                         fmt::format("the multiple-response set `{}` of categories; its {} columns are kept", set.name,
                                     set.members.size())});
      return;
    }
    ResponseSet found{set.name, set.label, {}};
    for (const std::string& member : set.members) {
      if (const Column* column = table.find(member)) {
        found.members.push_back({member, column->label.empty() ? member : column->label, member, set.counted});
      }
    }
    if (found.members.size() == set.members.size()) {
      table.sets.push_back(std::move(found));
    }
  }

  LabelledFormat format_;
  const ReadOptions& options_;
  const std::string& source_;
  std::size_t label_set_bytes_;
  std::vector<std::size_t> position_;  // of a variable among the columns kept, by ReadStat's index
  std::vector<std::string> names_;
  std::vector<LabelledColumn> columns_;
  std::map<std::string, std::vector<ValueLabel>> labels_;
  std::vector<Loss> losses_;
  std::string message_;
  std::exception_ptr failure_;
  std::size_t notes_ = 0;
  int rows_declared_ = -1;
  int rows_seen_ = 0;
};

Collector& collector(void* context) {
  return *static_cast<Collector*>(context);
}

struct FreeParser {
  void operator()(readstat_parser_t* parser) const { readstat_parser_free(parser); }
};

readstat_error_t parse(std::string_view bytes, LabelledFormat format, const std::string& encoding, Collector& to) {
  MemoryFile file{bytes};
  const std::unique_ptr<readstat_parser_t, FreeParser> parser(readstat_parser_init());
  readstat_set_open_handler(parser.get(), open_memory);
  readstat_set_close_handler(parser.get(), close_memory);
  readstat_set_seek_handler(parser.get(), seek_memory);
  readstat_set_read_handler(parser.get(), read_memory);
  readstat_set_update_handler(parser.get(), update_memory);
  readstat_set_io_ctx(parser.get(), &file);
  if (!encoding.empty()) {
    readstat_set_file_character_encoding(parser.get(), encoding.c_str());
  }
  readstat_set_metadata_handler(parser.get(), [](readstat_metadata_t* metadata, void* context) {
    return collector(context).guard([&] { return collector(context).metadata(metadata); });
  });
  readstat_set_note_handler(parser.get(), [](int, const char* text, void* context) {
    return collector(context).guard([&] { return collector(context).note(text); });
  });
  readstat_set_fweight_handler(parser.get(), [](readstat_variable_t* variable, void* context) {
    return collector(context).guard([&] { return collector(context).weight(variable); });
  });
  readstat_set_value_label_handler(
      parser.get(), [](const char* set, readstat_value_t value, const char* label, void* context) {
        return collector(context).guard([&] { return collector(context).value_label(set, value, label); });
      });
  readstat_set_variable_handler(
      parser.get(), [](int index, readstat_variable_t* variable, const char* set, void* context) {
        return collector(context).guard([&] { return collector(context).variable(index, variable, set); });
      });
  readstat_set_value_handler(
      parser.get(), [](int row, readstat_variable_t* variable, readstat_value_t value, void* context) {
        Collector& own = collector(context);
        return own.known_value(row, variable, value) ? READSTAT_HANDLER_OK : own.guarded_value(row, variable, value);
      });
  readstat_set_error_handler(parser.get(), [](const char* text, void* context) {
    collector(context).guard([&] { return collector(context).message(text); });
  });
  switch (format) {
    case LabelledFormat::Sav:
      return readstat_parse_sav(parser.get(), "", &to);
    case LabelledFormat::Por:
      return readstat_parse_por(parser.get(), "", &to);
    case LabelledFormat::Dta:
      return readstat_parse_dta(parser.get(), "", &to);
  }
  return READSTAT_ERROR_PARSE;
}

}  // namespace

Imported read_labelled(std::string_view bytes, LabelledFormat format, const std::string& source,
                       const ReadOptions& options) {
  Collector to(bytes, format, options, source);
  to.check(parse(bytes, format, options.encoding, to));
  return to.finish(format == LabelledFormat::Sav ? read_sav_extras(bytes) : SavExtras{});
}

}  // namespace kith::data
