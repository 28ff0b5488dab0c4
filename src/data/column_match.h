// Which columns of a file hold the answers to a question: as the mapping says, by name, or by the question's wording.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/mapping.h"
#include "data/table.h"

namespace kith::data {

struct QuestionColumns {
  std::optional<std::size_t> single;           // one column
  std::map<std::string, std::size_t> options;  // of a multiple-choice question: option -> its column
  bool by_wording = false;                     // a guess

  bool found() const { return single || !options.empty(); }
};

class ColumnMatch {
 public:
  ColumnMatch(const Imported& imported, const Mapping& mapping, std::string source);

  // A column of study.toml ("id", "weight"). A problem when there is none.
  std::optional<std::size_t> column(const std::string& name, Problems& problems);
  QuestionColumns question(const study::Question& question, Problems& problems);
  // The column of that name, if the file has one.
  std::optional<std::size_t> by_name(std::string_view name) const;

  // Columns that nothing has asked for.
  std::vector<std::string> unused() const;

 private:
  std::optional<std::size_t> by_header(const std::string& header) const;
  std::optional<std::size_t> mapped(const MappedColumn& to, Problems& problems);
  std::optional<std::size_t> by_wording(const std::string& wording) const;
  QuestionColumns from_set(const study::Question& question);
  void missing(const std::string& what, const std::string& name, Problems& problems) const;
  std::optional<std::size_t> use(std::optional<std::size_t> column);

  const Imported& imported_;
  const Mapping& mapping_;
  std::string source_;
  std::vector<std::string> names_;
  std::vector<bool> used_;
};

}  // namespace kith::data
