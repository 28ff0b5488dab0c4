#include "simulate/answers.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/text.h"
#include "simulate/cut.h"
#include "simulate/draws.h"
#include "simulate/routing.h"
#include "simulate/shares.h"
#include "simulate/study_facts.h"
#include "simulate/target.h"
#include "simulate/wording.h"

namespace kith::simulate {

namespace {

class Questions {
 public:
  Questions(const Survey& survey, const FactorModel& factors, std::vector<Met>& met, Problems& problems)
      : survey_(survey),
        latent_(factors, survey.recipe, survey.population.code, survey.wave, survey.people),
        met_(met),
        problems_(problems) {}

  Answers draw(const study::Question& question, const std::vector<std::uint8_t>& asked) {
    Answers answers;
    answers.question = &question;
    decide_who_answers(answers, asked);
    switch (question.type) {
      case study::QuestionType::Single:
        draw_single(answers);
        break;
      case study::QuestionType::Multiple:
        draw_multiple(answers);
        break;
      case study::QuestionType::Number:
        draw_numbers(answers);
        break;
      case study::QuestionType::Text:
        draw_text(answers);
        break;
    }
    return answers;
  }

 private:
  const QuestionRecipe& plan(const study::Question& question) const {
    return survey_.recipe.question(survey_.population.code, question.name);
  }
  std::string scope(std::string_view what, const study::Question& question) const {
    return fmt::format("{}/{}/{}/{}", survey_.population.code, survey_.wave, what, question.name);
  }
  std::size_t people() const { return survey_.people.size(); }

  const Target* target(const study::Question& question, const std::string& part = {}) const {
    return survey_.targets == Targets::Ignore
               ? nullptr
               : target_on(survey_.study, survey_.recipe, survey_.population.code, question.name, part);
  }

  // Blank, or an option that leaves the base, or an answer.
  void decide_who_answers(Answers& answers, const std::vector<std::uint8_t>& asked) {
    const study::Question& question = *answers.question;
    const Draws draws(survey_.recipe.seed, scope("missing", question));
    answers.reasons.assign(people(), data::Missing::None);
    left_base_.assign(people(), question.options.size());
    for (std::size_t i = 0; i < people(); ++i) {
      if (asked[i] == 0) {
        answers.reasons[i] = data::Missing::NotAsked;
        continue;
      }
      double uniform = draws.uniform(survey_.people[i].key);
      for (const auto& [reason, share] : plan(question).missing) {
        if (uniform < share) {
          if (reason == "blank") {
            answers.reasons[i] = data::Missing::Blank;
          } else {
            left_base_[i] = static_cast<std::size_t>(question.option(reason) - question.options.data());
          }
          break;
        }
        uniform -= share;
      }
    }
  }
  // Flags of those whose answer counts.
  std::vector<std::uint8_t> in_base(const Answers& answers) const {
    std::vector<std::uint8_t> flags(people());
    for (std::size_t i = 0; i < people(); ++i) {
      flags[i] = answers.reasons[i] == data::Missing::None && left_base_[i] == answers.question->options.size() ? 1 : 0;
    }
    return flags;
  }
  std::vector<std::size_t> scale(const study::Question& question) const {
    std::vector<std::size_t> options;
    for (std::size_t i = 0; i < question.options.size(); ++i) {
      if (!leaves_base(survey_.study, survey_.population.code, question, question.options[i])) {
        options.push_back(i);
      }
    }
    return options;
  }

  void draw_single(Answers& answers) {
    const study::Question& question = *answers.question;
    std::vector<std::size_t> sequence = scale(question);
    std::vector<double> tails = latent_.tails(question.name);
    const Target* wanted_share = target(question);
    std::size_t positives = 0;
    if (wanted_share != nullptr) {
      const std::vector<std::string>& positive = survey_.study.indicator(wanted_share->indicator)->positive;
      const auto is_positive = [&](std::size_t option) {
        return std::ranges::find(positive, question.options[option].code) != positive.end();
      };
      if (question.ordered && !is_positive(sequence.front())) {
        std::ranges::reverse(sequence);  // the positive end is the last option
        std::ranges::for_each(tails, [](double& tail) { tail = 1 - tail; });
      } else {
        std::ranges::stable_partition(sequence, is_positive);
      }
      positives = static_cast<std::size_t>(std::ranges::count_if(sequence, is_positive));
    }

    // Cumulative shares for each programme, the positive ones scaled to what is wanted.
    std::map<std::string, std::vector<double>> bounds;
    for (const Person& person : survey_.people) {
      std::vector<double>& bound = bounds[person.programme];
      if (!bound.empty()) {
        continue;
      }
      bound = scale_shares(plan(question), question, sequence, person.programme);
      const auto middle = bound.begin() + static_cast<std::ptrdiff_t>(positives);
      if (wanted_share != nullptr) {
        const double now = std::accumulate(bound.begin(), middle, 0.0);
        const double then = wanted(wanted_share, person.programme, now);
        std::for_each(bound.begin(), middle, [&](double& share) { share *= now > 0 ? then / now : 0; });
        std::for_each(middle, bound.end(), [&](double& share) { share *= now < 1 ? (1 - then) / (1 - now) : 0; });
      }
      std::partial_sum(bound.begin(), bound.end(), bound.begin());
    }
    const std::vector<std::uint8_t> positive = cut(
        survey_.people, in_base(answers), tails,
        [&](const std::string& programme) { return positives == 0 ? 0.0 : bounds.at(programme)[positives - 1]; },
        wanted_share, met_, problems_);

    answers.option.resize(people());
    for (std::size_t i = 0; i < people(); ++i) {
      if (left_base_[i] != question.options.size()) {
        answers.option[i] = left_base_[i];
        continue;
      }
      const std::vector<double>& bound = bounds.at(survey_.people[i].programme);
      auto place = static_cast<std::size_t>(std::ranges::upper_bound(bound, tails[i]) - bound.begin());
      place = positive[i] != 0 ? std::min(place, positives - 1) : std::max(place, positives);
      answers.option[i] = sequence[std::min(place, sequence.size() - 1)];
    }
  }

  // Which of `parts` each person chose; who chose none gets the fallback, the last part without a target.
  void draw_ticks(Answers& answers, const std::vector<std::string>& parts) {
    const study::Question& question = *answers.question;
    const std::vector<std::uint8_t> base = in_base(answers);
    std::size_t fallback = parts.size();
    for (std::size_t part = 0; part < parts.size(); ++part) {
      if (target(question, parts[part]) == nullptr) {
        fallback = part;
      }
    }
    answers.ticks.assign(parts.size(), std::vector<std::uint8_t>(people(), 0));
    std::vector<std::uint8_t> chose(people(), 0);
    part_tails_.assign(parts.size(), {});
    for (std::size_t part = 0; part < parts.size(); ++part) {
      if (part == fallback) {
        continue;
      }
      const Target* wanted_share = target(question, parts[part]);
      part_tails_[part] = latent_.tails(question.name, parts[part]);
      answers.ticks[part] = cut(
          survey_.people, base, part_tails_[part],
          [&](const std::string& programme) {
            return wanted(wanted_share, programme, tick_share(plan(question), programme, parts[part]));
          },
          wanted_share, met_, problems_);
      std::ranges::transform(chose, answers.ticks[part], chose.begin(), std::bit_or<>());
    }
    if (fallback == parts.size()) {
      if (question.type == study::QuestionType::Multiple) {
        problems_.add("no-other-option",
                      fmt::format("every option of `{}` has a target, so that who ticks none of them has not answered",
                                  question.name),
                      question.where, "leave one option without a target, such as \"Something else\"");
      }
      return;
    }
    const Draws draws(survey_.recipe.seed, scope("fallback", question));
    part_tails_[fallback].assign(people(), 1);
    for (std::size_t i = 0; i < people(); ++i) {
      const bool takes = question.type == study::QuestionType::Multiple ||
                         draws.uniform(survey_.people[i].key) <
                             tick_share(plan(question), survey_.people[i].programme, parts[fallback]);
      answers.ticks[fallback][i] = chose[i] == 0 && takes ? 1 : 0;
    }
  }

  void draw_multiple(Answers& answers) {
    const study::Question& question = *answers.question;
    const std::vector<std::size_t> options = scale(question);
    std::vector<std::string> codes(options.size());
    std::ranges::transform(options, codes.begin(), [&](std::size_t option) { return question.options[option].code; });
    draw_ticks(answers, codes);
    std::vector<std::vector<std::uint8_t>> all(question.options.size(), std::vector<std::uint8_t>(people(), 0));
    for (std::size_t part = 0; part < options.size(); ++part) {
      all[options[part]] = std::move(answers.ticks[part]);
    }
    answers.ticks = std::move(all);
    for (std::size_t i = 0; i < people(); ++i) {
      if (left_base_[i] != question.options.size()) {  // "Prefer not to say" stands alone
        for (std::size_t option = 0; option < question.options.size(); ++option) {
          answers.ticks[option][i] = option == left_base_[i] ? 1 : 0;
        }
      }
    }
  }

  void draw_numbers(Answers& answers) {
    const study::Question& question = *answers.question;
    const QuestionRecipe& recipe = plan(question);
    const Draws draws(survey_.recipe.seed, scope("number", question));
    const double low = std::max(recipe.low, question.minimum.value_or(recipe.low));
    const double high = std::max(low, std::min(recipe.high, question.maximum.value_or(recipe.high)));
    answers.numbers.resize(people());
    for (std::size_t i = 0; i < people(); ++i) {
      const double value = recipe.mean + recipe.sd * draws.normal(survey_.people[i].key);
      answers.numbers[i] = std::clamp(std::round(value), low, high);
    }
  }

  void draw_text(Answers& answers) {
    const study::Question& question = *answers.question;
    const std::vector<std::string> themes = themes_of(survey_.study, survey_.population.code, question.name);
    draw_ticks(answers, themes);
    const Wordings wordings(survey_.recipe, survey_.population.code, survey_.wave, question.name);
    answers.texts.resize(people());
    for (std::size_t i = 0; i < people(); ++i) {
      std::vector<std::pair<double, std::string>> held;  // what mattered most comes first
      for (std::size_t theme = 0; theme < themes.size(); ++theme) {
        if (answers.ticks[theme][i] != 0) {
          held.emplace_back(part_tails_[theme][i], themes[theme]);
        }
      }
      std::ranges::sort(held);
      std::vector<std::string> order;
      std::ranges::transform(held, std::back_inserter(order), [](const auto& one) { return one.second; });
      answers.texts[i] = wordings.compose(survey_.people[i], order);
    }
  }

  const Survey& survey_;
  Latent latent_;
  std::vector<Met>& met_;
  Problems& problems_;
  // Of the question being drawn: the option by which each person leaves the base (the number of options: none), and the
  // latent answers of its options or themes.
  std::vector<std::size_t> left_base_;
  std::vector<std::vector<double>> part_tails_;
};

}  // namespace

std::string Answers::cell(std::size_t person) const {
  if (reasons[person] != data::Missing::None) {
    return {};
  }
  switch (question->type) {
    case study::QuestionType::Single:
      return question->options[option[person]].code;
    case study::QuestionType::Number:
      return text::exact(numbers[person]);
    case study::QuestionType::Text:
      return texts[person];
    case study::QuestionType::Multiple:
      break;
  }
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < question->options.size(); ++i) {
    if (ticks[i][person] != 0) {
      codes.push_back(question->options[i].code);
    }
  }
  return text::join(codes, ";");
}

std::vector<Answers> draw_answers(const Survey& survey, const FactorModel& factors, std::vector<Met>& met,
                                  Problems& problems) {
  Questions questions(survey, factors, met, problems);
  std::vector<Answers> all;
  for (const study::Question& question : survey.study.instrument_of(survey.population)->questions) {
    all.push_back(questions.draw(question, asked(question, all, survey.people.size())));
  }
  return all;
}

}  // namespace kith::simulate
