#include "data/census.h"

#include <algorithm>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace kith::data {

Census census(std::string_view bytes, char newline) {
  Census found;
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8(newline);
  __m128i all = _mm_setzero_si128();
  while (bytes.size() >= 16) {
    __m128i hits = _mm_setzero_si128();  // sixteen counters of a byte each: at most 255 rounds
    const std::size_t rounds = std::min<std::size_t>(bytes.size() / 16, 255);
    for (std::size_t round = 0; round < rounds; ++round) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data() + 16 * round));
      hits = _mm_sub_epi8(hits, _mm_cmpeq_epi8(block, wanted));
      all = _mm_or_si128(all, block);
    }
    const __m128i sums = _mm_sad_epu8(hits, _mm_setzero_si128());
    found.line_breaks += static_cast<std::size_t>(_mm_cvtsi128_si64(sums)) +
                         static_cast<std::size_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
    bytes.remove_prefix(16 * rounds);
  }
  found.ascii = _mm_movemask_epi8(all) == 0;
#endif
  for (const char byte : bytes) {
    found.line_breaks += byte == newline ? 1U : 0U;
    found.ascii = found.ascii && static_cast<unsigned char>(byte) < 0x80;
  }
  return found;
}

}  // namespace kith::data
