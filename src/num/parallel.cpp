#include "num/parallel.h"

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <exception>

namespace kith::num {

std::size_t available_threads() {
  return static_cast<std::size_t>(std::max(1, tbb::info::default_concurrency()));
}

void for_each_piece(std::size_t pieces, const std::function<void(std::size_t)>& body, Threads threads) {
  if (pieces < 2 || threads.count == 1) {
    for (std::size_t piece = 0; piece < pieces; ++piece) {
      body(piece);
    }
    return;
  }
  // An exception is kept with its piece, so that which one is reported does not depend on the schedule.
  std::vector<std::exception_ptr> failures(pieces);
  const auto guarded = [&](std::size_t piece) {
    try {
      body(piece);
    } catch (...) {
      failures[piece] = std::current_exception();
    }
  };
  const int available = tbb::info::default_concurrency();  // asking TBB for more makes it print a warning
  tbb::task_arena arena(threads.count > 0 ? std::min(threads.count, available) : available);
  arena.execute([&] { tbb::parallel_for(std::size_t{0}, pieces, guarded); });
  for (const std::exception_ptr& failure : failures) {
    if (failure) {
      std::rethrow_exception(failure);
    }
  }
}

}  // namespace kith::num
