// What `kith run` wrote, as tests look at it.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "support/process.h"

namespace kith::tests {

// The findings of a release folder by id.
inline std::map<std::string, nlohmann::json> findings_in(const std::filesystem::path& out) {
  std::map<std::string, nlohmann::json> findings;
  const auto document = nlohmann::json::parse(slurp(out / "findings.json"));
  for (const nlohmann::json& finding : document.at("findings")) {
    findings.emplace(finding.at("id").get<std::string>(), finding);
  }
  return findings;
}

}  // namespace kith::tests
