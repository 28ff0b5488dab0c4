// A wave that was asked with an instrument of its own ([[responses]] instrument = "..."): where its questions differ
// from those of the wave before, a [[break]] is put beside the population's instrument, as if the study had declared
// it.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/text.h"
#include "study/asked.h"
#include "study/loading.h"

namespace kith::study {

namespace {

std::string_view kind_text(QuestionType type) {
  switch (type) {
    case QuestionType::Single:
      return "one answer";
    case QuestionType::Multiple:
      return "several answers";
    case QuestionType::Number:
      return "a number";
    case QuestionType::Text:
      break;
  }
  return "an answer in words";
}

class Wordings {
 public:
  explicit Wordings(Loading& loading) : trail_(loading.trail), study_(loading.study) {}

  void check() {
    for (const Responses& responses : study_.responses) {
      check_entry(responses);
    }
    for (const Population& population : study_.populations) {
      const auto own = std::ranges::find(study_.instruments, population.instrument, &Instrument::name);
      if (own != study_.instruments.end()) {
        follow(population, *own);
      }
    }
  }

 private:
  void check_entry(const Responses& responses) {
    if (responses.instrument.empty()) {
      return;
    }
    const Where where = trail_.at(responses.where, "instrument");
    expect_known(trail_, "instrument", responses.instrument, codes_of(study_.instruments, &Instrument::name), where);
    if (responses.wave.empty()) {
      trail_.problems.add("missing-key",
                          fmt::format("`{}` has an instrument of its own and does not say its wave", responses.file),
                          where, "give each wave a file of its own, with its `wave` and its `instrument`");
    }
    const auto used = std::ranges::find(study_.instruments, responses.instrument, &Instrument::name);
    const bool own = std::ranges::find(study_.populations, responses.instrument, &Population::instrument) !=
                     study_.populations.end();
    if (used != study_.instruments.end() && !own && !(used->breaks.empty() && used->bridges.empty())) {
      trail_.problems.add(
          "break-elsewhere",
          fmt::format("the breaks and bridges of `{}` are not read: it is one wave's instrument", used->name),
          used->breaks.empty() ? used->bridges.front().where : used->breaks.front().where,
          "write them in the instrument that study.toml gives to the population");
    }
  }

  void follow(const Population& population, Instrument& own) {
    std::vector<std::vector<const Instrument*>> asked;  // in each wave
    asked.reserve(study_.waves.size());
    for (const Wave& wave : study_.waves) {
      asked.push_back(asked_in(study_, population, wave.code));
    }
    for (const Question& question : own.questions) {
      std::vector<const Question*> before;
      for (std::size_t w = 0; w < asked.size(); ++w) {
        const std::string& wave = study_.waves[w].code;
        std::vector<const Question*> now;
        for (const Instrument* instrument : asked[w]) {
          if (const Question* there = instrument->question(question.name)) {
            now.push_back(there);
            if (instrument != &own) {
              check_question(question, *there, own, *instrument);
            }
          }
        }
        if (!now.empty()) {
          compare(now, now, wave, population, own);
          compare(before, now, wave, population, own);
          before = std::move(now);
        }
      }
    }
  }

  void compare(const std::vector<const Question*>& before, const std::vector<const Question*>& now,
               const std::string& wave, const Population& population, Instrument& own) {
    const std::string& name = now.front()->name;
    const bool declared = std::ranges::any_of(own.breaks, [&](const Break& one) {
      return one.question == name && one.wave == wave && (one.population.empty() || one.population == population.code);
    });
    if (declared) {
      return;
    }
    for (const Question* earlier : before) {
      for (const Question* later : now) {
        const std::string told = difference(*earlier, *later);
        if (told.empty()) {
          continue;
        }
        own.breaks.push_back({name, wave, told, earlier->where, population.code});
        if (&before == &now) {
          check_one_wave(*earlier, *later, wave, own);
        }
        return;
      }
    }
  }

  // Two wordings in one wave are one figure only if somebody says why.
  void check_one_wave(const Question& one, const Question& other, const std::string& wave, const Instrument& own) {
    const bool bridged = std::ranges::any_of(
        own.bridges, [&](const Bridge& bridge) { return bridge.question == one.name && bridge.wave == wave; });
    if (!bridged) {
      trail_.problems.add(
          "two-wordings",
          fmt::format("`{}` was asked in two ways in wave `{}`, here and at {}:{}", one.name, wave, other.where.file,
                      other.where.line),
          one.where,
          fmt::format("give one of them another name, or say in a [[bridge]] of instruments/{}.toml why "
                      "their answers may be counted together",
                      own.name));
    }
  }

  // Answers of all waves stand in one column, and the plan's options must mean something in each.
  void check_question(const Question& own, const Question& asked, const Instrument& instrument,
                      const Instrument& wave_instrument) {
    if (own.type != asked.type) {
      trail_.problems.add("types-differ",
                          fmt::format("`{}` takes {} here and {} in `{}`", asked.name, kind_text(asked.type),
                                      kind_text(own.type), instrument.name),
                          asked.where, "they are two questions: give this one another name");
      return;
    }
    for (const Indicator& indicator : study_.indicators) {
      const Population* population = study_.population(indicator.population);
      if (indicator.question != own.name || population == nullptr || population->instrument != instrument.name ||
          indicator.positive.empty()) {
        continue;
      }
      const bool any = std::ranges::any_of(indicator.positive,
                                           [&](const std::string& code) { return asked.option(code) != nullptr; });
      if (!any) {
        trail_.problems.add(
            "no-positive-option",
            fmt::format("`{}` of `{}` has none of the options that indicator `{}` counts ({})", asked.name,
                        wave_instrument.name, indicator.id, text::join(indicator.positive, ", ")),
            asked.where, "give its options the codes that they have in the other wave, or the question another name");
      }
    }
  }

  Trail& trail_;
  Study& study_;
};

}  // namespace

void check_wordings(Loading& loading) {
  Wordings(loading).check();
}

void check_asked(Loading& loading) {
  const Study& study = loading.study;
  std::vector<const Question*> told;
  for (const Indicator& indicator : study.indicators) {
    const Question* question = study.question_of(indicator);
    const std::vector<const Instrument*> asked = asked_of(study, indicator.population);
    const bool missing =
        question != nullptr && !asked.empty() && std::ranges::none_of(asked, [&](const Instrument* instrument) {
          return instrument->questions.empty() || instrument->question(question->name) != nullptr;
        });
    if (missing && std::ranges::find(told, question) == told.end()) {
      told.push_back(question);
      std::vector<std::string> names;
      std::ranges::transform(asked, std::back_inserter(names), &Instrument::name);
      loading.trail.problems.add(
          "never-asked",
          fmt::format("no wave was asked `{}`, which indicator `{}` counts: it is not in `{}`", question->name,
                      indicator.id, text::join(names, "`, `")),
          question->where,
          fmt::format("add it to the instrument of a wave that asked it, or remove the indicator, {}:{}",
                      indicator.where.file, indicator.where.line));
    }
  }
}

}  // namespace kith::study
