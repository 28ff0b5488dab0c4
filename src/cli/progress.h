// What a person sees while a command takes its time: after a second one line that says what is being done and for how
// long, renewed every second and gone when it is done. Nothing is said where standard error is no terminal.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

namespace kith::cli {

class Progress {
 public:
  enum class To { Terminal, Nobody };

  explicit Progress(std::string doing);
  Progress(std::string doing, To to, std::FILE* stream, std::chrono::milliseconds interval);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

 private:
  void tell(std::chrono::milliseconds interval);

  std::string doing_;
  std::FILE* stream_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool done_ = false;
  std::thread teller_;
};

// Does the work and says so while it lasts.
template <typename Work>
auto with_progress(std::string doing, const Work& work) {
  const Progress progress(std::move(doing));
  return work();
}

}  // namespace kith::cli
