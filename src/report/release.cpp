#include "report/release.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::report {

namespace {

constexpr std::array<std::string_view, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                  "July",    "August",   "September", "October", "November", "December"};

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
    std::ranges::copy_if(at->second, std::back_inserter(found),
                         [](const finding::Finding* finding) { return finding->category.empty(); });
  }
  return found;
}

const finding::Finding* Release::overall(std::string_view indicator) const {
  for (const finding::Finding* finding : of(indicator)) {
    if (finding->by.empty() && of_this_wave(*finding)) {
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
    if (std::ranges::equal(finding->by, dimensions, {}, &finding::Level::dimension) &&
        (any_wave || of_this_wave(*finding))) {
      found.push_back(finding);
    }
  }
  return found;
}

std::vector<const finding::Finding*> Release::options(std::string_view indicator) const {
  std::vector<const finding::Finding*> found;
  if (const auto at = by_indicator_.find(indicator); at != by_indicator_.end()) {
    std::ranges::copy_if(at->second, std::back_inserter(found), [&](const finding::Finding* finding) {
      return !finding->category.empty() && finding->by.empty() && of_this_wave(*finding);
    });
  }
  return found;
}

std::vector<std::vector<const finding::Finding*>> Release::profile() const {
  std::vector<std::vector<const finding::Finding*>> groups;
  for (const auto& safe : input_->findings) {
    if (safe->category.empty() || !safe->by.empty() || study().indicator(safe->indicator) != nullptr ||
        !of_this_wave(*safe)) {
      continue;
    }
    if (groups.empty() || groups.back().front()->indicator != safe->indicator ||
        groups.back().front()->population != safe->population) {
      groups.emplace_back();
    }
    groups.back().push_back(&*safe);
  }
  return groups;
}

const finding::Finding* Release::respondents(std::string_view population) const {
  const finding::Finding* last = nullptr;
  for (const FlowRow& row : input_->flow) {
    if (row.count->population == population && row.count->by.empty() && of_this_wave(*row.count)) {
      last = &*row.count;
    }
  }
  return last;
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
