#include "simulate/recipe.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/text.h"
#include "simulate/study_facts.h"
#include "simulate/target.h"
#include "study/toml_reader.h"

namespace kith::simulate {

namespace {

using study::Entry;
using study::Need;

constexpr std::int64_t most_people = 100'000'000;
constexpr double percent = 100;

class Reader {
 public:
  Reader(const study::Study& study, Recipe& recipe, study::Trail& trail)
      : study_(study), recipe_(recipe), trail_(trail) {
    for (const study::Population& population : study_.populations) {
      populations_.push_back(population.code);
      recipe_.populations[population.code];
    }
    for (const study::Programme& programme : study_.programmes) {
      programmes_.push_back(programme.code);
    }
  }

  void read(Entry& file) {
    recipe_.seed =
        static_cast<std::uint64_t>(file.integer("seed", 0, std::numeric_limits<std::int64_t>::max()).value_or(1));
    file.each("factor", [&](Entry& entry) { read_factor(entry); });
    file.each("population", [&](Entry& entry) { read_population(entry); });
    set_defaults();
    file.each("question", [&](Entry& entry) { read_question(entry); });
    file.each("target", [&](Entry& entry) { read_target(entry); });
    file.each("text", [&](Entry& entry) { read_wording(entry); });
    file.each("coder", [&](Entry& entry) { read_coder(entry); });
  }

  // What an empty recipe comes to.
  void set_defaults() {
    if (recipe_.factors.empty()) {
      recipe_.factors.push_back({"general", {}, {}});
    }
    for (const study::Population& population : study_.populations) {
      const PopulationRecipe& plan = recipe_.population(population.code);
      for (const study::Question& question : study_.instrument_of(population)->questions) {
        QuestionRecipe& recipe = recipe_.questions[population.code][question.name];
        if (question.type == study::QuestionType::Single && question.ordered) {
          recipe.loadings[recipe_.factors.front().code] = 0.5;
        }
        recipe.missing["blank"] = plan.blank;
        for (const study::Option& option : question.options) {
          if (leaves_base(study_, population.code, question, option)) {
            recipe.missing[option.code] = plan.missing_option;
          }
        }
      }
    }
  }

 private:
  // { networks = 0.4, skills = 0.3 }: numbers by one of the known names.
  std::map<std::string, double> numbers(Entry& entry, std::string_view key, const std::vector<std::string>& known,
                                        double low, double high, double unit = 1) {
    std::map<std::string, double> found;
    entry.one(key, [&](Entry& table) {
      for (const std::string& name : known) {
        if (const auto value = table.number(name, low, high)) {
          found[name] = *value / unit;
        }
      }
    });
    return found;
  }
  std::map<std::string, std::int64_t> counts(Entry& entry, std::string_view key,
                                             const std::vector<std::string>& known) {
    std::map<std::string, std::int64_t> found;
    entry.one(key, [&](Entry& table) {
      for (const std::string& name : known) {
        if (const auto value = table.integer(name, 0, most_people)) {
          found[name] = *value;
        }
      }
    });
    return found;
  }
  std::vector<std::string> factors() const { return study::codes_of(recipe_.factors, &Factor::code); }

  void read_factor(Entry& entry) {
    Factor factor;
    factor.where = entry.where();
    factor.code = entry.code("code", Need::Required);
    const std::vector<std::string> earlier = factors();
    factor.on = numbers(entry, "on", earlier, -1, 1);
    if (std::ranges::find(earlier, factor.code) != earlier.end()) {
      entry.problem("duplicate", fmt::format("duplicate factor `{}`", factor.code), "code", "give it another code");
      return;
    }
    recipe_.factors.push_back(std::move(factor));
  }

  void read_population(Entry& entry) {
    const std::string code = entry.text("code", Need::Required);
    study::expect_known(trail_, "population", code, populations_, entry.where("code"));
    PopulationRecipe& plan = recipe_.populations[code];
    plan.where = entry.where();
    plan.size = entry.integer("size", 1, most_people);
    plan.sizes = counts(entry, "sizes", programmes_);
    if (plan.size && !plan.sizes.empty()) {
      entry.problem("two-sizes", "`size` and `sizes` both say how many there are", "size", "remove one of them");
    }
    plan.projects = counts(entry, "projects", study::codes_of(study_.projects, &study::Project::code));
    plan.heterogeneity = entry.number("heterogeneity", 0, 3).value_or(plan.heterogeneity);
    plan.smallest = entry.integer("smallest", 0, most_people).value_or(plan.smallest);
    entry.one("modes", [&](Entry& modes) {
      for (const char* mode : {"online", "paper", "phone", "in_person"}) {
        if (const auto share = modes.number(mode, 0, percent)) {
          plan.modes[mode] = *share / percent;
        }
      }
    });
    if (const auto share = entry.number("deprived", 0, percent)) {
      plan.deprived = *share / percent;
    }
    plan.partial_postcode = entry.number("partial_postcode", 0, percent).value_or(0) / percent;
    plan.no_postcode = entry.number("no_postcode", 0, percent).value_or(0) / percent;
    plan.blank = entry.number("blank", 0, percent).value_or(plan.blank * percent) / percent;
    plan.missing_option = entry.number("missing_option", 0, percent).value_or(plan.missing_option * percent) / percent;
  }

  void read_question(Entry& entry) {
    const std::vector<std::string> names = entry.texts("questions");
    if (names.empty()) {
      entry.problem("missing-key", "[question] has no `questions`", "questions", "name the questions it is about");
    }
    const std::string programme = entry.text("programme");
    study::expect_known(trail_, "programme", programme, programmes_, entry.where("programme"));
    const std::string population = population_of(entry);
    const study::Population* whose = study_.population(population);
    const study::Instrument* instrument = whose == nullptr ? nullptr : study_.instrument_of(*whose);
    if (instrument == nullptr) {
      return;
    }
    const std::vector<std::string> known = study::codes_of(instrument->questions, &study::Question::name);
    std::vector<const study::Question*> questions;
    for (const std::string& name : names) {
      study::expect_known(trail_, "question", name, known, entry.where("questions"));
      if (const study::Question* question = instrument->question(name)) {
        questions.push_back(question);
      }
    }
    // Everything the entry may speak of, over all of its questions.
    std::vector<std::string> parts;
    std::vector<std::string> missing{"blank"};
    for (const study::Question* question : questions) {
      for (const std::string& theme : themes_of(study_, population, question->name)) {
        parts.push_back(theme);
      }
      for (const study::Option& option : question->options) {
        (leaves_base(study_, population, *question, option) ? missing : parts).push_back(option.code);
      }
    }
    const auto shares = numbers(entry, "shares", parts, 0, percent, percent);
    const auto lost = numbers(entry, "missing", missing, 0, percent, percent);
    const auto loadings = numbers(entry, "loadings", factors(), -1, 1);
    const bool loads = entry.has("loadings");
    const auto icc = entry.number("icc", 0, 1);
    const auto mean = entry.number("mean", -1e15, 1e15);
    const auto sd = entry.number("sd", 0, 1e15);
    const auto low = entry.number("low", -1e15, 1e15);
    const auto high = entry.number("high", -1e15, 1e15);
    for (const study::Question* question : questions) {
      QuestionRecipe& recipe = recipe_.questions[population][question->name];
      recipe.where = entry.where();
      recipe.loadings = loads ? loadings : recipe.loadings;
      recipe.icc = icc.value_or(recipe.icc);
      recipe.mean = mean.value_or(recipe.mean);
      recipe.sd = sd.value_or(recipe.sd);
      recipe.low = low.value_or(recipe.low);
      recipe.high = high.value_or(recipe.high);
      if (!shares.empty()) {
        recipe.shares[programme] = shares;
      }
      for (const auto& [reason, share] : lost) {
        recipe.missing[reason] = share;
      }
      check_shares(*question, recipe, shares, entry);
      if (recipe.low > recipe.high) {
        entry.problem("out-of-range", "`low` is above `high`", "low", "exchange them");
      }
    }
  }

  void check_shares(const study::Question& question, const QuestionRecipe& recipe,
                    const std::map<std::string, double>& shares, Entry& entry) {
    double sum = 0;
    for (const auto& [code, share] : shares) {
      sum += share;
    }
    if (question.type == study::QuestionType::Single && sum > 1.005) {
      entry.problem("shares-exceed",
                    fmt::format("the shares of `{}` add up to {}%", question.name, text::fixed(sum * percent, 0)),
                    "shares", "they are percent of all answers: at most 100 together");
    }
    double lost = 0;
    for (const auto& [reason, share] : recipe.missing) {
      lost += share;
    }
    if (lost > 1) {
      entry.problem("shares-exceed", fmt::format("more than everyone leaves `{}` unanswered", question.name), "missing",
                    "the shares in `missing` are percent of those asked");
    }
  }

  // The only population when the entry names none.
  std::string population_of(Entry& entry) {
    const std::string named = entry.text("population");
    if (named.empty() && populations_.size() > 1) {
      entry.problem("missing-key", "the study has several populations, and the entry names none", "population",
                    text::suggestion("", populations_));
    }
    study::expect_known(trail_, "population", named, populations_, entry.where("population"));
    return named.empty() && !populations_.empty() ? populations_.front() : named;
  }

  void read_target(Entry& entry) {
    Target target;
    target.where = entry.where();
    target.indicator = entry.text("indicator", Need::Required);
    std::vector<std::string> levels = programmes_;
    levels.emplace_back("all");
    for (const std::string& level : levels) {
      if (const auto value = entry.integer(level, 0, 100)) {
        target.percent[level] = static_cast<int>(*value);
      }
    }
    const std::vector<std::string> known = study::codes_of(study_.indicators, &study::Indicator::id);
    study::expect_known(trail_, "indicator", target.indicator, known, entry.where("indicator"));
    const study::Indicator* indicator = study_.indicator(target.indicator);
    if (indicator == nullptr || !can_be_met(*indicator, entry)) {
      return;
    }
    if (std::ranges::none_of(levels, [&](const std::string& level) { return entry.has(level); })) {
      entry.problem("missing-key", fmt::format("the target of `{}` has no percent", target.indicator), "indicator",
                    fmt::format("add one of: {}", fmt::join(levels, ", ")));
    }
    recipe_.targets.push_back(std::move(target));
  }

  bool can_be_met(const study::Indicator& indicator, Entry& entry) {
    std::optional<Refusal> refused = refusal(study_, indicator);
    if (!refused) {
      const auto [first, is_first] = targeted_.emplace(moved_by(study_, indicator), indicator.id);
      if (is_first) {
        return true;
      }
      refused = Refusal{fmt::format("`{}` already has one on the same answers", first->second), "remove one"};
    }
    entry.problem("impossible-target", fmt::format("`{}` cannot have a target: {}", indicator.id, refused->because),
                  "indicator", refused->hint);
    return false;
  }

  void read_wording(Entry& entry) {
    Wording wording;
    wording.question = entry.text("question", Need::Required);
    wording.population = population_of(entry);
    expect_open(wording.population, wording.question, entry);
    wording.themes = entry.texts("themes");
    for (const std::string& theme : wording.themes) {
      study::expect_known(trail_, "theme", theme, themes_of(study_, wording.population, wording.question),
                          entry.where("themes"));
    }
    wording.programmes = entry.texts("programmes");
    for (const std::string& programme : wording.programmes) {
      study::expect_known(trail_, "programme", programme, programmes_, entry.where("programmes"));
    }
    wording.openings = entry.texts("openings");
    wording.sentences = entry.texts("sentences");
    for (const auto* sentences : {&wording.openings, &wording.sentences}) {
      for (const std::string& sentence : *sentences) {
        if (!braces_match(sentence)) {
          entry.problem("bad-braces", fmt::format("the braces of \"{}\" do not match", sentence),
                        sentences == &wording.openings ? "openings" : "sentences",
                        "write `{one|other}`, and no braces within braces");
        }
      }
    }
    recipe_.wordings.push_back(std::move(wording));
  }

  void read_coder(Entry& entry) {
    Coder coder;
    coder.question = entry.text("question", Need::Required);
    coder.population = population_of(entry);
    expect_open(coder.population, coder.question, entry);
    coder.name = entry.code("name", Need::Required);
    coder.part = entry.number("part", 0, percent).value_or(percent) / percent;
    coder.misses = entry.number("misses", 0, percent).value_or(0) / percent;
    coder.adds = entry.number("adds", 0, percent).value_or(0) / percent;
    recipe_.coders.push_back(std::move(coder));
  }

  void expect_open(const std::string& population, const std::string& question, Entry& entry) {
    const study::Population* whose = study_.population(population);
    if (whose == nullptr) {
      return;
    }
    std::vector<std::string> open;
    for (const study::Question& candidate : study_.instrument_of(*whose)->questions) {
      if (candidate.type == study::QuestionType::Text) {
        open.push_back(candidate.name);
      }
    }
    study::expect_known(trail_, "open question", question, open, entry.where("question"));
  }

  static bool braces_match(std::string_view sentence) {
    bool open = false;
    for (const char c : sentence) {
      if ((c == '{' && open) || (c == '}' && !open)) {
        return false;
      }
      open = c == '{' || (open && c != '}');
    }
    return !open;
  }

  const study::Study& study_;
  Recipe& recipe_;
  study::Trail& trail_;
  std::vector<std::string> populations_, programmes_;
  std::map<std::string, std::string> targeted_;  // answers -> indicator whose target moves them
};

}  // namespace

Recipe read_recipe(const study::Study& study, std::string_view toml) {
  Recipe recipe;
  study::Trail trail;
  Reader reader(study, recipe, trail);
  study::read_toml(toml, "simulate.toml", trail, [&](Entry& file) { reader.read(file); });
  trail.problems.throw_if_any();
  return recipe;
}

}  // namespace kith::simulate
