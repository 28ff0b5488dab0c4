#include "disclose/domains.h"

#include <cstdint>

#include "disclose/earlier.h"

namespace kith::disclose {

namespace {

// Subsets are enumerated; more nested dimensions than this in one domain are not met, and are left out.
constexpr std::size_t most_implied = 8;

}  // namespace

Domain Domains::closure(Domain domain) const {
  for (bool grown = true; grown;) {
    grown = false;
    for (const Nesting& nesting : nestings_) {
      const auto inner = domain.find(nesting.inner);
      if (inner == domain.end()) {
        continue;
      }
      if (const auto outer = nesting.outer_of.find(inner->second); outer != nesting.outer_of.end()) {
        grown |= domain.emplace(nesting.outer, outer->second).second;
      }
    }
  }
  return domain;
}

int Domains::intern(const Domain& domain) {
  return indices_.emplace(domain, static_cast<int>(indices_.size())).first->second;
}

int Domains::index_of(const finding::Finding& finding) {
  std::string written = finding.wave;
  for (const finding::Level& level : finding.by) {
    written += '\n' + level.dimension + '\t' + level.code;
  }
  const auto [at, fresh] = seen_.emplace(std::move(written), 0);
  if (fresh) {
    Domain domain;
    for (const finding::Level& level : finding.by) {
      domain.emplace(level.dimension, level.code);
    }
    if (!finding.wave.empty()) {
      domain.emplace("wave", finding.wave);
    }
    at->second = intern(closure(std::move(domain)));
  }
  return at->second;
}

std::vector<Partition> Domains::partitions() {
  std::map<std::pair<int, std::string>, std::vector<int>> found;
  const std::map<Domain, int> parts = indices_;  // wholes that are met on the way are interned too
  for (const auto& [part, index] : parts) {
    for (const auto& [dimension, code] : part) {
      if (dimension == earlier_release) {
        continue;  // states of the data are no parts of anything
      }
      // part = closure(D + {dimension = code}): D holds all that this level does not imply, and any of what it implies.
      const Domain implied = closure({{dimension, code}});
      Domain certain;
      std::vector<Domain::value_type> optional;
      for (const auto& level : part) {
        const auto in = implied.find(level.first);
        if (in == implied.end() || in->second != level.second) {
          certain.insert(level);
        } else if (level.first != dimension) {
          optional.push_back(level);
        }
      }
      if (optional.size() > most_implied) {
        continue;
      }
      for (std::uint32_t chosen = 0; chosen < (1U << optional.size()); ++chosen) {
        Domain whole = certain;
        for (std::size_t bit = 0; bit < optional.size(); ++bit) {
          if ((chosen >> bit & 1U) != 0) {
            whole.insert(optional[bit]);
          }
        }
        if (closure(whole) == whole) {
          found[{intern(whole), dimension}].push_back(index);
        }
      }
    }
  }
  std::vector<Partition> partitions;
  partitions.reserve(found.size());
  for (auto& [key, members] : found) {
    partitions.push_back({key.first, key.second, std::move(members)});
  }
  return partitions;
}

}  // namespace kith::disclose
