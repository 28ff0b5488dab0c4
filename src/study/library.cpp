#include "study/library.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/text.h"
#include "study/benchmark_entry.h"
#include "study/toml_reader.h"

namespace kith::embedded {
std::span<const std::pair<std::string_view, std::string_view>> benchmark_library();  // cmake/embed.cmake
}

namespace kith::study {

namespace {

Survey read_survey(Entry& entry) {
  Survey survey;
  survey.code = entry.code("code", Need::Required);
  survey.name = entry.text("name", Need::Required);
  survey.nations = entry.text("nations");
  survey.ages = entry.text("ages");
  survey.mode = entry.text("mode");
  survey.years = entry.text("years");
  survey.link = entry.text("link");
  survey.licence = entry.text("licence");
  survey.note = entry.text("note");
  survey.missing = entry.texts("missing");
  entry.each("design", [&](Entry& design) {
    survey.designs.push_back(
        {design.text("years"), design.text("weight"), design.text("strata"), design.text("cluster")});
  });
  return survey;
}

std::vector<std::string> folded(std::vector<std::string> phrases) {
  std::ranges::transform(phrases, phrases.begin(), [](const std::string& phrase) { return text::fold(phrase); });
  return phrases;
}

void fill(std::string& own, const std::string& theirs) {
  if (own.empty()) {
    own = theirs;
  }
}

// What was asked, of another entry. How and where it was asked is a matter of the year.
void take_question(const Library& library, const std::string& like, Benchmark& figure, Trail& trail) {
  const Benchmark* question = library.entry(like);
  if (question == nullptr) {
    trail.problems.add("unknown-entry", "the library has no entry `" + like + "`", figure.where);
    return;
  }
  for (std::string Benchmark::* const fact :
       {&Benchmark::library, &Benchmark::item, &Benchmark::wording, &Benchmark::scale, &Benchmark::grade_reason}) {
    fill(figure.*fact, question->*fact);
  }
}

Library read() {
  Library library;
  Trail trail;
  std::vector<std::string> likes;  // of each entry: the one whose question it is a figure of
  for (const auto& [name, bytes] : embedded::benchmark_library()) {
    read_toml(bytes, std::string(name), trail, [&](Entry& file) {
      file.each("survey", [&](Entry& entry) { library.surveys.push_back(read_survey(entry)); });
      file.each("entry", [&](Entry& entry) {
        Benchmark benchmark;
        benchmark.where = entry.where();
        benchmark.id = entry.code("id", Need::Required);
        read_facts(entry, benchmark);
        benchmark.grade_reason = entry.text("grade_reason");
        const std::string like = entry.text("like");
        benchmark.library = entry.code("survey", like.empty() ? Need::Required : Need::Optional);
        likes.push_back(like);
        library.entries.push_back(std::move(benchmark));
      });
      file.each("near_miss", [&](Entry& entry) {
        library.near_misses.push_back(
            {folded(entry.texts("ours")), folded(entry.texts("theirs")), entry.text("reason")});
      });
    });
  }
  expect_unique(trail, "entry", "id", library.entries, [](const Benchmark& entry) { return entry.id; });
  for (std::size_t i = 0; i < likes.size(); ++i) {
    if (!likes[i].empty()) {
      take_question(library, likes[i], library.entries[i], trail);
    }
  }
  for (Benchmark& entry : library.entries) {
    const Survey* survey = library.survey(entry.library);
    if (survey == nullptr) {
      trail.problems.add("unknown-survey", "unknown survey `" + entry.library + "`", entry.where);
      continue;
    }
    entry.survey = survey->name;
    entry.licence = entry.licence.empty() ? survey->licence : entry.licence;
  }
  trail.problems.throw_if_any();
  return library;
}

}  // namespace

const Survey* Library::survey(std::string_view code) const {
  const auto found = std::ranges::find(surveys, code, &Survey::code);
  return found == surveys.end() ? nullptr : &*found;
}

const Benchmark* Library::entry(std::string_view id) const {
  const auto found = std::ranges::find(entries, id, &Benchmark::id);
  return found == entries.end() ? nullptr : &*found;
}

const Library& library() {
  static const Library read_once = read();
  return read_once;
}

void fill_from(const Benchmark& entry, Benchmark& benchmark) {
  for (std::string Benchmark::* const fact :
       {&Benchmark::survey, &Benchmark::item, &Benchmark::wording, &Benchmark::scale, &Benchmark::mode,
        &Benchmark::years, &Benchmark::fieldwork_start, &Benchmark::fieldwork_end, &Benchmark::geography,
        &Benchmark::cut, &Benchmark::source, &Benchmark::page, &Benchmark::licence, &Benchmark::grade_reason}) {
    fill(benchmark.*fact, entry.*fact);
  }
  if (benchmark.computed && benchmark.data_file().empty() && !entry.computed) {
    benchmark.value = entry.value;
    benchmark.mean = entry.mean;
    benchmark.computed = false;
    benchmark.base = benchmark.base ? benchmark.base : entry.base;
    benchmark.design_factor = benchmark.design_factor ? benchmark.design_factor : entry.design_factor;
    benchmark.standard_deviation =
        benchmark.standard_deviation ? benchmark.standard_deviation : entry.standard_deviation;
    benchmark.standard_error = benchmark.standard_error ? benchmark.standard_error : entry.standard_error;
  }
}

const NearMiss* near_miss(std::string_view our_wording, const Benchmark& benchmark) {
  const std::string ours = text::fold(our_wording);
  const std::string theirs = text::fold(benchmark.item + "\n" + benchmark.wording);
  const auto has = [](const std::string& text, const std::vector<std::string>& phrases) {
    return std::ranges::any_of(phrases,
                               [&](const std::string& phrase) { return text.find(phrase) != std::string::npos; });
  };
  for (const NearMiss& pair : library().near_misses) {
    if (has(ours, pair.ours) && has(theirs, pair.theirs)) {
      return &pair;
    }
  }
  return nullptr;
}

}  // namespace kith::study
