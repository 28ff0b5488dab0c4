#include "run/pdf.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include "base/problem.h"

namespace kith::run {

namespace {

namespace fs = std::filesystem;

constexpr auto patience = std::chrono::seconds(60);

fs::path chromium() {
  for (const char* path : {"/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"}) {
    if (fs::exists(path)) {
      return path;
    }
  }
  throw Error({"no-chromium", "the PDF is printed by Chromium, which is not installed", {}, "apt install chromium"},
              Fault::Machine);
}

// The child's exit status, or -1 when it had to be ended.
int wait_for(pid_t child) {
  const auto end = std::chrono::steady_clock::now() + patience;
  int status = 0;
  while (std::chrono::steady_clock::now() < end) {
    if (waitpid(child, &status, WNOHANG) == child) {
      return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  return -1;
}

}  // namespace

void print_pdf(const fs::path& page, const fs::path& pdf) {
  const fs::path profile = fs::temp_directory_path() / ("kith-print-" + std::to_string(getpid()));
  fs::create_directories(profile);
  std::vector<std::string> words{chromium().string(),
                                 "--headless",
                                 "--disable-gpu",
                                 "--no-first-run",
                                 "--disable-quic",
                                 "--disable-sync",
                                 "--disable-component-update",
                                 "--disable-background-networking",
                                 "--no-pdf-header-footer",
                                 "--user-data-dir=" + profile.string(),
                                 "--print-to-pdf=" + fs::absolute(pdf).string(),
                                 "file://" + fs::absolute(page).string()};
  if (geteuid() == 0) {
    words.insert(words.begin() + 1, "--no-sandbox");  // Chromium's sandbox refuses to run as root
  }
  std::vector<char*> arguments;
  arguments.reserve(words.size());
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t silent;
  posix_spawn_file_actions_init(&silent);
  posix_spawn_file_actions_addopen(&silent, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&silent, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed = posix_spawn(&child, arguments[0], &silent, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&silent);
  const int status = failed != 0 ? -1 : wait_for(child);
  std::error_code ignored;
  fs::remove_all(profile, ignored);
  if (status != 0 || !fs::exists(pdf)) {
    throw Error({"print-failed",
                 "Chromium could not print the report",
                 {page.string(), 0},
                 "open the page and print it from there"},
                Fault::Machine);
  }
}

}  // namespace kith::run
