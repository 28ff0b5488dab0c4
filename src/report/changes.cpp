// "Change between waves" (C3): a sentence for each of the three figures, which says whose it is, and a table.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "report/html.h"
#include "report/page.h"

namespace kith::report {

namespace {

// The shown comparison of a figure of the release; none when it is not there, or withheld.
std::optional<finding::Comparison> comparison_of(const Release& release, const std::string& id) {
  const finding::Finding* finding = id.empty() ? nullptr : release.find(id);
  return finding == nullptr ? std::nullopt : release.shown(*finding).comparison();
}

std::string wave_name(const Release& release, const std::string& code) {
  const study::Wave* wave = release.study().find_wave(code);
  return wave == nullptr ? code : wave->name;
}

bool is_share(const finding::Finding& finding) {
  return finding.kind == finding::Kind::Share;
}

// "rose from 54% to 61% (+7 points; 95% interval 2 to 12)", "was 3.1 and then 3.2 (+0.1; ...): no clear difference".
std::string told(const Shown& shown, const std::string& verdict) {
  const std::string limits = shown.difference_limits();
  const std::string size = shown.difference() + (is_share(shown.finding()) ? " points" : "") +
                           (limits.empty() ? "" : "; 95% interval " + limits);
  if (verdict == "higher" || verdict == "lower") {
    return fmt::format("{} from {} to {} ({})", verdict == "higher" ? "rose" : "fell", shown.benchmark(),
                       shown.plain_figure(), size);
  }
  return fmt::format("was {} and then {} ({}): {}", shown.benchmark(), shown.plain_figure(), size, verdict);
}

class Telling {
 public:
  Telling(const Release& release, const ChangeRow& row)
      : release_(release), row_(row), from_(wave_name(release, row.from)), to_(wave_name(release, row.to)) {}

  std::string html() {
    if (row_.not_told.empty()) {
      add_everyone();
      add_matched();
    } else {
      say(fmt::format("The change of {} is not told. {}", subject(), row_.not_told));
      rows_.push_back({"Everyone who answered", "[c]", "[c]", "[c]", ""});
    }
    std::string html = fmt::format("<h3>{}, {} to {}</h3>\n", escape(title()), escape(from_), escape(to_));
    html += fmt::format("<p>{}</p>\n", escape(text_));
    for (const std::string& reason : row_.bridges) {
      html += fmt::format("<p>The question changed between the two waves. They are compared all the same: {}</p>\n",
                          escape(reason));
    }
    return html + table({.caption = fmt::format("{}: {} to {}", title(), from_, to_),
                         .header = {"Among", from_, to_, is_mean() ? "Difference" : "Points", "Result"},
                         .rows = rows_});
  }

 private:
  std::string title() const {
    const study::Indicator* indicator = release_.study().indicator(row_.indicator);
    return indicator == nullptr ? row_.indicator : chart_label(*indicator);
  }
  bool is_mean() const {
    const study::Indicator* indicator = release_.study().indicator(row_.indicator);
    return indicator != nullptr && indicator->measure == "mean";
  }
  // "the share who stop and talk to their neighbours", "the average of \u201CLife satisfaction\u201D"
  std::string subject() const {
    const study::Indicator* indicator = release_.study().indicator(row_.indicator);
    return is_mean() ? fmt::format("the average of \u201C{}\u201D", title())
                     : "the share who " + (indicator == nullptr ? row_.indicator : indicator->label);
  }

  void say(const std::string& sentence) { text_ += (text_.empty() ? "" : " ") + sentence; }

  void add_everyone() {
    const finding::Finding* figure = row_.everyone.empty() ? nullptr : release_.find(row_.everyone);
    const auto change = comparison_of(release_, row_.everyone);
    if (figure == nullptr || !change) {
      say(fmt::format(
          "Among everyone who answered, the change of {} is not shown, to protect a small group, or because "
          "a figure that it is made of is not shown.",
          subject()));
      rows_.push_back({"Everyone who answered", "[c]", "[c]", "[c]", ""});
      return;
    }
    const Shown shown = release_.shown(*figure);
    say(fmt::format("Among everyone who answered, {} {}.", subject(), told(shown, change->verdict)));
    add_row("Everyone who answered", shown, *change);
    if (change->adjusted) {
      say(fmt::format("With the make-up of {} in {}, {} would have stood at {}, and the change is {}{}: {}.", to_,
                      listed(change->adjusted->characteristics), from_, shown.adjusted_benchmark(),
                      shown.adjusted_difference(), is_mean() ? "" : " points", change->adjusted->verdict));
      rows_.push_back({fmt::format("Everyone, with the make-up of {}", to_), shown.adjusted_benchmark(), shown.figure(),
                       shown.adjusted_difference(), change->adjusted->verdict});
    } else if (row_.standardised) {
      say(fmt::format("There is no figure with the make-up of {}. {}", to_,
                      change->not_adjusted.empty() ? "It is not shown beside so small a base." : change->not_adjusted));
    }
  }

  void add_matched() {
    const finding::Finding* figure = row_.matched.empty() ? nullptr : release_.find(row_.matched);
    const auto change = comparison_of(release_, row_.matched);
    if (figure == nullptr || !change) {
      say(fmt::format("There is no figure of those who answered both times. {}",
                      row_.not_matched.empty() ? "Not shown, to protect a small group." : row_.not_matched));
      return;
    }
    const Shown shown = release_.shown(*figure);
    say(fmt::format("Among the {} people who answered both times, it {}.", shown.base(), told(shown, change->verdict)));
    add_row("Those who answered both times", shown, *change);
  }

  void add_row(const std::string& name, const Shown& shown, const finding::Comparison& change) {
    const std::string limits = shown.difference_limits();
    rows_.push_back({name, shown.benchmark(), shown.figure(),
                     shown.difference() + (limits.empty() ? "" : " (" + limits + ")"), change.verdict});
  }

  const Release& release_;
  const ChangeRow& row_;
  std::string from_, to_;
  std::string text_;
  std::vector<std::vector<std::string>> rows_;
};

// What the plan asks for and cannot be told: the question was not the same.
std::string unfollowed(const Release& release) {
  std::string items;
  for (const study::Unfollowed& one : release.study().unfollowed) {
    const study::Indicator* indicator = release.study().indicator(one.indicator);
    items += fmt::format(
        "<li>{}, {} to {}: {}</li>\n", escape(indicator == nullptr ? one.indicator : chart_label(*indicator)),
        escape(wave_name(release, one.from)), escape(wave_name(release, one.to)), escape(text::join(one.reasons, " ")));
  }
  return items.empty()
             ? ""
             : "<h3>Not followed</h3>\n<p>The question changed between the two waves, so that a change of the "
               "answers could be one of the question.</p>\n<ul>\n" +
                   items + "</ul>\n";
}

}  // namespace

Part changes(const Release& release) {
  Part part{"change-between-waves", "Change between waves", {}};
  for (const ChangeRow& row : release.input().changes) {
    part.html += Telling(release, row).html();
  }
  if (!part.html.empty()) {
    part.html =
        "<p>A figure can change because people changed their minds, or because other people answered. So each change "
        "is told up to three times: among everyone who answered in either wave; among those who answered in both; and "
        "with the earlier wave weighted to the make-up of the later.</p>\n" +
        part.html;
  }
  part.html += unfollowed(release);
  return part;
}

}  // namespace kith::report
