// theory.toml: the theory of change, a graph of nodes and links.
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "base/text.h"
#include "study/loading.h"

namespace kith::study {

namespace {

Node read_node(Entry& entry) {
  Node node;
  node.where = entry.where();
  node.code = entry.code("code", Need::Required);
  node.label = entry.text("label", Need::Required);
  node.kind = entry.choice("kind",
                           {{"input", NodeKind::Input},
                            {"activity", NodeKind::Activity},
                            {"short", NodeKind::Short},
                            {"intermediate", NodeKind::Intermediate},
                            {"long", NodeKind::Long},
                            {"context", NodeKind::Context}},
                           NodeKind::Activity);
  if (!entry.has("kind")) {
    entry.problem("missing-key", "[node] has no `kind`", "kind",
                  "one of: input, activity, short, intermediate, long, context");
  }
  node.indicators = entry.codes("indicators");
  return node;
}

Link read_link(Entry& entry) {
  Link link;
  link.where = entry.where();
  link.from = entry.text("from", Need::Required);
  link.to = entry.text("to", Need::Required);
  link.assumption = entry.text("assumption");
  link.indicators = entry.codes("indicators");
  link.feedback = entry.flag("feedback");
  return link;
}

// A cycle of links without feedback is a contradiction (A2). Depth first from each node in turn, along links in the
// order of the file; the link that comes back to a node on the path closes a cycle. Each node is entered once, so the
// cost is nodes + links, and a cycle is named once. The path is kept in a vector: a long theory cannot exhaust the
// stack.
void check_cycles(Trail& trail, const Study& study) {
  enum class Seen { No, OnPath, Done };
  std::map<std::string, std::vector<const Link*>> from;
  for (const Link& link : study.links) {
    if (!link.feedback) {
      from[link.from].push_back(&link);
    }
  }
  struct Step {
    std::string code;
    std::size_t next = 0;
  };
  std::map<std::string, Seen> seen;
  for (const Node& node : study.nodes) {
    if (seen[node.code] != Seen::No) {
      continue;
    }
    std::vector<Step> path{{node.code}};
    seen[node.code] = Seen::OnPath;
    while (!path.empty()) {
      const auto& links = from[path.back().code];
      if (path.back().next == links.size()) {
        seen[path.back().code] = Seen::Done;
        path.pop_back();
        continue;
      }
      const Link& link = *links[path.back().next++];
      if (seen[link.to] == Seen::No) {
        seen[link.to] = Seen::OnPath;
        path.push_back({link.to});
      } else if (seen[link.to] == Seen::OnPath) {
        std::vector<std::string> cycle;
        for (auto step = std::ranges::find(path, link.to, &Step::code); step != path.end(); ++step) {
          cycle.push_back(step->code);
        }
        cycle.push_back(link.to);
        trail.problems.add("cycle", fmt::format("the links go round: {}", text::join(cycle, " -> ")), link.where,
                           "remove one, or mark it `feedback = true`");
      }
    }
  }
}

}  // namespace

void read_theory(Entry& file, Study& study) {
  file.each("node", [&](Entry& entry) { study.nodes.push_back(read_node(entry)); });
  file.each("link", [&](Entry& entry) { study.links.push_back(read_link(entry)); });
}

void check_theory(Loading& loading) {
  Trail& trail = loading.trail;
  const Study& study = loading.study;
  const std::vector<std::string> nodes = codes_of(study.nodes, &Node::code);
  const std::vector<std::string> indicators = codes_of(study.indicators, &Indicator::id);
  const auto expect_indicators = [&](const std::vector<std::string>& named, const Where& where) {
    for (const std::string& indicator : named) {
      if (loading.readable("plan")) {
        expect_known(trail, "indicator", indicator, indicators, trail.at(where, "indicators"));
      }
    }
  };
  expect_unique(trail, "node", "code", study.nodes, [](const Node& node) { return node.code; });
  expect_unique(trail, "link", "from", study.links, [](const Link& link) { return link.from + " -> " + link.to; });
  for (const Node& node : study.nodes) {
    expect_indicators(node.indicators, node.where);
  }
  for (const Link& link : study.links) {
    expect_known(trail, "node", link.from, nodes, trail.at(link.where, "from"));
    expect_known(trail, "node", link.to, nodes, trail.at(link.where, "to"));
    expect_indicators(link.indicators, link.where);
  }
  check_cycles(trail, study);
}

}  // namespace kith::study
