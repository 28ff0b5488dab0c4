#include "run/indicators.h"
#include "run/amounts.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "data/expression.h"
#include "run/option_counts.h"
#include "study/asked.h"
#include "study/made_columns.h"
#include "themes/themes.h"

namespace kith::run {

namespace {

using data::Column;
using data::Missing;
using finding::Finding;

std::string quoted(const std::vector<std::string>& codes) {
  std::string text;
  for (const std::string& code : codes) {
    text += (text.empty() ? "\"" : ",\"") + code + '"';
  }
  return text;
}

const study::Question* question_of(const study::Study& study, const study::Indicator& indicator) {
  const study::Population* population = study.population(indicator.population);
  const study::Instrument* instrument = population == nullptr ? nullptr : study.instrument_of(*population);
  return instrument == nullptr ? nullptr : instrument->question(indicator.question);
}

// The question's column without the options that leave the base of this indicator.
void add_narrowed(const std::string& name, const Column& question, const std::vector<std::string>& exclude,
                  data::Table& table) {
  std::vector<data::Option> options = question.options();
  for (data::Option& option : options) {
    if (std::ranges::find(exclude, option.code) != exclude.end()) {
      option.missing = Missing::Other;
    }
  }
  Column narrowed = Column::categorical(name, std::move(options),
                                        std::vector<std::uint8_t>(question.codes().begin(), question.codes().end()));
  narrowed.label = question.label;
  narrowed.ordered = question.ordered;
  table.add(std::move(narrowed));
}

// Ticked any of several options of a multiple-choice question: yes if any member is, missing if all are.
void add_any_of(const std::string& name, const data::ResponseSet& set, const std::vector<std::string>& options,
                data::Table& table) {
  std::vector<std::uint8_t> codes(table.rows(), data::missing_code(Missing::Blank));
  for (const auto& member : set.members) {
    const Column& column = table.column(member.column);
    const bool wanted = std::ranges::find(options, member.code) != options.end();
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const Missing reason = column.missing_at(row);
      if (reason != Missing::None) {
        if (codes[row] >= data::missing_base) {
          codes[row] = data::missing_code(reason);
        }
        continue;
      }
      const bool ticked = wanted && column.options()[column.codes()[row]].label == "Yes";
      codes[row] = ticked || codes[row] == 1 ? 1 : 0;
    }
  }
  table.add(Column::categorical(name, {{"no", "No", 0.0, Missing::None}, {"yes", "Yes", 1.0, Missing::None}},
                                std::move(codes)));
}

// The breakdowns of an indicator: everyone, then what the plan asks for.
std::vector<const study::Breakdown*> breakdowns_of(const study::Study& study, const study::Indicator& indicator,
                                                   const data::Table& table) {
  std::vector<const study::Breakdown*> wanted;
  for (const study::Breakdown& breakdown : study.breakdowns) {
    const bool named = std::ranges::find(indicator.breakdowns, breakdown.id) != indicator.breakdowns.end();
    const bool known = std::ranges::all_of(breakdown.dimensions, [&](const std::string& dimension) {
      return table.find(dimension) != nullptr && dimension != indicator.question;
    });
    const bool changes = breakdown.dimensions == std::vector<std::string>{"wave"} && study.has_change(indicator.id);
    if (known && (changes || named || (indicator.breakdowns.empty() && breakdown.by_default))) {
      wanted.push_back(&breakdown);
    }
  }
  return wanted;
}

bool has_wave(const std::vector<std::string>& dimensions) {
  return std::ranges::find(dimensions, "wave") != dimensions.end();
}

finding::Kind kind_of(const study::Indicator& indicator) {
  return indicator.measure == "mean"    ? finding::Kind::Mean
         : indicator.measure == "total" ? finding::Kind::Total
                                        : finding::Kind::Share;
}

// A cell that the plan left out has nobody in it; its row would only say so.
bool is_left_out(const study::Study& study, const std::string& population, const std::vector<finding::Level>& by) {
  return std::ranges::any_of(study.left_out, [&](const study::LeftOut& cell) {
    return cell.population == population && std::ranges::all_of(cell.cell, [&](const auto& level) {
             return std::ranges::any_of(
                 by, [&](const finding::Level& at) { return at.dimension == level.first && at.code == level.second; });
           });
  });
}

// What the figure's wave was asked: another wave may have had another questionnaire. Empty: that is not known.
std::vector<const study::Question*> asked_of(const study::Study& study, const study::Population& population,
                                             const study::Indicator& indicator, const Finding& finding) {
  return finding.wave.empty() ? std::vector<const study::Question*>{}
                              : study::asked_in(study, population, finding.wave, indicator.question);
}

bool has_option(const std::vector<const study::Question*>& asked, const std::string& code) {
  return asked.empty() ||
         std::ranges::any_of(asked, [&](const study::Question* question) { return question->option(code) != nullptr; });
}

// Whether the option of the figure could be chosen in its wave. What somebody chose could be, whichever file it stands
// in.
bool was_offered(const std::vector<const study::Question*>& asked, const Finding& finding) {
  return finding.category.empty() || finding.value.value_or(0) > 0 || has_option(asked, finding.category);
}

// The options that a share counts, of those that its wave had and that are in its base.
Finding::Answers answers_of(const std::vector<const study::Question*>& asked, const study::Indicator& indicator,
                            const study::Question& question, const Finding& finding) {
  Finding::Answers answers{question.name, {}, {}};
  for (const study::Option& option : question.options) {
    const auto among = [&](const std::vector<std::string>& codes) {
      return std::ranges::find(codes, option.code) != codes.end();
    };
    const bool own = option.code == finding.category;
    const bool offered = own ? was_offered(asked, finding) : has_option(asked, option.code);
    if (!option.missing.empty() || among(indicator.exclude) || !offered) {
      continue;
    }
    answers.of.push_back(option.code);
    if (finding.category.empty() ? among(indicator.positive) : own) {
      answers.options.push_back(option.code);
    }
  }
  return answers;
}

// Whether some figure of the question counts several options together, so that others can share a part of them.
// Whether figures of the question count people of several options together, or add up what they say.
bool has_net(const study::Study& study, const study::Indicator& indicator) {
  return std::ranges::any_of(study.indicators, [&](const study::Indicator& other) {
    return other.population == indicator.population && other.question == indicator.question &&
           (other.positive.size() > 1 || other.measure == "mean" || other.measure == "total");
  });
}

// A mean of two codes is the share of the people who gave the higher one, and is protected as that.
void count_the_higher(const Column& answers, Finding& finding) {
  std::map<double, std::vector<std::string>> codes;
  for (const std::string& code : finding.answers.of) {
    const auto option = std::ranges::find(answers.options(), code, &data::Option::code);
    const std::optional<double> value = option == answers.options().end() ? std::nullopt : option->value;
    if (!value) {
      return;
    }
    codes[*value].push_back(code);
  }
  if (codes.size() == 2) {
    finding.answers.options = codes.rbegin()->second;
  }
}

// A theme and those below it: whoever spoke of one of them spoke of it.
std::vector<std::string> themes_below(const study::Study& study, const std::string& code) {
  std::vector<std::string> codes{code};
  for (std::size_t i = 0; i < codes.size(); ++i) {
    for (const study::Theme& theme : study.themes) {
      if (theme.parent == codes[i] && std::ranges::find(codes, theme.code) == codes.end()) {
        codes.push_back(theme.code);
      }
    }
  }
  return codes;
}

// Without an id where its wave did not have the option.
void complete(const study::Study& study, const Respondents& respondents, const study::Indicator& indicator,
              const std::string& wave, OptionCounts& counts, Finding& finding) {
  finding.indicator = indicator.id;
  finding.label = indicator.label;
  finding.kind = kind_of(indicator);
  finding.population = indicator.population;
  finding.sensitive = indicator.sensitive;
  const auto at_wave = std::ranges::find(finding.by, "wave", &finding::Level::dimension);
  finding.wave = at_wave == finding.by.end() ? wave : at_wave->code;
  const auto asked = asked_of(study, *respondents.population, indicator, finding);
  if (was_offered(asked, finding)) {
    finding.id = id_of(indicator.id, finding.by, finding.category);
  }
  const study::Question* question = question_of(study, indicator);
  if (const study::Question* coded = study.question_of(indicator); !indicator.theme.empty() && coded != nullptr) {
    finding.answers = {"themes of " + coded->name, themes_below(study, indicator.theme), {}, {}};
  } else if (question != nullptr && question->type == study::QuestionType::Multiple) {
    finding.answers = {question->name,
                       finding.category.empty() ? indicator.positive : std::vector<std::string>{finding.category},
                       {},
                       {}};
  }
  if (!finding.category.empty() && question != nullptr && question->type == study::QuestionType::Single) {
    finding.whole = indicator.id;
  }
  if (indicator.theme.empty() && question != nullptr && question->type == study::QuestionType::Single) {
    finding.answers = answers_of(asked, indicator, *question, finding);
    const Column* column = respondents.table.find(question->name);
    if (finding.kind != finding::Kind::Share && column != nullptr && column->kind() == data::Kind::Categorical) {
      count_the_higher(*column, finding);
    }
  } else if (question != nullptr && question->type == study::QuestionType::Number) {
    finding.answers.question = question->name;
    if (finding.kind != finding::Kind::Share) {
      finding.answers.of = counts.few_numbers(question->name);
      if (finding.answers.of.size() == 2) {
        finding.answers.options = {finding.answers.of.back()};
      }
    }
  }
  finding.provenance.question = indicator.research_question;
  finding.provenance.source = text::join(respondents.files, ", ");
  for (const finding::Note& note : standing_notes(study, *respondents.population, finding.by)) {
    finding.notes.push_back(note);
  }
}

// One request: the indicators that share their breakdowns, over one stretch of waves.
struct Batch {
  std::vector<const study::Indicator*> indicators;
  std::vector<std::vector<std::string>> breakdowns;
  bool all_waves = false;
};

std::vector<Batch> batches_of(const study::Study& study, const Respondents& respondents) {
  std::map<std::pair<bool, std::vector<std::vector<std::string>>>, std::size_t> known;
  std::vector<Batch> batches;
  for (const study::Indicator& indicator : study.indicators) {
    if (indicator.population != respondents.population->code) {
      continue;
    }
    for (const bool all_waves : {false, true}) {
      std::vector<std::vector<std::string>> breakdowns;
      if (!all_waves) {
        breakdowns.emplace_back();
      }
      for (const study::Breakdown* breakdown : breakdowns_of(study, indicator, respondents.table)) {
        if (has_wave(breakdown->dimensions) == all_waves) {
          breakdowns.push_back(breakdown->dimensions);
        }
      }
      if (breakdowns.empty()) {
        continue;
      }
      const auto [found, fresh] = known.try_emplace({all_waves, breakdowns}, batches.size());
      if (fresh) {
        batches.push_back({{}, breakdowns, all_waves});
      }
      batches[found->second].indicators.push_back(&indicator);
    }
  }
  return batches;
}

}  // namespace

std::string measure_of(const study::Indicator& indicator, data::Table& table) {
  if (!indicator.theme.empty()) {
    return fmt::format("share({} in \"Yes\")", themes::column_of(indicator.theme));
  }
  std::string column = indicator.question;
  if (const data::ResponseSet* set = table.set(indicator.question)) {
    if (indicator.positive.empty()) {
      return fmt::format("share({})", indicator.question);
    }
    if (indicator.positive.size() == 1) {
      return fmt::format("share({}_{} in \"Yes\")", indicator.question, indicator.positive.front());
    }
    column = study::any_column(indicator.id);
    if (table.find(column) == nullptr) {
      const data::ResponseSet copy = *set;
      add_any_of(column, copy, indicator.positive, table);
    }
    return fmt::format("share({} in \"Yes\")", column);
  }
  if (!indicator.exclude.empty()) {
    column = study::narrowed_column(indicator.id);
    if (table.find(column) == nullptr) {
      const Column question = table.column(indicator.question);
      add_narrowed(column, question, indicator.exclude, table);
    }
  }
  if (indicator.measure == "mean" || indicator.measure == "total") {
    return fmt::format("{}({})", indicator.measure, column);
  }
  return indicator.positive.empty() ? fmt::format("share({})", column)
                                    : fmt::format("share({} in {})", column, quoted(indicator.positive));
}

std::vector<Estimated> estimate_indicators(const study::Study& study, Respondents& respondents) {
  std::vector<Estimated> all;
  const std::string wave = own_wave(study, respondents);
  std::set<std::string> taken;
  for (const Batch& batch : batches_of(study, respondents)) {
    estimate::Request request;
    for (const study::Indicator* indicator : batch.indicators) {
      const std::string measure = measure_of(*indicator, respondents.table);
      request.measures.push_back(measure);
    }
    request.breakdowns = batch.breakdowns;
    request.design = respondents.design;
    request.where = fmt::format("{} == \"yes\"", in_study);
    if (!batch.all_waves && respondents.waves.size() > 1) {
      request.where += fmt::format(" and wave == \"{}\"", wave);
    }
    Estimated estimated{estimate::estimate(respondents.table, request), {}};
    estimated.findings = estimated.estimates.findings();
    const std::vector<std::uint8_t> rows = data::rows_where(respondents.table, request.where);
    OptionCounts counts(respondents.table, rows);
    Amounts amounts(respondents.table, rows);
    for (Finding& finding : estimated.findings) {
      const study::Indicator& indicator = *batch.indicators[finding.request];
      complete(study, respondents, indicator, wave, counts, finding);
      const bool value = finding.kind != finding::Kind::Share;
      const bool two_codes = value && !finding.answers.options.empty();
      if ((value && !finding.answers.of.empty()) || (!finding.answers.options.empty() && has_net(study, indicator))) {
        finding.answers.chosen = counts.chosen(finding);
      }
      const study::Question* question = question_of(study, indicator);
      if (value && question != nullptr && question->type == study::QuestionType::Number) {
        finding.largest_part = amounts.largest_part(
            indicator.exclude.empty() ? indicator.question : study::narrowed_column(indicator.id), finding.by);
      }
      if (two_codes) {
        finding.numerator = counted(finding.answers);
      }
      const bool empty = finding.bases.unweighted == 0 || finding.id.empty();
      if (is_left_out(study, indicator.population, finding.by) || empty || !taken.insert(finding.id).second) {
        finding.id.clear();
      }
    }
    all.push_back(std::move(estimated));
  }
  return all;
}

std::string id_of(const std::string& indicator, const std::vector<finding::Level>& by, const std::string& category) {
  std::string id = indicator;
  for (const finding::Level& level : by) {
    id += '_' + level.code;
  }
  if (by.empty()) {
    id += "_all";
  }
  return category.empty() ? id : id + '_' + category;
}

std::string own_wave(const study::Study& study, const Respondents& respondents) {
  if (std::ranges::find(respondents.waves, study.wave) != respondents.waves.end()) {
    return study.wave;
  }
  return respondents.waves.empty() ? study.wave : respondents.waves.back();
}

std::vector<finding::Note> standing_notes(const study::Study& study, const study::Population& population,
                                          const std::vector<finding::Level>& by) {
  std::vector<finding::Note> notes;
  if (!population.random_sample) {
    notes.push_back({"describes-variation",
                     fmt::format("The {} were not drawn at random: the interval describes variation among those who "
                                 "answered, not coverage of everyone.",
                                 population.plural)});
  }
  for (const study::LeftOut& cell : study.left_out) {
    const bool apart = std::ranges::any_of(by, [&](const finding::Level& level) {
      const auto found = cell.cell.find(level.dimension);
      return found != cell.cell.end() && found->second != level.code;
    });
    if (cell.population == population.code && !apart) {
      notes.push_back({"left-out", cell.reason});
    }
  }
  return notes;
}

}  // namespace kith::run
