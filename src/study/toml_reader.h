// A TOML file read entry by entry, so that the loader of each file reads like the file's format.
//
// `read_toml` turns bytes into a tree of values (toml_tree.h) and hands its top level over as an `Entry`. Each typed
// access to an entry's key records a Problem with file and line when the value is absent, of the wrong type or badly
// formed, and returns an empty value, so that reading goes on to the next. A key that nobody asked for is a problem
// when its entry is left. One `Trail` is shared by all files of a study: problems, and the line of every key, for what
// can only be checked when everything is read.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "study/toml_tree.h"

namespace kith::study {

struct Trail {
  Problems problems;
  std::map<std::tuple<std::string, int, std::string>, int> lines;  // (file, line of the entry, key) -> line of the key
  std::set<std::string> keys;  // every key that was asked for, "programme.code": what docs/formats.md must mention
  std::set<std::string> unreadable;  // kinds of files ("theory", "instruments") of which one could not be read: nothing
                                     // is said about names that it may have defined

  bool readable(const std::string& kind) const { return !unreadable.contains(kind); }

  // Where `key` stands in the entry that begins at `entry`; the entry itself when it has no such key.
  Where at(const Where& entry, std::string_view key) const;
};

enum class Need { Optional, Required };

class Entry {
 public:
  // `path` names the entry's kind in messages: "" for the file itself, "programme" for [[programme]].
  Entry(const Value& table, std::string file, std::string path, Trail& trail);

  const Where& where() const { return where_; }
  Where where(std::string_view key) const { return trail_.at(where_, key); }
  Trail& trail() { return trail_; }
  std::vector<std::string> keys() const;  // in the order of the file: for entries whose keys are the author's own
  bool has(std::string_view key);
  bool has_text(std::string_view key);  // present, and text rather than a list

  std::string text(std::string_view key, Need need = Need::Optional);
  std::string code(std::string_view key, Need need = Need::Optional);  // lower-case letters, digits, underscores
  std::string name(std::string_view key, Need need = Need::Optional);  // a code that begins with a letter
  std::string date(std::string_view key);                              // ISO form
  bool flag(std::string_view key, bool fallback = false);
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t low, std::int64_t high);
  std::optional<double> number(std::string_view key, double low, double high, Need need = Need::Optional);
  std::vector<std::string> texts(std::string_view key);
  std::vector<std::string> codes(std::string_view key);
  std::map<std::string, std::string> pairs(std::string_view key, Need need);  // { programme = "ac", nation = "sct" }

  // The word given for `key`, as the value that stands beside it in `words`; `fallback` when absent or unknown.
  template <typename T>
  T choice(std::string_view key, std::initializer_list<std::pair<const char*, T>> words, const T& fallback) {
    std::vector<std::string> known;
    for (const auto& word : words) {
      known.emplace_back(word.first);
    }
    const auto index = choose(key, known);
    return index ? (words.begin() + static_cast<std::ptrdiff_t>(*index))->second : fallback;
  }

  // Every [[key]], or every table of the list `key`, in the order of the file.
  void each(std::string_view key, const std::function<void(Entry&)>& read);
  // Every [key.NAME].
  void each_named(std::string_view key, const std::function<void(const std::string&, Entry&)>& read);
  // [key], when it is there.
  void one(std::string_view key, const std::function<void(Entry&)>& read);

  void problem(std::string code, std::string message, std::string_view key, std::string hint = {});
  // Unknown keys become problems. Called by each, each_named, one and read_toml.
  void leave();

 private:
  const Value* find(std::string_view key, Need need);
  const Value* find(std::string_view key, Need need, Value::Kind kind);
  std::optional<std::size_t> choose(std::string_view key, const std::vector<std::string>& words);
  void wrong_type(std::string_view key, const Value& value, std::string_view wanted);
  void check_code(std::string_view code, const Where& where);
  std::string inner(std::string_view key) const;
  std::string title() const;

  const Value& table_;
  std::string path_;
  Where where_;
  Trail& trail_;
  std::vector<std::string> asked_;
};

// Reads `bytes`, calls `read` with the top level, and leaves it. False, with a problem, when it is not TOML or not
// UTF-8.
bool read_toml(std::string_view bytes, const std::string& file, Trail& trail, const std::function<void(Entry&)>& read);

// ---- what is checked when everything is read ----

// "unknown programme `lx`: did you mean `lc`?" at `where`, unless `value` is one of `known`.
void expect_known(Trail& trail, std::string_view kind, std::string_view value, std::span<const std::string> known,
                  const Where& where);

// "duplicate programme `lc`: the first is at study.toml:12", for every repeated key of `items`.
template <typename T, typename Key>
void expect_unique(Trail& trail, std::string_view kind, std::string_view member, const std::vector<T>& items, Key key) {
  std::map<std::string, Where> first;
  for (const T& item : items) {
    const std::string value = key(item);
    const Where where = trail.at(item.where, member);
    const auto [seen, is_new] = first.emplace(value, where);
    if (!is_new && !value.empty()) {
      trail.problems.add("duplicate", "duplicate " + std::string(kind) + " `" + value + "`", where,
                         "the first is at " + seen->second.file + ":" + std::to_string(seen->second.line));
    }
  }
}

// The codes of `items`, in order: what expect_known suggests from.
template <typename T>
std::vector<std::string> codes_of(const std::vector<T>& items, std::string T::* member) {
  std::vector<std::string> codes;
  codes.reserve(items.size());
  for (const T& item : items) {
    codes.push_back(item.*member);
  }
  return codes;
}

}  // namespace kith::study
