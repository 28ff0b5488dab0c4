#include "data/canonical.h"

#include <algorithm>
#include <functional>
#include <vector>

#include "data/cells_out.h"
#include "data/csv_write.h"
#include "data/mapping.h"
#include "data/recode.h"

namespace kith::data {

namespace {

struct OutColumn {
  std::string name;
  std::function<std::string(std::size_t row)> cell;
};

// The code of the option that stands for a reason, or nothing.
std::string code_of(const study::Question& question, Missing reason) {
  const auto option = std::ranges::find_if(question.options, [&](const study::Option& each) {
    return reason != Missing::None && missing_of(each) == reason;
  });
  return option == question.options.end() ? std::string() : option->code;
}

OutColumn answer_column(const Column& column, const study::Question& question) {
  return {column.name, [&column, &question](std::size_t row) {
            const std::string text = cell_text(column, row);
            return text.empty() ? code_of(question, column.missing_at(row)) : text;
          }};
}

// One column an option; those that stand for reasons are ticked by who gave that reason.
void add_set(const study::Question& question, const Table& table, std::vector<OutColumn>& out) {
  const Column* any = nullptr;
  for (const study::Option& option : question.options) {
    if (const Column* const column = table.find(question.name + '_' + option.code)) {
      any = column;
      out.push_back({column->name, [column](std::size_t row) { return cell_text(*column, row); }});
    }
  }
  for (const study::Option& option : question.options) {
    if (any != nullptr && missing_of(option) != Missing::None) {
      out.push_back({question.name + '_' + option.code, [any, &question, &option](std::size_t row) {
                       return std::string(code_of(question, any->missing_at(row)) == option.code ? "1" : "");
                     }});
    }
  }
}

}  // namespace

std::string canonical_csv(const Table& table, const study::Population& population,
                          const study::Instrument& instrument) {
  std::vector<OutColumn> out;
  std::vector<std::string> derived{"programme", "nation", "wave"};
  const std::vector<std::string> named = design_columns(population);
  std::erase_if(derived, [&](const std::string& name) { return std::ranges::find(named, name) != named.end(); });
  for (const Column& column : table.columns()) {
    const bool of_set = std::ranges::any_of(table.sets, [&](const ResponseSet& set) {
      return std::ranges::find(set.members, column.name, &ResponseSet::Member::column) != set.members.end();
    });
    const study::Question* const question = instrument.question(column.name);
    if (question != nullptr) {
      out.push_back(answer_column(column, *question));
    } else if (!of_set && std::ranges::find(derived, column.name) == derived.end()) {
      out.push_back({column.name, [&column](std::size_t row) { return cell_text(column, row); }});
    }
  }
  for (const study::Question& question : instrument.questions) {
    if (question.type == study::QuestionType::Multiple) {
      add_set(question, table, out);
    }
  }
  std::string bytes;
  for (std::size_t column = 0; column < out.size(); ++column) {
    bytes += (column == 0 ? "" : ",") + csv_cell(out[column].name);
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    bytes += '\n';
    for (std::size_t column = 0; column < out.size(); ++column) {
      bytes += (column == 0 ? "" : ",") + csv_cell(out[column].cell(row));
    }
  }
  return bytes + '\n';
}

}  // namespace kith::data
