#include "data/count.h"

#include <algorithm>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kith::data {

std::size_t count_of(std::string_view bytes, char byte) {
  std::size_t count = 0;
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8(byte);
  while (bytes.size() >= 16) {
    __m128i hits = _mm_setzero_si128();  // sixteen counters of a byte each: at most 255 rounds
    const std::size_t rounds = std::min<std::size_t>(bytes.size() / 16, 255);
    for (std::size_t round = 0; round < rounds; ++round) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data() + 16 * round));
      hits = _mm_sub_epi8(hits, _mm_cmpeq_epi8(block, wanted));
    }
    const __m128i sums = _mm_sad_epu8(hits, _mm_setzero_si128());
    count += static_cast<std::size_t>(_mm_cvtsi128_si64(sums)) +
             static_cast<std::size_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
    bytes.remove_prefix(16 * rounds);
  }
#endif
  return count + static_cast<std::size_t>(std::ranges::count(bytes, byte));
}

}  // namespace kith::data
