#include "report/illustrations.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "report/passport.h"

namespace kith::report {

namespace {

std::string plural_of(const study::Population* population) {
  return population != nullptr ? population->plural : "those who answered";
}

// A chart of one question is named like it.
std::string title_for(const std::string& title, const std::vector<Group>& questions) {
  return questions.size() == 1 ? questions[0].label : title;
}

// Where the caption names the only question, its own label need not.
void without_repetition(std::vector<Group>& questions) {
  if (questions.size() == 1) {
    questions[0].label.clear();
  }
}

std::string all_answers(const std::string& title, const std::vector<Group>& questions) {
  const std::string about = title_for(title, questions);
  const bool says_so = about.ends_with('?') || text::fold(about).find("answers") != std::string::npos;
  return about + (says_so ? "" : ": all answers");
}

// In the middle of a sentence: "A survey of 2019" becomes "a survey of 2019".
std::string within_sentence(std::string name) {
  for (const std::string_view article : {"A ", "An ", "The "}) {
    if (name.starts_with(article)) {
      name[0] = static_cast<char>(name[0] - 'A' + 'a');
    }
  }
  return name;
}

// Of a question with several answers those that most people gave come first; what is not shown, and "Other", last.
void sort_by_share(std::vector<Labelled>& rows) {
  std::ranges::stable_sort(rows, [](const Labelled& a, const Labelled& b) {
    const auto rank = [](const Labelled& row) {
      const bool other = text::starts_with_fold(row.label, "other") ||
                         text::starts_with_fold(row.label, "something else") ||
                         text::starts_with_fold(row.label, "none of");
      return row.shown.has_value() ? (other ? 1 : 0) : 2;
    };
    return rank(a) != rank(b) ? rank(a) < rank(b) : a.shown.value().value_or(0) > b.shown.value().value_or(0);
  });
}

std::string everyone(const study::Population* population) {
  return population != nullptr ? "All " + population->plural : "Everyone";
}

}  // namespace

std::string dimension_name(const study::Study& study, const std::string& dimension) {
  static const std::set<std::string> plain{"programme", "nation", "project", "wave", "mode"};
  if (plain.contains(dimension)) {
    return dimension == "mode" ? "how people answered" : dimension;
  }
  for (const study::Instrument& instrument : study.instruments) {
    if (const auto* question = instrument.question(dimension)) {
      return question->text;
    }
  }
  return dimension;
}

// Of a mean, whose size means nothing without it.
std::optional<study::ScaleEnds> Illustrations::scale_of(const study::Indicator& indicator) const {
  const study::Question* question = release_->study().question_of(indicator);
  return indicator.measure == "mean" && question != nullptr ? study::scale_ends(*question, indicator) : std::nullopt;
}

Setting Illustrations::setting(const std::string& caption, const study::Indicator& indicator) {
  const study::Population* population = release_->study().population(indicator.population);
  const std::string_view measure = indicator.measure == "mean"    ? "Average among "
                                   : indicator.measure == "total" ? "Total for "
                                                                  : "Share of ";
  const auto ends = scale_of(indicator);
  return {.id = fmt::format("chart-{}", ++count_),
          .caption = caption,
          .measure = std::string(measure) + plural_of(population) +
                     (ends ? ", on a scale from " + study::scale_text(*ends) : std::string()),
          .population = population,
          .rules = release_->rules()};
}

// One population a chart, and self-attributed indicators apart; the order of the plan is kept.
std::vector<Illustrations::Indicators> Illustrations::split(const Indicators& indicators) const {
  std::vector<Indicators> groups;
  const auto alike = [&](const study::Indicator& a, const study::Indicator& b) {
    return a.population == b.population && a.self_attributed == b.self_attributed && a.measure == b.measure &&
           scale_of(a) == scale_of(b);
  };
  for (const study::Indicator* indicator : indicators) {
    const auto at = std::ranges::find_if(groups, [&](const Indicators& group) { return alike(*group[0], *indicator); });
    if (at == groups.end()) {
      groups.push_back({indicator});
    } else {
      at->push_back(indicator);
    }
  }
  // What people put down to the project comes after what they say of themselves.
  std::ranges::stable_sort(groups, {}, [](const Indicators& group) { return group[0]->self_attributed; });
  return groups;
}

void Illustrations::add_sources(Chart& chart, const Indicators& group) const {
  const study::Study& study = release_->study();
  std::vector<std::string> surveys;
  std::map<char, std::vector<std::string>> grades;
  std::vector<std::string> fixed;
  for (const study::Indicator* indicator : group) {
    const finding::Finding* finding = release_->overall(indicator->id);
    if (finding == nullptr || !finding->comparison || !release_->shown(*finding).comparison()) {
      continue;
    }
    grades[finding->comparison->grade].push_back(chart_label(*indicator));
    if (!finding->comparison->benchmark_has_error) {
      fixed.push_back(chart_label(*indicator));
    }
    if (const study::Benchmark* benchmark = benchmark_of(study, *finding)) {
      std::string survey = within_sentence(benchmark->survey);
      for (const std::string& part : {benchmark->years, benchmark->cut}) {
        survey += part.empty() ? "" : ", " + part;
      }
      if (std::ranges::find(surveys, survey) == surveys.end()) {
        surveys.push_back(survey);
      }
    }
  }
  if (!surveys.empty()) {
    chart.sources.push_back("Compared with " + text::join(surveys, "; ") + ".");
  }
  if (!fixed.empty()) {
    chart.sources.push_back(
        "Taken as fixed figures, since the source does not say how sure they are: " + text::join(fixed, "; ") + ".");
  }
  if (!grades.empty()) {
    std::vector<std::string> parts;
    for (const auto& [grade, labels] : grades) {
      const std::string name = grade == 'A'   ? "A (same question)"
                               : grade == 'B' ? "B (similar question)"
                                              : "C (related question only)";
      parts.push_back(grades.size() > 1 ? name + " for " + text::join(labels, ", ") : name);
    }
    chart.sources.push_back("Comparability: " + text::join(parts, "; ") + ".");
  }
}

void Illustrations::add_notes(Chart& chart, const Indicators& group) const {
  for (const study::LeftOut& left_out : release_->study().left_out) {
    if (left_out.population.empty() || left_out.population == group[0]->population) {
      chart.notes.push_back("Note: " + left_out.reason);
    }
  }
}

std::string Illustrations::interval_line(const Indicators& group) {
  const std::string note = interval_note(*release_, group[0]->population);
  return said_here_.insert(note).second ? fmt::format("<p class=\"intervals\">{}</p>\n", escape(note)) : std::string();
}

std::string Illustrations::overall_chart(const std::string& title, const Indicators& group) {
  std::vector<Labelled> rows;
  std::vector<std::string> benchmarks;
  for (const study::Indicator* indicator : group) {
    if (const finding::Finding* finding = release_->overall(indicator->id)) {
      drawn_.insert(indicator->id);
      rows.push_back({chart_label(*indicator), release_->shown(*finding)});
      if (const auto against = rows.back().shown.comparison();
          against && std::ranges::find(benchmarks, against->label) == benchmarks.end()) {
        benchmarks.push_back(against->label);
      }
    }
  }
  if (rows.empty()) {
    return {};
  }
  std::string caption = title + ": " + plural_of(release_->study().population(group[0]->population));
  if (!benchmarks.empty()) {
    caption += " and " + listed(benchmarks);
  }
  Chart chart = dumbbell(setting(caption, *group[0]), rows);
  add_sources(chart, group);
  add_notes(chart, group);
  return figure(chart);
}

std::string Illustrations::level_chart(const std::string& title, const Indicators& group,
                                       const std::vector<std::string>& dimensions) {
  const study::Population* population = release_->study().population(group[0]->population);
  std::vector<Group> panels;
  for (const study::Indicator* indicator : group) {
    const auto levels = release_->by(indicator->id, dimensions);
    if (levels.empty()) {
      continue;
    }
    drawn_.insert(indicator->id);
    Group panel{.label = chart_label(*indicator), .rows = {}};
    if (const finding::Finding* overall = release_->overall(indicator->id)) {
      panel.rows.push_back({everyone(population), release_->shown(*overall)});
    }
    for (const finding::Finding* level : levels) {
      panel.rows.push_back({domain_text(*level), release_->shown(*level)});
    }
    panels.push_back(std::move(panel));
  }
  if (panels.empty()) {
    return {};
  }
  std::vector<std::string> names;
  names.reserve(dimensions.size());
  for (const std::string& dimension : dimensions) {
    names.push_back(dimension_name(release_->study(), dimension));
  }
  const std::string caption = title_for(title, panels) + ", by " + listed(names);
  without_repetition(panels);
  Chart chart = bars(setting(caption, *group[0]), panels);
  add_sources(chart, group);
  add_notes(chart, group);
  return figure(chart);
}

std::string Illustrations::wave_chart(const std::string& title, const Indicators& group) {
  std::vector<Group> panels;
  std::vector<std::string> breaks;
  for (const study::Indicator* indicator : group) {
    Group panel{.label = chart_label(*indicator), .rows = {}};
    std::string before;  // code of the wave
    for (const finding::Finding* wave : release_->by(indicator->id, {"wave"})) {
      bool joined = true;
      for (const study::Study::Changed& changed : release_->study().question_changes(*indicator, before, wave->wave)) {
        if (changed.bridge == nullptr) {
          joined = false;
          breaks.push_back(fmt::format("No line leads to {}, because the question changed: {}", domain_text(*wave),
                                       changed.at->reason));
        }
      }
      panel.rows.push_back({domain_text(*wave), release_->shown(*wave), joined});
      before = wave->wave;
    }
    if (panel.rows.size() > 1) {
      panels.push_back(std::move(panel));
    }
  }
  if (panels.empty()) {
    return {};
  }
  const std::string caption = title_for(title, panels) + ", wave by wave";
  without_repetition(panels);
  Chart chart = trend(setting(caption, *group[0]), panels);
  chart.sources.insert(chart.sources.end(), breaks.begin(), breaks.end());
  add_notes(chart, group);
  return figure(chart);
}

std::string Illustrations::answers_chart(const std::string& title, const Indicators& group) {
  std::map<std::string, std::vector<Group>> scales;  // questions by the labels of their options, joined
  std::vector<std::string> order;
  std::vector<Group> unordered;
  for (const study::Indicator* indicator : group) {
    const auto options = release_->options(indicator->id);
    if (options.empty()) {
      continue;
    }
    drawn_.insert(indicator->id);
    Group question{.label = chart_label(*indicator), .rows = {}};
    std::string scale;
    for (const finding::Finding* option : options) {
      question.rows.push_back({release_->option_label(*option), release_->shown(*option)});
      scale += question.rows.back().label + '\n';
    }
    const study::Question* asked = release_->question_of(*options.front());
    if (asked == nullptr || !asked->ordered || options.size() > most_ordered_answers) {
      if (asked != nullptr && asked->type == study::QuestionType::Multiple) {
        sort_by_share(question.rows);
      }
      unordered.push_back(std::move(question));
      continue;
    }
    if (!scales.contains(scale)) {
      order.push_back(scale);
    }
    scales[scale].push_back(std::move(question));
  }
  std::string html;
  const auto add = [&](Chart (*draw)(const Setting&, const std::vector<Group>&), std::vector<Group>& questions) {
    const std::string caption = all_answers(title, questions);
    without_repetition(questions);
    Chart chart = draw(setting(caption, *group[0]), questions);
    add_notes(chart, group);
    html += figure(chart);
  };
  for (const std::string& scale : order) {
    add(stacked, scales[scale]);
  }
  if (!unordered.empty()) {
    add(bars, unordered);
  }
  return html;
}

bool Illustrations::has_comparison(const study::Indicator& indicator) const {
  const finding::Finding* finding = release_->overall(indicator.id);
  return finding != nullptr && release_->shown(*finding).comparison().has_value();
}

std::string Illustrations::section_charts(const std::string& anchor, const std::string& title,
                                          const Indicators& indicators) {
  said_here_.clear();
  std::string html;
  bool attributed_before = false;
  for (const Indicators& group : split(indicators)) {
    // Where nothing is compared, the charts by programme and nation show everyone too: a chart of its own would repeat.
    const std::string levels = level_chart(title, group, {"programme"}) + level_chart(title, group, {"nation"});
    Indicators overall = group;
    if (std::ranges::none_of(group, [&](const auto* one) { return has_comparison(*one); })) {
      std::erase_if(overall, [&](const study::Indicator* one) { return drawn_.contains(one->id); });
    }
    std::string charts = overall.empty() ? "" : overall_chart(title, overall);
    charts += answers_chart(title, group) + wave_chart(title, group) + levels;
    if (charts.empty()) {
      continue;
    }
    if (group[0]->self_attributed && !attributed_before) {
      attributed_before = true;
      html += fmt::format(
          "<h3 id=\"{}-attributed\">What people put down to the project</h3>\n<p>These answers say what people "
          "themselves think the project did. They cannot be compared with people who did not take part.</p>\n",
          anchor);
    }
    html += charts + interval_line(group);
  }
  return html;
}

std::string Illustrations::remaining(const study::Section& section) {
  Indicators left;
  const study::Study& study = release_->study();
  for (const study::Indicator& indicator : study.indicators) {
    const bool here =
        indicator.section == section.code || (indicator.section.empty() && &section == &study.sections.back());
    if (here && !drawn_.contains(indicator.id) && !release_->of(indicator.id).empty()) {
      left.push_back(&indicator);
    }
  }
  std::string charts = left.empty() ? "" : section_charts(anchor(section.title), section.title, left);
  return charts + maps(section);
}

std::string Illustrations::maps(const study::Section& section) {
  std::string html;
  for (const auto& map : release_->input().maps) {
    if (map->section == section.code && mapped_.insert(map->id).second) {
      const Setting setting{.id = "map-" + anchor(map->id),
                            .caption = map->title,
                            .measure = map->measure,
                            .population = nullptr,
                            .rules = release_->rules()};
      html += figure(map_chart(setting, map, *release_));
    }
  }
  return html;
}

std::string Illustrations::place(const Placement& placement) {
  const study::Study& study = release_->study();
  if (placement.kind == "theory") {
    return theory_of_change();
  }
  if (placement.kind == "quote" || placement.kind == "panel") {
    std::string html;
    for (const std::string& id : placement.arguments) {
      if (placement.kind == "panel") {
        const finding::Finding* finding = release_->overall(id) != nullptr ? release_->overall(id) : release_->find(id);
        html += finding != nullptr ? panel(*finding) : "";
        continue;
      }
      for (const auto& safe : release_->input().quotes) {
        html += safe->id == id ? quote(*safe) : "";
      }
    }
    return html;
  }
  said_here_.clear();
  std::string html;
  Indicators named;
  std::vector<std::string> dimensions;
  for (const std::string& id : placement.arguments) {
    const auto section = std::ranges::find(study.sections, id, &study::Section::code);
    const auto breakdown = std::ranges::find(study.breakdowns, id, &study::Breakdown::id);
    const finding::Finding* finding = release_->find(id);
    if (const auto* indicator = study.indicator(id)) {
      named.push_back(indicator);
    } else if (section != study.sections.end()) {
      html += remaining(*section);
    } else if (breakdown != study.breakdowns.end()) {
      dimensions = breakdown->dimensions;
    } else if (finding != nullptr && study.indicator(finding->indicator) != nullptr) {
      named.push_back(study.indicator(finding->indicator));
      for (const finding::Level& level : finding->by) {
        dimensions.push_back(level.dimension);
      }
    }
  }
  for (const Indicators& group : split(named)) {
    const auto section = std::ranges::find(study.sections, group[0]->section, &study::Section::code);
    const std::string title = section != study.sections.end() ? section->title : chart_label(*group[0]);
    html += dimensions.empty()                               ? overall_chart(title, group)
            : dimensions == std::vector<std::string>{"wave"} ? wave_chart(title, group)
                                                             : level_chart(title, group, dimensions);
    html += interval_line(group);
  }
  return html;
}

}  // namespace kith::report
