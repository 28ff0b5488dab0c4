#include "simulate/draws.h"

namespace kith::simulate {

std::uint64_t key(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char letter : name) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3;
  }
  return hash;
}

}  // namespace kith::simulate
