#include "base/heap.h"

#include <cstdlib>
#include <limits>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace kith {

void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int most_from_the_heap = 32 * 1024 * 1024;  // the largest threshold that GNU's C library takes
  mallopt(M_MMAP_THRESHOLD, most_from_the_heap);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
#endif
}

}  // namespace kith
