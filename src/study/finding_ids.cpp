// No two findings may have one id: the narrative refers to them by it.
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "study/dimension.h"
#include "study/loading.h"

namespace kith::study {

namespace {

// Beyond this the study has other problems, and looking further would only keep its author waiting.
constexpr std::size_t most_ids = 200'000;

// A duplicate code is its own problem, and not two findings of one name.
void drop_duplicates(std::vector<std::string>& codes) {
  std::ranges::sort(codes);
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
}

// The endings that a breakdown gives to an indicator's findings: "lc_eng", "lc_sct", ...; none when a level's codes are
// known only from the responses.
std::vector<std::string> endings(const Study& study, const Indicator& indicator, const Breakdown& breakdown) {
  std::vector<std::vector<std::string>> levels;
  std::size_t count = 1;
  for (const std::string& dimension : breakdown.dimensions) {
    auto codes = level_codes(study, indicator.population, dimension);
    if (!codes || codes->size() * count > most_ids) {
      return {};
    }
    drop_duplicates(*codes);
    count *= codes->size();
    levels.push_back(std::move(*codes));
  }
  std::vector<std::string> found{""};
  for (const std::vector<std::string>& codes : levels) {
    std::vector<std::string> longer;
    longer.reserve(found.size() * codes.size());
    for (const std::string& ending : found) {
      for (const std::string& code : codes) {
        longer.push_back(fmt::format("{}_{}", ending, code));
      }
    }
    found = std::move(longer);
  }
  return found;
}

// The options that are reported one by one; a single empty one when the indicator is one figure.
std::vector<std::string> categories(const Study& study, const Indicator& indicator) {
  if (!indicator.positive.empty() || !indicator.theme.empty() || indicator.measure != "share") {
    return {""};
  }
  std::vector<std::string> found;
  const Population* population = study.population(indicator.population);
  const Instrument* instrument = population == nullptr ? nullptr : study.instrument_of(*population);
  const Question* question = instrument == nullptr ? nullptr : instrument->question(indicator.question);
  if (question == nullptr) {
    return {""};
  }
  for (const Option& option : question->options) {
    if (option.missing.empty() && std::ranges::find(indicator.exclude, option.code) == indicator.exclude.end()) {
      found.push_back("_" + option.code);
    }
  }
  drop_duplicates(found);
  return found;
}

struct Owner {
  const Indicator* indicator = nullptr;
  const Breakdown* breakdown = nullptr;  // null: everyone
};

std::string in_words(const Owner& owner) {
  return owner.breakdown == nullptr ? fmt::format("`{}` of everyone", owner.indicator->id)
                                    : fmt::format("`{}` by `{}`", owner.indicator->id, owner.breakdown->id);
}

}  // namespace

void check_finding_ids(Loading& loading) {
  const Study& study = loading.study;
  std::unordered_map<std::string, Owner> owners;
  std::set<std::tuple<std::string, const Breakdown*, const Breakdown*>> told;
  std::vector<std::string> reported;  // categories of the indicator at hand
  const auto claim = [&](const Owner& owner, const std::string& ending) {
    for (const std::string& category : reported) {
      const std::string id = fmt::format("{}{}{}", owner.indicator->id, ending, category);
      const auto [seen, is_new] = owners.emplace(id, owner);
      if (is_new) {
        continue;
      }
      const Owner& first = seen->second;
      const bool same_indicator = first.indicator->id == owner.indicator->id;
      if (first.indicator != owner.indicator && same_indicator) {
        continue;  // a duplicate indicator is its own problem
      }
      // Two breakdowns that clash do so for every indicator, and for many levels: once is enough.
      const std::string pair = same_indicator ? "" : first.indicator->id + " " + owner.indicator->id;
      if (told.emplace(pair, first.breakdown, owner.breakdown).second) {
        loading.trail.problems.add(
            "finding-clash",
            fmt::format("two findings would be called `{}`: {} and {}", id, in_words(first), in_words(owner)),
            same_indicator && owner.breakdown != nullptr ? owner.breakdown->where : owner.indicator->where,
            "rename the indicator, or the code of a level");
      }
    }
  };
  for (const Indicator& indicator : study.indicators) {
    reported = categories(study, indicator);
    claim({&indicator, nullptr}, "_all");
    for (const Breakdown& breakdown : study.breakdowns) {
      const bool wanted = indicator.breakdowns.empty()
                              ? breakdown.by_default
                              : std::ranges::find(indicator.breakdowns, breakdown.id) != indicator.breakdowns.end();
      const bool by_wave = breakdown.dimensions == std::vector<std::string>{"wave"} && study.has_change(indicator.id);
      if (!wanted && !by_wave) {
        continue;
      }
      for (const std::string& ending : endings(study, indicator, breakdown)) {
        if (owners.size() <= most_ids) {
          claim({&indicator, &breakdown}, ending);
        }
      }
    }
  }
}

}  // namespace kith::study
