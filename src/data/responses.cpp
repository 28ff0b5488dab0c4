#include "data/responses.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <stdexcept>
#include <unordered_map>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "data/column_match.h"
#include "data/expression.h"
#include "data/import.h"
#include "data/mapping.h"
#include "data/recode.h"

namespace kith::data {

namespace {

constexpr std::size_t rows_named = 20;  // of a fault that many rows have

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string rows_text(std::size_t count) {
  return counted(count, "row");
}

// The study's programmes, nations, projects or waves as if they were the options of a question.
template <typename T>
study::Question places(std::string name, const std::vector<T>& items) {
  study::Question question;
  question.name = std::move(name);
  question.text = question.name;
  for (const T& item : items) {
    question.options.push_back({item.code, item.name, {}, item.where});
  }
  return question;
}

// What does not change between the passes over one file.
struct Source {
  const study::Study& study;
  const study::Responses& responses;
  const study::Population& population;
  const study::Instrument& instrument;
  const Imported& imported;
  const Mapping& mapping;
};

// One pass over the rows of a file that belong to the study.
class Receiving {
 public:
  Receiving(const Source& source, std::span<const std::size_t> rows, Problems& problems)
      : source_(source),
        problems_(problems),
        match_(source.imported, source.mapping, source.responses.file),
        origin_{source.imported.table, source.imported.lines, source.responses.file, rows} {
    received_.table.source = source.responses.file;
  }

  Reception receive() {
    add_respondent();
    add_places();
    add_weight();
    for (const std::string& name : design_columns(source_.population)) {
      add_as_it_is(name);
    }
    if (!source_.population.where_expression.empty()) {
      add_columns_of_expression();
    }
    for (const study::Question& question : source_.instrument.questions) {
      add_question(question);
    }
    received_.unused = match_.unused();
    if (!received_.unused.empty()) {
      received_.losses.push_back(
          {"unused-columns",
           {},
           fmt::format("{} that no question asks for: {}", counted(received_.unused.size(), "column"),
                       text::join(received_.unused, ", "))});
    }
    return std::move(received_);
  }

 private:
  const Column& raw(std::size_t column) const { return source_.imported.table.columns()[column]; }
  bool has(const std::string& name) const { return received_.table.find(name) != nullptr; }
  void add(Column column) {
    if (!has(column.name)) {
      received_.table.add(std::move(column));
    }
  }

  // Respondents, each once (in each wave, where one file holds several).
  void add_respondent() {
    if (source_.population.id.empty()) {
      return;
    }
    const auto column = match_.column(source_.population.id, problems_);
    if (!column) {
      return;
    }
    const auto wave = source_.population.wave.empty() ? std::nullopt : match_.by_name(source_.population.wave);
    std::unordered_map<std::string, std::size_t> first;
    std::size_t repeated = 0, blank = 0, first_blank = 0;
    for (const std::size_t row : origin_.rows) {
      const std::string id = raw(*column).label_at(row);
      if (id.empty()) {
        first_blank = blank++ == 0 ? row : first_blank;
        continue;
      }
      const std::string key = wave ? raw(*wave).label_at(row) + '\x1F' + id : id;
      const auto [seen, fresh] = first.try_emplace(key, row);
      if (!fresh && ++repeated <= rows_named) {
        problems_.add("duplicate-respondent", fmt::format("respondent `{}` occurs twice", id), origin_.where(row),
                      fmt::format("first in line {}; keep one of them", origin_.lines.of(seen->second)));
      }
    }
    if (repeated > rows_named) {
      problems_.add("duplicate-respondent", fmt::format("{} more respondents occur twice", repeated - rows_named),
                    {origin_.source, 0}, "a file may have been added to itself");
    }
    if (blank > 0) {
      problems_.add("no-respondent", fmt::format("`{}` is blank ({})", source_.population.id, rows_text(blank)),
                    origin_.where(first_blank), "every respondent needs an id");
    }
    add(select(raw(*column), origin_.rows, source_.population.id));
  }

  // Project, programme, nation and wave as the study's own codes.
  void add_places() {
    const study::Population& population = source_.population;
    const study::Study& study = source_.study;
    if (!population.project.empty()) {
      project_ = add_place(population.project, "project", study.projects);
    }
    if (!population.programme.empty()) {
      add_place(population.programme, "programme", study.programmes);
    } else {
      add_from_project("programme", study.programmes, &study::Project::programme);
    }
    if (!population.nation.empty()) {
      add_place(population.nation, "nation", study.nations);
    } else {
      add_from_project("nation", study.nations, &study::Project::nation);
    }
    if (!source_.responses.wave.empty()) {
      const auto wave = std::ranges::find(study.waves, source_.responses.wave, &study::Wave::code);
      const auto index = static_cast<std::size_t>(wave - study.waves.begin());
      add_codes("wave", study.waves, std::vector<std::size_t>(origin_.rows.size(), index));
    }
    if (!population.wave.empty()) {
      add_place(population.wave, "wave", study.waves);
    }
  }

  // Returns the place of each row: an index into `items`, or past their end where the file does not say.
  template <typename T>
  std::vector<std::size_t> add_place(const std::string& name, std::string_view kind, const std::vector<T>& items) {
    const auto found = match_.column(name, problems_);
    if (!found) {
      return {};
    }
    const study::Question codes = places(name, items);
    const OptionIndex index(codes, values_of(name));
    const GivenAnswers given = given_answers(raw(*found), origin_.rows);
    std::vector<std::size_t> item_of;
    for (const Given& answer : given.distinct) {
      const auto item = index.find(answer);
      item_of.push_back(item.value_or(items.size()));
      if (!item) {
        problems_.add(fmt::format("unknown-{}", kind),
                      fmt::format("`{}` is no {} of study.toml ({})", answer.code, kind, rows_text(answer.count)),
                      origin_.where(answer.first_row), index.hint(answer.code));
      }
    }
    report_rows(fmt::format("no-{}", kind), fmt::format("`{}` is blank", name),
                fmt::format("every response belongs to a {}", kind),
                [&](std::size_t row) { return raw(*found).missing_at(row) != Missing::None; });
    std::vector<std::size_t> item_of_row;
    item_of_row.reserve(given.answer.size());
    for (const std::uint32_t answer : given.answer) {
      item_of_row.push_back(answer == GivenAnswers::none ? items.size() : item_of[answer]);
    }
    add_codes(name, items, item_of_row);
    return item_of_row;
  }

  template <typename T>
  void add_from_project(const std::string& name, const std::vector<T>& items, std::string study::Project::* member) {
    if (project_.empty()) {
      return;
    }
    std::vector<std::size_t> item_of_project;
    for (const study::Project& project : source_.study.projects) {
      const auto item = std::ranges::find(items, project.*member, &T::code);
      item_of_project.push_back(static_cast<std::size_t>(item - items.begin()));
    }
    item_of_project.push_back(items.size());
    std::vector<std::size_t> item_of_row;
    std::ranges::transform(project_, std::back_inserter(item_of_row),
                           [&](std::size_t project) { return item_of_project[project]; });
    add_codes(name, items, item_of_row);
  }

  // The code of each row's item: options in the study's order, or text where they are too many.
  template <typename T>
  void add_codes(const std::string& name, const std::vector<T>& items, const std::vector<std::size_t>& item_of_row) {
    if (items.size() <= max_options) {
      std::vector<std::uint8_t> codes;
      codes.reserve(item_of_row.size());
      for (const std::size_t item : item_of_row) {
        codes.push_back(item < items.size() ? static_cast<std::uint8_t>(item) : missing_code(Missing::Blank));
      }
      std::vector<Option> options;
      options.reserve(items.size());
      for (const T& item : items) {
        options.push_back({item.code, item.name, std::nullopt, Missing::None});
      }
      add(Column::categorical(name, std::move(options), std::move(codes)));
      return;
    }
    std::vector<std::string> codes;
    std::vector<std::uint8_t> reasons;
    for (const std::size_t item : item_of_row) {
      codes.push_back(item < items.size() ? items[item].code : std::string());
      reasons.push_back(static_cast<std::uint8_t>(item < items.size() ? Missing::None : Missing::Blank));
    }
    add(Column::text(name, codes, std::move(reasons)));
  }

  void add_weight() {
    const std::string& name = source_.population.weight;
    const auto found = name.empty() ? std::nullopt : match_.column(name, problems_);
    if (!found) {
      return;
    }
    std::vector<double> weights;
    for (const std::size_t row : origin_.rows) {
      weights.push_back(raw(*found).number_at(row).value_or(-1));
    }
    for (const Given& given : given_answers(raw(*found), origin_.rows).distinct) {
      if (!given.value && !text::to_number(given.code)) {
        problems_.add("bad-weight", fmt::format("`{}` is no weight ({})", given.code, rows_text(given.count)),
                      origin_.where(given.first_row), "a weight is a number that is not negative");
      }
    }
    report_rows("bad-weight", fmt::format("the weight `{}` is missing", name),
                "leave the row out with where_expression",
                [&](std::size_t row) { return raw(*found).missing_at(row) != Missing::None; });
    report_rows("bad-weight", fmt::format("the weight `{}` is negative", name),
                "a weight is a number that is not negative",
                [&](std::size_t row) { return raw(*found).number_at(row).value_or(0) < 0; });
    add(Column::number(name, std::move(weights)));
  }

  // One problem for a fault that rows have, with the first of them and how many.
  template <typename Fault>
  void report_rows(const std::string& code, const std::string& what, const std::string& hint, Fault fault) {
    std::size_t count = 0, first = 0;
    for (const std::size_t row : origin_.rows) {
      if (fault(row)) {
        first = count++ == 0 ? row : first;
      }
    }
    if (count > 0) {
      problems_.add(code, fmt::format("{} ({})", what, rows_text(count)), origin_.where(first), hint);
    }
  }

  // A column that the design needs, unless it is a question or there already.
  void add_as_it_is(const std::string& name) {
    if (has(name) || source_.instrument.question(name) != nullptr || name == source_.population.id ||
        name == source_.population.project || name == source_.population.weight) {
      return;
    }
    if (const auto found = match_.column(name, problems_)) {
      add(select(raw(*found), origin_.rows, name));
    }
  }

  // The where_expression may use columns of the file that nothing else asks for.
  void add_columns_of_expression() {
    for (const std::string& name :
         Expression::parse(source_.population.where_expression, source_.population.where).columns()) {
      const auto found = match_.by_name(name);
      if (has(name) || source_.instrument.question(name) != nullptr || !found) {
        continue;
      }
      if (const auto column = match_.column(name, problems_)) {
        add(select(raw(*column), origin_.rows, name));
      }
    }
  }

  const AnswerValues& values_of(const std::string& name) const {
    static const AnswerValues none;
    const auto found = source_.mapping.values.find(name);
    return found == source_.mapping.values.end() ? none : found->second;
  }

  void add_question(const study::Question& question) {
    const QuestionColumns columns = match_.question(question, problems_);
    if (!columns.found()) {
      return;
    }
    Reception::Question found{question.name, {}, 0, {}};
    if (columns.single) {
      found.columns.push_back(single(columns).name);
    }
    for (const auto& [option, column] : columns.options) {
      found.columns.push_back(raw(column).name);
    }
    if (columns.by_wording) {
      received_.guesses.push_back(
          fmt::format("`{}` is the column with its wording, `{}`", question.name, found.columns.front()));
    }
    Recoded recoded = recode(question, columns);
    if (source_.mapping.blank == Missing::NotAsked) {
      route_out_blanks(recoded);
    }
    apply_routing(question, recoded);
    count_answers(question, recoded, found);
    for (Column& column : recoded.columns) {
      add(std::move(column));
    }
    if (!recoded.set.members.empty()) {
      received_.table.sets.push_back(std::move(recoded.set));
    }
    received_.questions.push_back(std::move(found));
  }

  // The column of a question that has one.
  const Column& single(const QuestionColumns& columns) const {
    if (!columns.single) {
      throw std::logic_error("a question with one answer has one column");
    }
    return raw(*columns.single);
  }

  Recoded recode(const study::Question& question, const QuestionColumns& columns) {
    const AnswerValues& values = values_of(question.name);
    Recoded recoded;
    switch (question.type) {
      case study::QuestionType::Single:
        recoded.columns.push_back(recode_single(question, single(columns), origin_, values, problems_));
        return recoded;
      case study::QuestionType::Number:
        recoded.columns.push_back(recode_number(question, single(columns), origin_, values, problems_));
        return recoded;
      case study::QuestionType::Text:
        recoded.columns.push_back(recode_text(question, single(columns), origin_));
        return recoded;
      case study::QuestionType::Multiple:
        break;
    }
    if (columns.single) {
      const auto separator = source_.mapping.separators.find(question.name);
      return recode_list(question, single(columns), origin_, values,
                         separator == source_.mapping.separators.end() ? ';' : separator->second, problems_);
    }
    std::map<std::string, const Column*> of_option;
    for (const auto& [option, column] : columns.options) {
      of_option[option] = &raw(column);
    }
    return recode_ticks(question, of_option, origin_, problems_);
  }

  // The file's author says that whoever was asked answered.
  static void route_out_blanks(Recoded& recoded) {
    for (Column& column : recoded.columns) {
      std::vector<std::uint8_t> asked(column.size());
      for (std::size_t row = 0; row < asked.size(); ++row) {
        asked[row] = column.missing_at(row) == Missing::Blank ? 0 : 1;
      }
      set_not_asked(column, asked);
    }
  }

  // Only where it is certain that a respondent was routed past the question is it not asked.
  void apply_routing(const study::Question& question, Recoded& recoded) {
    if (question.asked_if.empty()) {
      return;
    }
    std::vector<std::uint8_t> asked;
    try {
      for (const Truth truth : Expression::parse(question.asked_if, question.where).truth(received_.table)) {
        asked.push_back(truth == Truth::No ? 0 : 1);
      }
    } catch (const Error& error) {
      problems_.add(error.problems());
      return;
    }
    std::size_t answered = 0;
    for (Column& column : recoded.columns) {
      answered = std::max(answered, set_not_asked(column, asked));
    }
    if (answered > 0) {
      received_.losses.push_back({"routed-out", question.name,
                                  fmt::format("{} of respondents who should not have been asked ({})",
                                              counted(answered, "answer"), question.asked_if)});
    }
  }

  void count_answers(const study::Question& question, const Recoded& recoded, Reception::Question& found) const {
    for (std::size_t row = 0; row < origin_.rows.size(); ++row) {
      found.answered +=
          std::ranges::any_of(recoded.columns,
                              [&](const Column& column) { return column.missing_at(row) == Missing::None; })
              ? 1U
              : 0U;
    }
    if (question.type == study::QuestionType::Single) {
      std::vector<bool> chosen(256);
      for (const std::uint8_t code : recoded.columns.front().codes()) {
        chosen[code] = true;
      }
      for (std::size_t at = 0; at < question.options.size(); ++at) {
        if (!chosen[at]) {
          found.unused.push_back(question.options[at].code);
        }
      }
    }
  }

  const Source& source_;
  Problems& problems_;
  ColumnMatch match_;
  Origin origin_;
  Reception received_;
  std::vector<std::size_t> project_;  // of each row, as an index; empty: the file does not say
};

// The rows that belong to the study.
std::vector<std::size_t> rows_of_study(const Source& source, Problems& problems) {
  std::vector<std::size_t> rows(source.imported.table.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  if (source.population.where_expression.empty()) {
    return rows;
  }
  Problems ignored;  // of rows that may not belong to the study; the pass over those that do reports its own
  try {
    const Table all = Receiving(source, rows, ignored).receive().table;
    const auto kept = rows_where(all, source.population.where_expression, source.population.where);
    std::erase_if(rows, [&](std::size_t row) { return kept[row] == 0; });
  } catch (const Error& error) {
    problems.add(error.problems());
  }
  return rows;
}

}  // namespace

Reception receive(const study::Study& study, const study::Responses& responses, Problems& problems) {
  const study::Population* const population = study.population(responses.population);
  const study::Instrument* const instrument = study.instrument_of(responses);
  if (population == nullptr || instrument == nullptr) {
    problems.add("unknown-population", fmt::format("no population `{}` with an instrument", responses.population),
                 responses.where);
    return {};
  }
  const std::filesystem::path path = study.folder / responses.file;
  try {
    const Mapping mapping = responses.mapping.empty()
                                ? Mapping{}
                                : read_mapping(read_file(study.folder / responses.mapping), responses.mapping,
                                               *population, *instrument, problems);
    const Imported imported = read(path, mapping.reading);
    const Source source{study, responses, *population, *instrument, imported, mapping};
    Problems filter_problems;
    const std::vector<std::size_t> rows = rows_of_study(source, filter_problems);
    Reception received = Receiving(source, rows, problems).receive();
    problems.add(filter_problems.items());
    if (rows.empty()) {
      problems.add("no-rows", "no row belongs to the study", {responses.file, 0},
                   fmt::format("`{}` is true for none", population->where_expression));
    }
    if (rows.size() < imported.table.rows()) {
      received.losses.push_back(
          {"outside-study",
           {},
           fmt::format("{} for which `{}` is not true", rows_text(imported.table.rows() - rows.size()),
                       population->where_expression)});
    }
    for (Loss loss : imported.losses) {
      loss.text = text::replace_all(loss.text, path.string(), responses.file);
      received.losses.push_back(std::move(loss));
    }
    received.guesses.insert(received.guesses.begin(), imported.guesses.begin(), imported.guesses.end());
    return received;
  } catch (const Error& error) {
    if (error.fault() == Fault::Machine) {
      throw;
    }
    problems.add_renamed(error, path.string(), responses.file);
    return {};
  }
}

Table read_responses(const study::Study& study, const study::Responses& responses, Problems& problems,
                     std::vector<Loss>& losses) {
  Reception received = receive(study, responses, problems);
  losses.insert(losses.end(), received.losses.begin(), received.losses.end());
  return std::move(received.table);
}

}  // namespace kith::data
