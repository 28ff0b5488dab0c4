#include "run/manifest.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "report/rules.h"

namespace kith::run {

namespace {

using Json = nlohmann::ordered_json;

// Rules that the study changed, and why.
Json overrides_json(const disclose::Rules& rules, const std::string& reason) {
  Json list = Json::array();
  for (const disclose::NamedRule& named : disclose::changed_rules(rules)) {
    list.push_back({{"rule", named.name},
                    {"default", disclose::Rules{}.*named.rule},
                    {"value", rules.*named.rule},
                    {"reason", reason.empty() ? Json() : Json(reason)}});
  }
  return list;
}

// Of the levels that the release names; others are nobody's business.
Json nestings_json(const report::Input& input, const std::vector<disclose::Nesting>& nestings) {
  std::set<std::pair<std::string, std::string>> named;
  for (const auto& finding : input.findings) {
    for (const finding::Level& level : finding->by) {
      named.emplace(level.dimension, level.code);
    }
  }
  Json list = Json::array();
  for (const disclose::Nesting& nesting : nestings) {
    Json levels = Json::object();
    for (const auto& [inner, outer] : nesting.outer_of) {
      if (named.contains({nesting.inner, inner})) {
        levels[inner] = outer;
      }
    }
    if (!levels.empty()) {
      list.push_back({{"inner", nesting.inner}, {"outer", nesting.outer}, {"levels", std::move(levels)}});
    }
  }
  return list;
}

Json incomplete_json(const std::vector<disclose::Incomplete>& incomplete) {
  Json list = Json::array();
  for (const disclose::Incomplete& one : incomplete) {
    list.push_back({{"population", one.population}, {"dimension", one.dimension}});
  }
  return list;
}

}  // namespace

std::string manifest_json(const report::Input& input, const std::vector<disclose::Nesting>& nestings) {
  std::map<std::string, int> withheld;
  for (const disclose::Decision& decision : input.manifest.decisions) {
    ++withheld[decision.code];
  }
  Json hashes = Json::object();
  for (const auto& [file, hash] : input.manifest.hashes) {
    hashes[file] = hash;
  }
  const Json document = {{"kith", input.manifest.version},
                         {"title", input.study.title},
                         {"wave", input.study.wave},
                         {"rules", report::rules_json(input.rules)},
                         {"overrides", overrides_json(input.rules, input.study.disclosure.reason)},
                         {"withheld", withheld},
                         {"earlier_releases", input.manifest.earlier},
                         {"nestings", nestings_json(input, nestings)},
                         {"incomplete", incomplete_json(input.manifest.incomplete)},
                         {"sha256", std::move(hashes)},
                         {"notes", input.manifest.notes}};
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace kith::run
