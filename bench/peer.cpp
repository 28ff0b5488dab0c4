#include "peer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::bench {

namespace {

std::string output_of(const std::string& command) {
  struct Close {
    void operator()(std::FILE* pipe) const { ::pclose(pipe); }
  };
  const std::unique_ptr<std::FILE, Close> pipe(::popen(command.c_str(), "r"));
  std::string output;
  for (char buffer[4096]; pipe != nullptr && std::fgets(buffer, sizeof buffer, pipe.get()) != nullptr;) {
    output += buffer;
  }
  return output;
}

}  // namespace

Agreement compare(const Numbers& ours, const Numbers& theirs) {
  Agreement result;
  for (const auto& [key, wanted] : theirs) {
    const auto found = ours.find(key);
    if (found == ours.end()) {
      ++result.missing;
      continue;
    }
    ++result.compared;
    const double difference = std::fabs(found->second - wanted) / std::max(std::fabs(wanted), 1e-300);
    if (difference > result.worst) {
      result.worst = difference;
      result.where = key;
    }
  }
  return result;
}

std::optional<std::string> peer_version() {
  const std::string version(
      text::trim(output_of("Rscript -e 'cat(as.character(packageVersion(\"survey\")))' 2>/dev/null")));
  return version.empty() || version[0] < '0' || version[0] > '9' ? std::nullopt : std::optional("R survey " + version);
}

std::map<std::string, PeerAnswer> peer_answers(const std::string& script, const std::vector<std::string>& arguments) {
  std::string command = fmt::format("Rscript '{}/bench/{}'", KITH_SOURCE, script);
  for (const std::string& argument : arguments) {
    command += fmt::format(" '{}'", argument);
  }
  const std::string output = output_of(command);
  std::map<std::string, PeerAnswer> answers;
  for (const std::string_view line : text::split(output, '\n')) {
    const std::vector<std::string_view> cells = text::split(line, '\t');
    if (cells.size() == 3 && cells[0] == "time") {
      answers[std::string(cells[1])].seconds = text::to_number(cells[2]).value();
    } else if (cells.size() == 4 && cells[0] == "number") {
      if (const auto value = text::to_number(cells[3])) {
        answers[std::string(cells[1])].numbers[std::string(cells[2])] = *value;
      }
    }
  }
  return answers;
}

}  // namespace kith::bench
