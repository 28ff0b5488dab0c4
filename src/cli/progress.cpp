#include "cli/progress.h"

#include <unistd.h>

#include <utility>

namespace kith::cli {

Progress::Progress(std::string doing)
    : Progress(std::move(doing), isatty(STDERR_FILENO) == 1 ? To::Terminal : To::Nobody, stderr,
               std::chrono::seconds(1)) {}

Progress::Progress(std::string doing, To to, std::FILE* stream, std::chrono::milliseconds interval)
    : doing_(std::move(doing)), stream_(stream) {
  if (to == To::Terminal) {
    teller_ = std::thread([this, interval] { tell(interval); });
  }
}

Progress::~Progress() {
  if (!teller_.joinable()) {
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  wake_.notify_one();
  teller_.join();
}

void Progress::tell(std::chrono::milliseconds interval) {
  const auto start = std::chrono::steady_clock::now();
  bool told = false;
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, interval, [&] { return done_; })) {
    const auto so_far = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start);
    std::fprintf(stream_, "\r%s ... %lld s", doing_.c_str(), static_cast<long long>(so_far.count()));
    std::fflush(stream_);
    told = true;
  }
  if (told) {
    std::fputs("\r\033[K", stream_);
    std::fflush(stream_);
  }
}

}  // namespace kith::cli
