#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/round.h"
#include "report/charts.h"
#include "report/group_text.h"

namespace kith::report {

namespace {

using finding::Pooling;

constexpr double thickness = 9;  // of a bar that stands for a base shown as a band

class FunnelDrawer {
 public:
  FunnelDrawer(const Pooling& pooling, Drawing& drawing, Form form)
      : pooling_(pooling), drawing_(drawing), size_(form == Form::Wide ? 16 : 15) {
    double most = 1;
    for (const Pooling::Limits& limits : pooling.funnel) {
      most = std::max(most, limits.people);
    }
    people_ = {.left = text_width("100%", size_) + 10, .right = drawing.width() - 12, .low = 0, .high = most * 1.02};
    height_ = form == Form::Wide ? 340 : 250;
  }

  void draw() {
    draw_axes();
    draw_limits(&Pooling::Limits::low998, {.color = palette::grey, .width = 1.5, .dashed = true});
    draw_limits(&Pooling::Limits::high998, {.color = palette::grey, .width = 1.5, .dashed = true});
    draw_limits(&Pooling::Limits::low95, {.color = palette::grey, .width = 1.5});
    draw_limits(&Pooling::Limits::high95, {.color = palette::grey, .width = 1.5});
    for (const Pooling::Group& group : pooling_.groups) {
      if (const std::optional<Mark> mark = mark_of(group)) {
        draw_mark(*mark);
        taken_.push_back(box_of(*mark));
      }
    }
    if (drawing_.width() > narrow) {
      std::ranges::for_each(pooling_.groups, [&](const Pooling::Group& group) { draw_name(group); });
    }
    drawing_.set_height(top_ + height_ + 3 * size_ + 10);
  }

 private:
  double y(double share) const { return top_ + height_ * (1 - share); }

  void draw_axes() {
    for (const Tick& tick : ticks(Axis{}, true, 4)) {
      drawing_.line(people_.left, y(tick.value), people_.right, y(tick.value), {.color = palette::faint});
      drawing_.text(people_.left - 8, y(tick.value) + size_ * 0.36, tick.label,
                    {.size = size_, .fill = palette::grey, .side = Side::End});
    }
    for (const Tick& tick : ticks(people_, false, drawing_.width() > narrow ? 6 : 3)) {
      drawing_.text(people_.x(tick.value), top_ + height_ + size_ + 8, tick.label,
                    {.size = size_, .fill = palette::grey, .side = Side::Middle});
    }
    drawing_.text((people_.left + people_.right) / 2, top_ + height_ + 2.3 * size_ + 10, "People who answered",
                  {.size = size_, .fill = palette::grey, .side = Side::Middle});
    const double all = pooling_.all.value_or(0);
    drawing_.line(people_.left, y(all), people_.right, y(all), {.color = palette::ink, .width = 1.5});
  }

  void draw_limits(double Pooling::Limits::* limit, const Stroke& stroke) {
    std::string path;
    for (const Pooling::Limits& limits : pooling_.funnel) {
      path += fmt::format("{}{} {}", path.empty() ? "M" : "L", coordinate(people_.x(limits.people)),
                          coordinate(y(limits.*limit)));
    }
    drawing_.path(path, stroke);
  }

  // Where a group stands; nowhere when its figure is withheld.
  struct Mark {
    double low = 0, high = 0, share = 0;
  };
  static std::optional<Mark> mark_of(const Pooling::Group& group) {
    if (!group.raw || !group.low || !group.high) {
      return std::nullopt;
    }
    return Mark{*group.low, *group.high, *group.raw};
  }

  void draw_mark(const Mark& mark) {
    const double level = y(mark.share);
    if (mark.low == mark.high) {
      drawing_.disc(people_.x(mark.low), level, 6.5, palette::teal);
      return;
    }
    const double left = people_.x(mark.low);
    drawing_.frame(left, level - thickness / 2, people_.x(mark.high) - left, thickness, thickness / 2,
                   palette::teal_soft, {.color = palette::teal, .width = 1.5});
  }

  struct Box {
    double left = 0, top = 0, right = 0, bottom = 0;

    bool meets(const Box& other) const {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  };

  Box box_of(const Mark& mark) const {
    const double level = y(mark.share);
    return {people_.x(mark.low) - 8, level - 8, people_.x(mark.high) + 8, level + 8};
  }

  // Of those outside alone: there the reader asks which it is. A name that fits nowhere beside its mark is left to the
  // words and the table.
  void draw_name(const Pooling::Group& group) {
    const std::optional<Mark> mark = mark_of(group);
    if (!mark || !group.place.starts_with("outside")) {
      return;
    }
    const std::vector<std::string> name = wrap(group.level.label, drawing_.width() * 0.35, size_, Weight::Bold);
    const double width = widest(name, size_, Weight::Bold);
    const double leading = size_ * 1.25;
    const double tall = static_cast<double>(name.size()) * leading;
    for (const double shift : {0.0, -0.5, 0.5, -1.0, 1.0}) {
      for (const Side side : {Side::Start, Side::End}) {
        const double x = side == Side::Start ? people_.x(mark->high) + 12 : people_.x(mark->low) - 12;
        const double left = side == Side::Start ? x : x - width;
        const double top = y(mark->share) - tall / 2 + shift * tall;
        const Box box{left, top, left + width, top + tall};
        const bool inside =
            left >= people_.left && box.right <= people_.right && top >= 0 && box.bottom <= top_ + height_;
        if (inside && std::ranges::none_of(taken_, [&](const Box& other) { return other.meets(box); })) {
          taken_.push_back(box);
          drawing_.lines(x, top + size_, name, {.size = size_, .weight = Weight::Bold, .side = side});
          return;
        }
      }
    }
  }

  const Pooling& pooling_;
  Drawing& drawing_;
  double size_;
  Axis people_;
  double top_ = 12;
  double height_ = 0;
  std::vector<Box> taken_;  // by marks and names
};

}  // namespace

Chart funnel(const Setting& setting, const disclose::Safe<Pooling>& released, const Release& release) {
  const Pooling& pooling = *released;
  Chart chart;
  chart.id = setting.id;
  chart.caption = setting.caption;
  FunnelDrawer(pooling, chart.wide, Form::Wide).draw();
  FunnelDrawer(pooling, chart.narrow, Form::Narrow).draw();
  chart.title = title_of(setting);
  const Noun noun = group_noun(release, pooling.indicator, pooling.dimension);
  const std::string all = percent_text(pooling.all.value_or(0));
  chart.description = fmt::format("A funnel about {}, the share of all, narrower the more people answered.", all);
  chart.table.caption = setting.caption;
  chart.table.header = {capitalised(noun.one), "Raw share", "Answers", "Against the funnel"};
  std::vector<Shown> shown;
  bool banded = false;
  for (const Pooling::Group& group : pooling.groups) {
    if (const finding::Finding* finding = release.find(group.finding)) {
      shown.push_back(release.shown(*finding));
      banded = banded || shown.back().band().has_value();
      chart.description += shown.back().has_value()
                               ? fmt::format(" {}: {} of {}, {}.", group.level.label, shown.back().plain_figure(),
                                             shown.back().base(), group.place)
                               : fmt::format(" {}: not shown.", group.level.label);
    }
  }
  for (const std::vector<std::string>& row : pooling_rows(release, released)) {
    chart.table.rows.push_back({row[0], row[1], row[3], row[5]});
  }
  std::vector<std::pair<Mark, std::string>> entries{{Mark::Participants, "One " + noun.one}};
  if (banded) {
    entries.emplace_back(Mark::Interval, fmt::format("One {} whose number of answers is shown as a range", noun.one));
  }
  entries.emplace_back(Mark::Dashed,
                       "Chance alone: 998 in 1,000 lie between the broken lines, 95 in 100 between the others");
  chart.key = key(entries);
  chart.sources.push_back(fmt::format("The line across is the share of all, {}.", all));
  chart.sources.push_back(base_line(shown, setting.population));
  chart.sources.push_back(marks_line(shown, setting.rules));
  return chart;
}

}  // namespace kith::report
