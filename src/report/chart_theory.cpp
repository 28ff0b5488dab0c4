#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/charts.h"
#include "report/theory_layout.h"

namespace kith::report {

namespace {

std::string_view heading_of(study::NodeKind kind) {
  switch (kind) {
    case study::NodeKind::Input:
      return "What goes in";
    case study::NodeKind::Activity:
      return "What happens";
    case study::NodeKind::Short:
      return "Sooner";
    case study::NodeKind::Intermediate:
      return "In between";
    case study::NodeKind::Long:
      return "Later";
    case study::NodeKind::Context:
      return "Around it all";
  }
  return "";
}

// The figures of some indicators, as far as they are shown: "75%, 83%".
std::string figures_of(const std::vector<std::string>& indicators, const Release& release) {
  std::vector<std::string> figures;
  for (const std::string& id : indicators) {
    if (const auto* finding = release.overall(id); finding != nullptr && release.shown(*finding).has_value()) {
      figures.push_back(release.shown(*finding).figure());
    }
  }
  return text::join(figures, ", ");
}

// In a box there is room for three figures; of more, how many there are.
std::string figures_in_box(const std::vector<std::string>& indicators, const Release& release) {
  const std::string figures = figures_of(indicators, release);
  const auto count = std::ranges::count(figures, ',') + 1;
  return count > 3 ? fmt::format("{} figures", count) : figures;
}

struct Words {
  std::vector<std::string> label, figures;
  double height(double size) const {
    return static_cast<double>(label.size()) * size * 1.25 + static_cast<double>(figures.size()) * size * 1.3 + 22;
  }
};

Words words_of(const study::Node& node, const Release& release, double width, double size) {
  Words words{.label = wrap(node.label, width - 20, size, Weight::Bold), .figures = {}};
  if (const std::string figures = figures_in_box(node.indicators, release); !figures.empty()) {
    words.figures = wrap(figures, width - 20, size, Weight::Bold);
  }
  return words;
}

void draw_node(Drawing& drawing, const Box& box, const Words& words, study::NodeKind kind, double size) {
  drawing.frame(box.x, box.y, box.width, box.height, 10, palette::white,
                {.color = palette::ink, .width = 1.5, .dashed = kind == study::NodeKind::Context});
  double y = box.y + (box.height - words.height(size)) / 2 + 11 + size * 0.9;
  const double middle = box.x + box.width / 2;
  y = drawing.lines(middle, y, words.label, {.size = size, .weight = Weight::Bold, .side = Side::Middle});
  drawing.lines(middle, y + size * 0.1, words.figures,
                {.size = size, .weight = Weight::Bold, .fill = palette::teal, .side = Side::Middle}, 1.3);
}

Stroke stroke_of(const study::Link& link, const Release& release) {
  const bool spoken_to = !figures_of(link.indicators, release).empty();
  return {.color = link.feedback ? palette::ochre
                   : spoken_to   ? palette::teal
                                 : palette::grey,
          .width = spoken_to ? 3.0 : 1.75,
          .dashed = !spoken_to};
}

std::string curve(const std::vector<Point>& route) {
  std::string commands = fmt::format("M {} {}", coordinate(route[0].x), coordinate(route[0].y));
  for (std::size_t i = 1; i < route.size(); ++i) {
    const Point a = route[i - 1], b = route[i];
    if (a.x == b.x) {
      commands += fmt::format(" C {0} {1} {2} {3} {2} {4}", coordinate(a.x), coordinate((a.y + b.y) / 2),
                              coordinate(b.x), coordinate((a.y + b.y) / 2), coordinate(b.y));
      continue;
    }
    // A link within a layer dips below it; any other leaves and arrives upright.
    const double dip = a.y == b.y ? 30 : (b.y - a.y) / 2;
    commands += fmt::format(" C {} {} {} {} {} {}", coordinate(a.x), coordinate(a.y + dip), coordinate(b.x),
                            coordinate(a.y == b.y ? b.y + dip : b.y - dip), coordinate(b.x), coordinate(b.y));
  }
  return commands;
}

void draw_wide(Drawing& drawing, const Release& release) {
  constexpr double size = 16;
  const study::Study& study = release.study();
  const TheoryGrid grid(study.nodes, study.links, drawing.width() - 2);
  std::vector<Words> words;
  std::vector<double> heights;
  for (std::size_t i = 0; i < study.nodes.size(); ++i) {
    words.push_back(words_of(study.nodes[i], release, grid.box_width(i), size));
    heights.push_back(words.back().height(size));
  }
  const TheoryLayout layout = grid.place(heights);
  drawing.set_height(layout.height);
  for (std::size_t i = 0; i < study.links.size(); ++i) {
    if (!layout.routes[i].empty()) {
      drawing.path(curve(layout.routes[i]), stroke_of(study.links[i], release), Drawing::Head::Arrow);
    }
  }
  for (const TheoryLayout::Layer& layer : layout.layers) {
    drawing.text(0, layer.top + 18, heading_of(layer.kind), {.size = size, .fill = palette::grey});
  }
  for (std::size_t i = 0; i < study.nodes.size(); ++i) {
    draw_node(drawing, layout.boxes[i], words[i], study.nodes[i].kind, size);
  }
}

// Nodes below each other, links as arcs beside them.
void draw_narrow(Drawing& drawing, const Release& release) {
  constexpr double size = 15;
  constexpr double margin = 54;
  const study::Study& study = release.study();
  const double width = drawing.width() - margin - 1;
  std::vector<Box> boxes(study.nodes.size());
  Drawing nodes(drawing.width());
  double y = 0;
  using study::NodeKind;
  for (const NodeKind kind : {NodeKind::Input, NodeKind::Activity, NodeKind::Short, NodeKind::Intermediate,
                              NodeKind::Long, NodeKind::Context}) {
    bool first = true;
    for (std::size_t i = 0; i < study.nodes.size(); ++i) {
      if (study.nodes[i].kind != kind) {
        continue;
      }
      if (first) {
        nodes.text(0, y + 16, heading_of(kind), {.size = size, .fill = palette::grey});
        y += 26;
        first = false;
      }
      const Words words = words_of(study.nodes[i], release, width, size);
      boxes[i] = {1, y, width, words.height(size)};
      draw_node(nodes, boxes[i], words, kind, size);
      y += boxes[i].height + 12;
    }
    y += first ? 0 : 8;
  }
  drawing.set_height(y - 12);
  const auto box_of = [&](const std::string& code) -> const Box* {
    const auto at = std::ranges::find(study.nodes, code, &study::Node::code);
    return at == study.nodes.end() ? nullptr : &boxes[static_cast<std::size_t>(at - study.nodes.begin())];
  };
  for (const study::Link& link : study.links) {
    const Box* from = box_of(link.from);
    const Box* to = box_of(link.to);
    if (from == nullptr || to == nullptr) {
      continue;
    }
    const double side = 1 + width;
    const double down = to->y > from->y ? 1 : -1;
    const double y1 = from->y + from->height / 2 + 6 * down, y2 = to->y + to->height / 2 - 6 * down;
    const double reach = side + std::min(24 + std::abs(y2 - y1) * 0.12, margin * 1.3);
    drawing.path(fmt::format("M {} {} C {} {} {} {} {} {}", coordinate(side), coordinate(y1), coordinate(reach),
                             coordinate(y1), coordinate(reach), coordinate(y2), coordinate(side + 1), coordinate(y2)),
                 stroke_of(link, release), Drawing::Head::Arrow);
  }
  drawing.append(nodes);
}

}  // namespace

Chart theory(const Setting& setting, const Release& release) {
  const study::Study& study = release.study();
  Chart chart;
  chart.id = setting.id;
  chart.caption = setting.caption;
  draw_wide(chart.wide, release);
  draw_narrow(chart.narrow, release);
  chart.title = title_of(setting);
  chart.table.caption = "The links of the theory of change";
  chart.table.content = Cells::Content::Words;
  chart.table.header = {"From", "To", "What is assumed", "Figures in this report"};
  const auto label = [&](const std::string& code) {
    const auto at = std::ranges::find(study.nodes, code, &study::Node::code);
    return at == study.nodes.end() ? code : at->label;
  };
  for (const study::Node& node : study.nodes) {
    if (const std::string figures = figures_of(node.indicators, release); !figures.empty()) {
      chart.description += fmt::format("{}: {}. ", node.label, figures);
    }
  }
  for (const study::Link& link : study.links) {
    const std::string figures = figures_of(link.indicators, release);
    chart.description +=
        fmt::format("{} leads to {}{}. ", label(link.from), label(link.to), figures.empty() ? ", not tested" : "");
    chart.table.rows.push_back(
        {label(link.from), label(link.to), link.assumption, figures.empty() ? "not tested in this wave" : figures});
  }
  if (chart.description.ends_with(' ')) {
    chart.description.pop_back();
  }
  chart.sources.emplace_back(
      "The order is assumed. A solid link is one that figures of this report speak to; a dashed one was not tested. "
      "Figures are shares of those who answered.");
  return chart;
}

}  // namespace kith::report
