#include "report/release.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::report {

namespace {

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};

struct Calendar {
  long long year = 0, month = 0, day = 0;
};

Calendar calendar(const study::Date& date) {
  Calendar read;
  const auto parts = text::split(date, '-');
  if (parts.size() == 3) {
    read.year = text::to_integer(parts[0]).value_or(0);
    read.month = std::clamp<long long>(text::to_integer(parts[1]).value_or(1), 1, 12);
    read.day = text::to_integer(parts[2]).value_or(1);
  }
  return read;
}

std::string_view month_name(const Calendar& date) {
  return months[static_cast<std::size_t>(date.month - 1)];
}

}  // namespace

Release::Release(const Input& input) : input_(&input) {
  for (const auto& safe : input.findings) {
    by_id_.emplace(safe->id, &*safe);
    by_indicator_[safe->indicator].push_back(&*safe);
  }
}

bool Release::of_this_wave(const finding::Finding& finding) const {
  return finding.wave.empty() || study().wave.empty() || finding.wave == study().wave;
}

const finding::Finding* Release::find(std::string_view id) const {
  const auto at = by_id_.find(id);
  return at == by_id_.end() ? nullptr : at->second;
}

std::vector<const finding::Finding*> Release::of(std::string_view indicator) const {
  std::vector<const finding::Finding*> found;
  if (const auto at = by_indicator_.find(indicator); at != by_indicator_.end()) {
    found = at->second;
  }
  return found;
}

const finding::Finding* Release::overall(std::string_view indicator) const {
  for (const finding::Finding* finding : of(indicator)) {
    if (finding->by.empty() && finding->category.empty() && of_this_wave(*finding)) {
      return finding;
    }
  }
  return nullptr;
}

std::vector<const finding::Finding*> Release::by(std::string_view indicator,
                                                 const std::vector<std::string>& dimensions) const {
  const bool any_wave = std::ranges::find(dimensions, "wave") != dimensions.end();
  std::vector<const finding::Finding*> found;
  for (const finding::Finding* finding : of(indicator)) {
    if (finding->category.empty() && std::ranges::equal(finding->by, dimensions, {}, &finding::Level::dimension) &&
        (any_wave || of_this_wave(*finding))) {
      found.push_back(finding);
    }
  }
  return found;
}

std::vector<const finding::Finding*> Release::options(std::string_view indicator) const {
  std::vector<const finding::Finding*> found;
  std::ranges::copy_if(of(indicator), std::back_inserter(found), [&](const finding::Finding* finding) {
    return !finding->category.empty() && finding->by.empty() && of_this_wave(*finding);
  });
  return found;
}

std::vector<const finding::Finding*> Release::respondents_by(std::string_view population,
                                                             std::string_view dimension) const {
  std::vector<const finding::Finding*> found;
  for (const auto& safe : input_->findings) {
    if (safe->kind == finding::Kind::Count && safe->population == population && of_this_wave(*safe) &&
        study().indicator(safe->indicator) == nullptr && safe->by.size() == (dimension.empty() ? 0U : 1U) &&
        (dimension.empty() || safe->by[0].dimension == dimension)) {
      found.push_back(&*safe);
    }
  }
  return found;
}

const study::Question* Release::question_of(const finding::Finding& finding) const {
  const study::Indicator* indicator = study().indicator(finding.indicator);
  const study::Population* population = study().population(finding.population);
  const study::Instrument* instrument = population != nullptr ? study().instrument_of(*population) : nullptr;
  return indicator != nullptr && instrument != nullptr ? instrument->question(indicator->question) : nullptr;
}

std::string Release::option_label(const finding::Finding& finding) const {
  if (!finding.category_label.empty()) {
    return finding.category_label;
  }
  const study::Question* question = question_of(finding);
  const study::Option* option = question != nullptr ? question->option(finding.category) : nullptr;
  return option != nullptr ? option->label : finding.category;
}

std::string group_text(const finding::Finding& finding) {
  return finding.by.empty() ? "All" : domain_text(finding);
}

std::string interval_note(const Release& release, const std::string& population) {
  for (const auto& safe : release.input().findings) {
    if (safe->population == population && !safe->withheld) {
      for (const finding::Note& note : safe->notes) {
        if (note.code == "describes-variation") {
          return note.text;
        }
      }
    }
  }
  const study::Population* of = release.study().population(population);
  return of == nullptr || of->random_sample
             ? std::string("The intervals are 95% confidence intervals.")
             : fmt::format(
                   "The intervals describe variation among {} who answered. They do not say how well those who "
                   "answered stand for everyone.",
                   of->plural);
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

std::string chart_label(const study::Indicator& indicator) {
  return capitalised(indicator.short_label.empty() ? indicator.label : indicator.short_label);
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

std::string period(const study::Wave& wave) {
  if (wave.start.empty() || wave.end.empty()) {
    return {};
  }
  const Calendar start = calendar(wave.start), end = calendar(wave.end);
  if (start.year == end.year && start.month == end.month) {
    return fmt::format("{} {}", month_name(end), end.year);
  }
  return start.year == end.year
             ? fmt::format("{} to {} {}", month_name(start), month_name(end), end.year)
             : fmt::format("{} {} to {} {}", month_name(start), start.year, month_name(end), end.year);
}

std::string day(const study::Date& date) {
  const Calendar read = calendar(date);
  return read.year == 0 ? date : fmt::format("{} {} {}", read.day, month_name(read), read.year);
}

}  // namespace kith::report
