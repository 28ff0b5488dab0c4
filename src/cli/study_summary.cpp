#include "cli/study_summary.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/paragraph.h"
#include "cli/text_table.h"

namespace kith::cli {

namespace {

using study::Study;

template <typename T, typename Accept>
std::string count(const std::vector<T>& items, Accept accept) {
  return std::to_string(std::ranges::count_if(items, accept));
}

std::string counted(std::size_t number, const std::string& noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string programmes(const Study& study) {
  std::vector<std::vector<std::string>> rows;
  rows.reserve(study.programmes.size());
  for (const study::Programme& programme : study.programmes) {
    rows.push_back(
        {programme.code, programme.name,
         count(study.projects, [&](const study::Project& project) { return project.programme == programme.code; }),
         programme.funded_projects ? std::to_string(*programme.funded_projects) : ""});
  }
  return text_table({{"PROGRAMME"}, {"NAME"}, {"PROJECTS", Align::Right}, {"FUNDED", Align::Right}}, rows);
}

std::string nations(const Study& study) {
  std::vector<std::vector<std::string>> rows;
  rows.reserve(study.nations.size());
  for (const study::Nation& nation : study.nations) {
    rows.push_back({nation.code, nation.name, count(study.projects, [&](const study::Project& project) {
                      return project.nation == nation.code;
                    })});
  }
  return text_table({{"NATION"}, {"NAME"}, {"PROJECTS", Align::Right}}, rows);
}

std::string waves(const Study& study) {
  std::vector<std::vector<std::string>> rows;
  rows.reserve(study.waves.size());
  for (const study::Wave& wave : study.waves) {
    const std::string files =
        count(study.responses, [&](const study::Responses& responses) { return responses.wave == wave.code; });
    rows.push_back({wave.code, wave.name, wave.start.empty() ? "" : wave.start + " to " + wave.end,
                    wave.planned ? "planned" : files, wave.code == study.wave ? "reported" : ""});
  }
  return text_table({{"WAVE"}, {"NAME"}, {"FIELDWORK"}, {"FILES", Align::Right}, {""}}, rows);
}

std::string populations(const Study& study) {
  std::vector<std::vector<std::string>> rows;
  rows.reserve(study.populations.size());
  for (const study::Population& population : study.populations) {
    const study::Instrument* instrument = study.instrument_of(population);
    const auto is_own = [&](const study::Indicator& indicator) { return indicator.population == population.code; };
    const auto compares = [&](const study::PlannedComparison& comparison) {
      const study::Indicator* indicator = study.indicator(comparison.indicator);
      return indicator != nullptr && is_own(*indicator);
    };
    rows.push_back({population.code, population.instrument,
                    std::to_string(instrument == nullptr ? 0 : instrument->questions.size()),
                    count(study.indicators, is_own), count(study.comparisons, compares)});
  }
  return text_table({{"POPULATION"},
                     {"INSTRUMENT"},
                     {"QUESTIONS", Align::Right},
                     {"INDICATORS", Align::Right},
                     {"COMPARISONS", Align::Right}},
                    rows);
}

std::string rest(const Study& study) {
  std::string line = fmt::format("{}, {}, {}, {} left out, {}", counted(study.breakdowns.size(), "breakdown"),
                                 counted(study.benchmarks.size(), "benchmark"), counted(study.themes.size(), "theme"),
                                 counted(study.left_out.size(), "cell"), counted(study.quotes.size(), "quote"));
  return line + fmt::format("; design of Maryland level {}\n", study::maryland_level(study.design));
}

// What a [[change]] for all indicators leaves out, and why.
std::string unfollowed(const Study& study) {
  std::string text;
  for (const study::Unfollowed& one : study.unfollowed) {
    text += paragraph(fmt::format("`{}` is not followed from {} to {}: {}", one.indicator, one.from, one.to,
                                  text::join(one.reasons, " ")),
                      0, 2);
  }
  return text.empty() ? "" : '\n' + text;
}

}  // namespace

std::string study_summary(const Study& study) {
  std::string summary = study.title + '\n';
  if (!study.synthetic.empty()) {
    summary += study.synthetic + '\n';
  }
  if (!study.programmes.empty()) {
    summary += '\n' + programmes(study);
  }
  if (!study.nations.empty()) {
    summary += '\n' + nations(study);
  }
  if (!study.waves.empty()) {
    summary += '\n' + waves(study);
  }
  return summary + '\n' + populations(study) + '\n' + rest(study) + unfollowed(study);
}

}  // namespace kith::cli
