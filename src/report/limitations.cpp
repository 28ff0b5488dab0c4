#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "report/page.h"
#include "report/passport.h"
#include "study/covered.h"

namespace kith::report {

namespace {

constexpr int stale_months = 24;
constexpr std::size_t few_clusters = 20;

// Asked by an interviewer or filled in alone: answers differ between the two even when the words do not.
enum class Asked { Alone, ByInterviewer, Both, Unknown };

Asked asked(const std::string& mode) {
  const std::string folded = text::fold(mode);
  const auto has = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return folded.find(word) != std::string::npos; });
  };
  const bool alone = has({"self", "online", "web", "paper", "post"});
  const bool interviewer = has({"face", "telephone", "phone", "interview"});
  return alone && interviewer ? Asked::Both
         : alone              ? Asked::Alone
         : interviewer        ? Asked::ByInterviewer
                              : Asked::Unknown;
}

std::string modes_of(const Release& release) {
  std::string modes;
  for (const study::Population& population : release.study().populations) {
    for (const finding::Finding* count : release.respondents_by(population.code, "mode")) {
      modes += (modes.empty() ? "" : ", ") + domain_text(*count);
    }
  }
  return modes;
}

struct Compared {
  const study::Indicator* indicator;
  const finding::Finding* finding;
  const study::Benchmark* benchmark;
};

std::vector<Compared> comparisons(const Release& release) {
  std::vector<Compared> found;
  for (const study::Indicator& indicator : release.study().indicators) {
    const finding::Finding* finding = release.overall(indicator.id);
    if (finding != nullptr && release.shown(*finding).comparison()) {
      if (const study::Benchmark* benchmark = benchmark_of(release.study(), *finding)) {
        found.push_back({&indicator, finding, benchmark});
      }
    }
  }
  return found;
}

void add_design(const Release& release, std::vector<Limitation>& list) {
  const study::Study& study = release.study();
  const study::DesignFacts& design = study.design;
  const bool about_projects = !study.programmes.empty() || !study.projects.empty();
  if (!design.baseline && about_projects) {
    list.push_back({"No measurement before the start",
                    "Nobody was asked before taking part, so nothing here says how much anybody has changed."});
  }
  if (!design.random_assignment && !about_projects &&
      std::ranges::any_of(study.populations, [](const study::Population& one) { return !one.random_sample; })) {
    list.push_back({"People chose to answer",
                    "Those who answer a survey may differ from those who do not. The figures describe the people who "
                    "answered."});
  }
  if (!design.random_assignment && about_projects) {
    list.push_back(
        {"People chose to take part",
         "Those who join a project, and those who answer a survey, may differ from their neighbours to begin "
         "with. A difference is a difference between groups of people; it does not show what the projects "
         "caused."});
  }
  const bool few = std::ranges::any_of(release.input().findings, [](const auto& safe) {
    return std::ranges::find(safe->notes, "few-clusters", &finding::Note::code) != safe->notes.end();
  });
  const std::size_t projects = release.study().projects.size();
  if (few || (projects > 0 && projects < few_clusters)) {
    list.push_back(
        {"Few projects",
         fmt::format("Some figures rest on fewer than {} projects. People in one project tend to answer alike, "
                     "so these intervals are themselves uncertain.",
                     few_clusters)});
  }
}

void add_benchmarks(const Release& release, std::vector<Limitation>& list) {
  const study::Study& study = release.study();
  const study::Wave* wave = study.find_wave(study.wave);
  const Asked ours = asked(modes_of(release));
  std::size_t compared = 0;
  std::vector<std::string> other_mode, other_nations, old, undated, fixed, similar, related;
  for (const Compared& one : comparisons(release)) {
    const auto& comparison = one.finding->comparison;
    if (!comparison) {
      continue;
    }
    const std::string label = chart_label(*one.indicator);
    ++compared;
    const Asked theirs = asked(one.benchmark->mode);
    if (ours != Asked::Unknown && theirs != ours) {
      other_mode.push_back(label);
    }
    if (const auto others = study::nations_left_out(study, *one.benchmark); !others.empty()) {
      other_nations.push_back(fmt::format("{} (not in {})", label, text::join(others, ", ")));
    }
    const auto gap = months_between(one.benchmark->fieldwork_end, wave != nullptr ? wave->end : "");
    if (!gap) {
      undated.push_back(label);
    } else if (*gap > stale_months) {
      old.push_back(fmt::format("{} ({} months)", label, *gap));
    }
    if (!comparison->benchmark_has_error) {
      fixed.push_back(label);
    }
    if (comparison->grade == 'B') {
      similar.push_back(label);
    } else if (comparison->grade != 'A') {
      related.push_back(label);
    }
  }
  const auto add = [&](const std::vector<std::string>& labels, const char* title, const char* text) {
    if (labels.size() == compared && compared > 1 && &labels != &old && &labels != &other_nations) {
      list.push_back({title, fmt::format("{} This concerns every comparison.", text)});
    } else if (!labels.empty()) {
      list.push_back({title, fmt::format("{} This concerns: {}.", text, text::join(labels, "; "))});
    }
  };
  add(other_mode, "Asked in another way",
      "The national survey asked by interview, in more than one way, or does not say how. People answer an interviewer "
      "differently from a form.");
  add(other_nations, "Figures of other nations",
      "The national survey did not ask in every nation that is in this study.");
  add(old, "Older comparison figures",
      "The national survey took place more than 24 months before the end of this wave; neighbourhoods may have changed "
      "since.");
  add(undated, "Comparison figures without dates", "The source does not state when the national survey took place.");
  add(fixed, "Comparison figures taken as fixed",
      "The source does not state how uncertain its own figure is. The interval of the difference holds only the "
      "uncertainty of the people asked here.");
  add(similar, "Similar, not the same question",
      "The national survey asked about the same thing in other words, on another scale, or not everything about it is "
      "known (comparability B).");
  add(related, "Related questions only",
      "The national survey asked about something related (comparability C). These comparisons stand in no headline.");
}

// One sentence for each group of people that has no figure because too few of them answered.
void add_small_samples(const Release& release, std::vector<Limitation>& list) {
  const study::Study& study = release.study();
  for (const study::LeftOut& left_out : study.left_out) {
    list.push_back({"Left out of every figure", left_out.reason});
  }
  std::set<std::string> said;
  bool confidential = false;
  for (const auto& safe : release.input().findings) {
    const auto& withheld = safe->withheld;
    if (!withheld) {
      continue;
    }
    confidential = confidential || withheld->code == "confidential";
    const bool project = std::ranges::find(safe->by, "project", &finding::Level::dimension) != safe->by.end();
    if (withheld->code != "small-base" || safe->by.empty() || project) {
      continue;
    }
    const study::Population* population = study.population(safe->population);
    const std::string text = fmt::format("The sample of {} ({}) is very small, so the data is not included.",
                                         population != nullptr ? population->plural : "people", domain_text(*safe));
    if (said.insert(text).second) {
      list.push_back({"Small sample", text});
    }
  }
  if (confidential) {
    list.push_back({"Withheld to protect people",
                    "Some figures that rest on enough answers are not shown, because by themselves or together with "
                    "others they would tell of few people."});
  }
}

}  // namespace

std::vector<Limitation> limitations(const Release& release) {
  std::vector<Limitation> list;
  add_design(release, list);
  add_benchmarks(release, list);
  add_small_samples(release, list);
  return list;
}

std::string limitations_html(const Release& release) {
  const auto list = limitations(release);
  if (list.empty()) {
    return {};
  }
  std::string html = "<ul class=\"limits\">\n";
  for (const Limitation& one : list) {
    html += fmt::format("<li><b>{}.</b> {}</li>\n", escape(one.title), escape(one.text));
  }
  return html + "</ul>\n";
}

}  // namespace kith::report
