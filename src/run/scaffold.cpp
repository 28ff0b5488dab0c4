#include "run/scaffold.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "data/import.h"
#include "run/draft_questions.h"
#include "run/draft_text.h"

namespace kith::embedded {
std::span<const std::pair<std::string_view, std::string_view>> study_template();  // cmake/embed.cmake
}

namespace kith::run {

namespace {

namespace fs = std::filesystem;

std::string title_of(const fs::path& file) {
  const std::string title = text::replace_all(file.stem().string(), "_", " ");
  return title.empty() ? "A new study" : title;
}

// What statistics programs write into an export where there is no answer.
constexpr const char* no_answer = "NA";

bool holds_no_answer(const data::Table& table) {
  return std::ranges::any_of(table.columns(), [](const data::Column& column) {
    return std::ranges::find(column.options(), no_answer, &data::Option::code) != column.options().end();
  });
}

std::size_t count_guesses(const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("# guess:"); at != std::string::npos; at = text.find("# guess:", at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

NewStudy study_from_template() {
  NewStudy made;
  for (const auto& [name, bytes] : embedded::study_template()) {
    made.files.add(std::string(name), std::string(bytes));
  }
  return made;
}

NewStudy study_from_file(const fs::path& file) {
  data::Imported imported = data::read(file);
  DraftFacts facts;
  if (!imported.heads.empty() && holds_no_answer(imported.table)) {
    facts.no_answer = no_answer;
    data::ReadOptions options;
    options.missing = {no_answer};
    imported = data::read(file, options);
  }
  if (imported.table.rows() == 0) {
    throw Error({"no-rows", "the file holds no answers", {file.string(), 0}, "is it the export of responses?"});
  }
  const Draft draft = draft_questions(imported.table);
  if (draft.questions.empty()) {
    throw Error({"no-questions",
                 "no column of the file looks like a question",
                 {file.string(), 0},
                 "is it the export of responses?"});
  }
  const std::string mapping = draft_mapping_text(draft, facts);
  facts.title = title_of(file);
  facts.responses = "responses/" + file.filename().string();
  facts.mapping = mapping.empty() ? "" : "responses/" + file.stem().string() + ".map.toml";
  facts.guesses = imported.guesses;

  NewStudy made;
  const auto add = [&](const std::string& name, std::string text) {
    made.guesses += count_guesses(text);
    made.files.add(name, std::move(text));
  };
  add("study.toml", draft_study_text(draft, facts));
  add("instruments/questionnaire.toml", draft_instrument_text(draft, facts));
  add("plan.toml", draft_plan_text(draft));
  if (!mapping.empty()) {
    add(facts.mapping, mapping);
  }
  made.files.add(facts.responses, read_file(file));
  made.questions = draft.questions.size();
  made.left_out = draft.left.size();
  for (const data::Loss& loss : imported.losses) {
    made.losses.push_back(loss.column.empty() ? loss.text : fmt::format("{}: {}", loss.column, loss.text));
  }
  return made;
}

void expect_empty(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) {
    return;
  }
  if (!fs::is_directory(folder, ignored)) {
    throw Error({"not-empty", "this is a file", {folder.string(), 0}, "name a folder that does not exist yet"});
  }
  if (!fs::is_empty(folder, ignored)) {
    throw Error(
        {"not-empty", "the folder is not empty", {folder.string(), 0}, "name a folder that does not exist yet"});
  }
}

}  // namespace kith::run
