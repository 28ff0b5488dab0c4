// The architecture is the list of edges in CMakeLists.txt: no file includes what its module may not know.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "base/file.h"
#include "base/text.h"

namespace kith {
namespace {

namespace fs = std::filesystem;

using Edges = std::map<std::string, std::set<std::string>>;

Edges written_edges() {
  Edges edges;
  std::ifstream in(fs::path(KITH_BINARY) / "edges.txt");
  for (std::string line; std::getline(in, line);) {
    const auto colon = line.find(':');
    auto& uses = edges[line.substr(0, colon)];
    for (const auto edge : text::split(std::string_view(line).substr(colon + 1), ',')) {
      if (!edge.empty()) {
        uses.emplace(edge);
      }
    }
  }
  return edges;
}

void reach(const Edges& edges, const std::string& module, std::set<std::string>& reached) {
  if (reached.insert(module).second) {
    for (const std::string& edge : edges.at(module)) {
      reach(edges, edge, reached);
    }
  }
}

TEST(Edges, EveryIncludeFollowsTheList) {
  const Edges edges = written_edges();
  ASSERT_GT(edges.size(), 10U);
  const std::regex include("^\\s*#include \"([a-z]+)/");
  int seen = 0;
  for (const auto& [module, uses] : edges) {
    std::set<std::string> reached;
    reach(edges, module, reached);
    for (const fs::path& path : files_below(fs::path(KITH_SOURCE) / "src" / module, {".h", ".cpp"})) {
      std::ifstream in(path);
      int number = 0;
      for (std::string line; std::getline(in, line);) {
        ++number;
        std::smatch match;
        if (std::regex_search(line, match, include)) {
          ++seen;
          EXPECT_TRUE(reached.contains(match[1].str()))
              << path.string() << ":" << number << ": " << module << " may not know " << match[1].str()
              << " (CMakeLists.txt lists the edges)";
        }
      }
    }
  }
  EXPECT_GT(seen, 10);
}

TEST(Edges, TheListHasNoCycle) {
  const Edges edges = written_edges();
  for (const auto& [module, uses] : edges) {
    for (const std::string& edge : uses) {
      std::set<std::string> reached;
      reach(edges, edge, reached);
      EXPECT_FALSE(reached.contains(module)) << module << " and " << edge << " know each other";
    }
  }
}

TEST(House, NoSourceFileIsLongerThanEightHundredLines) {
  for (const char* folder : {"src", "tests", "bench"}) {
    for (const fs::path& path : files_below(fs::path(KITH_SOURCE) / folder, {".h", ".cpp", ".ts", ".js"})) {
      if (path.string().find("node_modules") != std::string::npos) {
        continue;
      }
      const std::string bytes = read_file(path);
      EXPECT_LE(std::count(bytes.begin(), bytes.end(), '\n'), 800) << path;
    }
  }
}

}  // namespace
}  // namespace kith
