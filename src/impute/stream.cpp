#include "impute/stream.h"

#include <initializer_list>

namespace kith::impute {

namespace {

// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input moves every bit of the output.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

}  // namespace

num::Random random_for(const Occasion& occasion, std::string_view column, Purpose purpose, std::size_t part) {
  std::uint64_t stream = 0xCBF29CE484222325U;
  for (const char c : column) {  // Fowler, Noll and Vo's hash
    stream = (stream ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  for (const std::uint64_t number : {std::uint64_t{occasion.imputation}, std::uint64_t{occasion.iteration},
                                     static_cast<std::uint64_t>(purpose), std::uint64_t{part}}) {
    stream = mixed(stream + 0x9E3779B97F4A7C15U * (number + 1));
  }
  return num::Random(occasion.seed, stream);
}

}  // namespace kith::impute
