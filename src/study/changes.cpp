// Change from wave to wave: [[change]] of plan.toml, and where a question changed between waves, [[break]] and
// [[bridge]] of an instrument.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "study/asked.h"
#include "study/loading.h"

namespace kith::study {

namespace {

const std::vector<std::string> by_wave{"wave"};

// Place in the study's order of waves; none for an unknown one.
std::optional<std::size_t> wave_place(const Study& study, std::string_view code) {
  const auto found = std::ranges::find(study.waves, code, &Wave::code);
  return found == study.waves.end() ? std::nullopt
                                    : std::optional(static_cast<std::size_t>(found - study.waves.begin()));
}

// Whether the population may have answered in the wave: a file says so, or holds several waves.
bool answered_in(const Study& study, const std::string& population, const std::string& wave) {
  return std::ranges::any_of(study.responses, [&](const Responses& responses) {
    return responses.population == population && (responses.wave == wave || responses.wave.empty());
  });
}

class ChangeCheck {
 public:
  explicit ChangeCheck(Loading& loading) : loading_(loading), trail_(loading.trail), study_(loading.study) {}

  // One planned change for each indicator that `planned` means.
  void check(const PlannedChange& planned) {
    if (!loading_.readable("study") || !check_waves(planned)) {
      return;
    }
    if (!planned.indicator.empty()) {
      expect_known(trail_, "indicator", planned.indicator, codes_of(study_.indicators, &Indicator::id),
                   at(planned, "indicator"));
      if (const Indicator* indicator = study_.indicator(planned.indicator)) {
        check_indicator(planned, *indicator);
        add(planned, *indicator);
      }
      return;
    }
    const std::size_t before = found_.size() + study_.unfollowed.size();
    bool named = false;
    for (const Indicator& indicator : study_.indicators) {
      const bool answered = answered_in(study_, indicator.population, planned.from) &&
                            answered_in(study_, indicator.population, planned.to);
      if (!answered || !is_one_figure(indicator)) {
        continue;
      }
      if (is_named(indicator, planned)) {
        named = true;
        continue;
      }
      std::vector<std::string> reasons = unbridged(indicator, planned);
      if (reasons.empty()) {
        check_standardise(planned, indicator);
        add(planned, indicator);
      } else {
        study_.unfollowed.push_back({indicator.id, planned.from, planned.to, std::move(reasons)});
      }
    }
    if (found_.size() + study_.unfollowed.size() == before && !named) {
      trail_.problems.add("no-change",
                          fmt::format("no indicator is a share or mean of people who answered in both `{}` and `{}`",
                                      planned.from, planned.to),
                          planned.where, "name an `indicator`, or remove the [[change]]");
    }
  }

  std::vector<PlannedChange> take() { return std::move(found_); }

 private:
  Where at(const PlannedChange& planned, std::string_view key) const { return trail_.at(planned.where, key); }

  bool check_waves(const PlannedChange& planned) {
    const std::vector<std::string> waves = codes_of(study_.waves, &Wave::code);
    for (const auto& [key, code] : {std::pair{"from", planned.from}, std::pair{"to", planned.to}}) {
      expect_known(trail_, "wave", code, waves, at(planned, key));
      if (const Wave* wave = study_.find_wave(code); wave != nullptr && wave->planned) {
        trail_.problems.add("wave-planned", fmt::format("wave `{}` is planned, and has no responses yet", code),
                            at(planned, key), "plan the change when they are there");
      }
    }
    const auto from = wave_place(study_, planned.from);
    const auto to = wave_place(study_, planned.to);
    if (!from || !to) {
      return false;
    }
    if (*from >= *to) {
      trail_.problems.add("wave-order", fmt::format("wave `{}` does not come after `{}`", planned.to, planned.from),
                          at(planned, "to"), "`from` is the earlier wave, `to` the later, in the order of study.toml");
      return false;
    }
    return true;
  }

  void check_indicator(const PlannedChange& planned, const Indicator& indicator) {
    if (!is_one_figure(indicator)) {
      trail_.problems.add(
          "several-figures",
          fmt::format("`{}` is {}, so its change cannot be told", indicator.id,
                      indicator.measure == "total" ? "a total, which grows with those who answer" : "several figures"),
          at(planned, "indicator"),
          indicator.measure == "total" ? "name a share or a mean"
                                       : "give the indicator `positive`, or remove the [[change]]");
    }
    for (const std::string& wave : {planned.from, planned.to}) {
      if (!answered_in(study_, indicator.population, wave)) {
        trail_.problems.add("wave-without-responses",
                            fmt::format("`{}` has no responses in wave `{}`", indicator.population, wave),
                            at(planned, wave == planned.from ? "from" : "to"), "add its [[responses]] to study.toml");
      }
    }
    for (const Study::Changed& changed : study_.question_changes(indicator, planned.from, planned.to)) {
      if (changed.bridge == nullptr) {
        trail_.problems.add(
            "broken-series",
            fmt::format("`{}` cannot be followed from `{}` to `{}`: the question `{}` changed in `{}`, see {}:{}",
                        indicator.id, planned.from, planned.to, changed.at->question, changed.at->wave,
                        changed.at->where.file, changed.at->where.line),
            planned.where,
            fmt::format("\u201C{}\u201D Remove the [[change]], or say in a [[bridge]] beside the break why the two may "
                        "be compared",
                        changed.at->reason));
      }
    }
    check_standardise(planned, indicator);
  }

  void check_standardise(const PlannedChange& planned, const Indicator& indicator) {
    const Instrument* instrument = instrument_of(loading_, indicator.population);
    if (instrument == nullptr || !standardised_.insert({planned.where.line, indicator.population}).second) {
      return;
    }
    std::vector<std::string> known = question_names(*instrument);
    known.insert(known.end(), {"nation", "programme", "project", "mode"});
    for (const std::string& word : planned.standardise) {
      for (const std::string_view part : text::split(word, ':')) {
        expect_known(trail_, "question", text::trim(part), known, at(planned, "standardise"));
        const Question* question = instrument->question(std::string(text::trim(part)));
        if (question != nullptr && question->type != QuestionType::Single) {
          trail_.problems.add("not-a-characteristic",
                              fmt::format("`{}` does not put each person in one group", question->name),
                              at(planned, "standardise"), "name questions of the type \"single\", or dimensions");
        }
        check_characteristic(planned, indicator, std::string(text::trim(part)));
      }
    }
  }

  // Groups that were asked for in another way are other groups.
  void check_characteristic(const PlannedChange& planned, const Indicator& indicator, const std::string& name) {
    const Population* asked = study_.population(indicator.population);
    if (asked == nullptr) {
      return;
    }
    check_asked_of_both(planned, *asked, name);
    for (const Study::Changed& changed : study_.question_changes(*asked, name, planned.from, planned.to)) {
      if (changed.bridge == nullptr) {
        trail_.problems.add("characteristic-changed",
                            fmt::format("`{}` changed in `{}`, so its groups are not the same: {}", name,
                                        changed.at->wave, changed.at->reason),
                            at(planned, "standardise"),
                            "remove it, or say in a [[bridge]] why the two may be compared");
      }
    }
  }

  void check_asked_of_both(const PlannedChange& planned, const Population& asked, const std::string& name) {
    const Instrument* own = study_.instrument_of(asked);
    for (const std::string& wave : {planned.from, planned.to}) {
      const std::vector<const Instrument*> instruments = asked_in(study_, asked, wave);
      const bool lacking = !instruments.empty() && std::ranges::all_of(instruments, [&](const Instrument* instrument) {
        return !instrument->questions.empty() && instrument->question(name) == nullptr;
      });
      if (lacking && own != nullptr && own->question(name) != nullptr) {
        trail_.problems.add("characteristic-not-asked",
                            fmt::format("`{}` was not asked in wave `{}`, whose instrument is `{}`: nobody there can "
                                        "be put in its groups",
                                        name, wave, instruments.front()->name),
                            at(planned, "standardise"), "remove it from `standardise`");
      }
    }
  }

  // An entry of its own comes before one for all indicators.
  bool is_named(const Indicator& indicator, const PlannedChange& planned) const {
    return std::ranges::any_of(study_.changes, [&](const PlannedChange& other) {
      return other.indicator == indicator.id && other.from == planned.from && other.to == planned.to;
    });
  }

  // Why the series is broken; nothing: it is not.
  std::vector<std::string> unbridged(const Indicator& indicator, const PlannedChange& planned) const {
    std::vector<std::string> reasons;
    for (const Study::Changed& changed : study_.question_changes(indicator, planned.from, planned.to)) {
      if (changed.bridge == nullptr) {
        reasons.push_back(changed.at->reason);
      }
    }
    return reasons;
  }

  void add(PlannedChange planned, const Indicator& indicator) {
    planned.indicator = indicator.id;
    const auto same = std::ranges::find_if(found_, [&](const PlannedChange& other) {
      return other.indicator == planned.indicator && other.from == planned.from && other.to == planned.to;
    });
    if (same != found_.end()) {
      trail_.problems.add(
          "duplicate",
          fmt::format("duplicate change of `{}` from `{}` to `{}`", indicator.id, planned.from, planned.to),
          planned.where, fmt::format("the first is at {}:{}", same->where.file, same->where.line));
      return;
    }
    found_.push_back(std::move(planned));
  }

  Loading& loading_;
  Trail& trail_;
  Study& study_;
  std::vector<PlannedChange> found_;
  std::set<std::pair<int, std::string>> standardised_;  // line of the entry and population: looked at already
};

}  // namespace

PlannedChange read_change(Entry& entry) {
  PlannedChange change;
  change.where = entry.where();
  change.indicator = entry.text("indicator");
  change.from = entry.text("from", Need::Required);
  change.to = entry.text("to", Need::Required);
  change.standardise = entry.texts("standardise");
  change.family = entry.has("family") ? entry.code("family") : change.family;
  return change;
}

void read_breaks(Entry& file, Instrument& instrument) {
  file.each("break", [&](Entry& entry) {
    instrument.breaks.push_back({entry.text("question", Need::Required), entry.text("wave", Need::Required),
                                 entry.text("reason", Need::Required), entry.where()});
  });
  file.each("bridge", [&](Entry& entry) {
    instrument.bridges.push_back({entry.text("question", Need::Required), entry.text("wave", Need::Required),
                                  entry.text("reason", Need::Required), entry.where()});
  });
}

void check_breaks(Loading& loading) {
  Trail& trail = loading.trail;
  for (const Instrument& instrument : loading.study.instruments) {
    expect_unique(trail, "break", "question", instrument.breaks,
                  [](const Break& one) { return one.question + " in " + one.wave + one.population; });
    for (const Break& one : instrument.breaks) {
      expect_known(trail, "question", one.question, question_names(instrument), trail.at(one.where, "question"));
      if (!loading.readable("study")) {
        continue;
      }
      expect_known(trail, "wave", one.wave, codes_of(loading.study.waves, &Wave::code), trail.at(one.where, "wave"));
      if (one.population.empty() && wave_place(loading.study, one.wave) == std::size_t{0}) {
        trail.problems.add("first-wave", fmt::format("`{}` is the first wave: nothing was asked before it", one.wave),
                           trail.at(one.where, "wave"), "name the first wave that was asked the new question");
      }
    }
    for (const Bridge& bridge : instrument.bridges) {
      const bool known = std::ranges::any_of(instrument.breaks, [&](const Break& one) {
        return one.question == bridge.question && one.wave == bridge.wave;
      });
      if (!known) {
        trail.problems.add("no-break",
                           fmt::format("no [[break]] of `{}` in wave `{}` to bridge", bridge.question, bridge.wave),
                           bridge.where, "name the question and wave of a [[break]] of this file");
      }
    }
  }
}

void check_changes(Loading& loading) {
  Study& study = loading.study;
  ChangeCheck check(loading);
  for (const PlannedChange& planned : study.changes) {
    check.check(planned);
  }
  study.changes = check.take();
  const bool known =
      std::ranges::any_of(study.breakdowns, [](const Breakdown& one) { return one.dimensions == by_wave; });
  if (!study.changes.empty() && !known) {  // what a change is made of
    study.breakdowns.push_back({"wave", by_wave, false, study.changes.front().where});
  }
}

const Question* Study::question_of(const Indicator& indicator) const {
  const Population* own = population(indicator.population);
  const Instrument* instrument = own == nullptr ? nullptr : instrument_of(*own);
  std::string name = indicator.question;
  for (const CodedQuestion& one : coded) {
    if (!indicator.theme.empty() && one.population == indicator.population &&
        std::ranges::find(one.themes, indicator.theme) != one.themes.end()) {
      name = one.question;
    }
  }
  return instrument == nullptr ? nullptr : instrument->question(name);
}

std::vector<Study::Changed> Study::question_changes(const Indicator& indicator, std::string_view from,
                                                    std::string_view to) const {
  const Question* question = question_of(indicator);
  const Population* asked = population(indicator.population);
  return question == nullptr || asked == nullptr ? std::vector<Changed>{}
                                                 : question_changes(*asked, question->name, from, to);
}

std::vector<Study::Changed> Study::question_changes(const Population& asked, std::string_view question,
                                                    std::string_view from, std::string_view to) const {
  const Instrument* instrument = instrument_of(asked);
  const auto first = wave_place(*this, from);
  const auto last = wave_place(*this, to);
  std::vector<Changed> found;
  if (instrument == nullptr || !first || !last) {
    return found;
  }
  for (std::size_t i = *first + 1; i <= *last; ++i) {
    for (const Break& one : instrument->breaks) {
      const bool theirs = one.population.empty() || one.population == asked.code;
      if (theirs && one.question == question && one.wave == waves[i].code) {
        const auto bridge = std::ranges::find_if(instrument->bridges, [&](const Bridge& other) {
          return other.question == one.question && other.wave == one.wave;
        });
        found.push_back({&one, bridge == instrument->bridges.end() ? nullptr : &*bridge});
      }
    }
  }
  const bool seen = std::ranges::none_of(found, [](const Changed& one) { return one.at->population.empty(); });
  if (seen && !found.empty() && asked_alike(*this, asked, question, from, to)) {
    return {};  // it changed, and changed back
  }
  return found;
}

double Study::smallest_difference_of(const Indicator& indicator) const {
  return indicator.smallest_difference.value_or(indicator.measure == "share" ? smallest_difference : 0);
}

bool Study::has_change(std::string_view indicator) const {
  return std::ranges::find(changes, indicator, &PlannedChange::indicator) != changes.end();
}

}  // namespace kith::study
