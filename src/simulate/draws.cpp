#include "simulate/draws.h"

#include <cmath>
#include <numbers>

namespace kith::simulate {

namespace {
std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}
}  // namespace

std::uint64_t key(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  }
  return hash;
}

Draws::Draws(std::uint64_t seed, std::string_view what) : seed_(seed), what_(key(what)) {}

double Draws::uniform(std::uint64_t who, std::uint32_t which) const {
  const std::uint64_t bits = mix(mix(mix(mix(seed_) ^ what_) ^ who) + which);
  return (static_cast<double>(bits >> 12U) + 0.5) / 4503599627370496.0;
}

double Draws::normal(std::uint64_t who, std::uint32_t which) const {
  return std::sqrt(-2 * std::log(uniform(who, 2 * which + 1000))) *
         std::cos(2 * std::numbers::pi * uniform(who, 2 * which + 1001));
}

std::size_t Draws::below(std::size_t count, std::uint64_t who, std::uint32_t which) const {
  return static_cast<std::size_t>(uniform(who, which) * static_cast<double>(count));
}

}  // namespace kith::simulate
