// build/oracles DIR: Kith against a folder of a peer's answers (R survey's), case by case.
//
// DIR/expected/*.json or DIR/open/*.json hold the cases, one file a topic, and DIR/data what they are about. Prints for
// every topic how many cases agreed, differed, and were not covered, with the reasons counted; cases in which Kith
// answers otherwise by a rule (docs/methods.md) are counted apart, by the rule. Exit code 1 on a difference (and with
// --complete on a case that is not covered), 2 when the command line is wrong.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "base/file.h"
#include "base/problem.h"
#include "oracles/judge.h"

namespace kith::oracles {
namespace {

namespace fs = std::filesystem;

struct Request {
  fs::path folder;
  std::vector<std::string> topics;    // empty: all
  std::vector<std::string> complete;  // topics of which every case must be covered
  std::string id;                     // empty: all
  bool verbose = false;
};

struct Tally {
  std::size_t agreed = 0;
  std::size_t leaves = 0;
  std::size_t differed = 0;
  std::map<std::string, std::size_t> by_intent;
  std::map<std::string, std::size_t> not_covered;
};

std::size_t cases_of(const std::map<std::string, std::size_t>& reasons) {
  std::size_t count = 0;
  for (const auto& [reason, cases] : reasons) {
    count += cases;
  }
  return count;
}

std::vector<fs::path> topic_files(const Request& request) {
  std::vector<fs::path> files;
  for (const char* name : {"expected", "open"}) {
    if (!fs::is_directory(request.folder / name)) {
      continue;
    }
    for (const auto& entry : fs::directory_iterator(request.folder / name)) {
      const std::string topic = entry.path().stem();
      const bool wanted = request.topics.empty() || std::ranges::find(request.topics, topic) != request.topics.end();
      if (entry.path().extension() == ".json" && wanted) {
        files.push_back(entry.path());
      }
    }
  }
  std::ranges::sort(files);
  return files;
}

void show(const Json& oracle, const Verdict& verdict) {
  std::cout << fmt::format("  {} {}\n", oracle["id"].get<std::string>(), oracle["call"].get<std::string>());
  for (const Difference& difference : verdict.differences) {
    std::cout << fmt::format("    {}: ours {}, R's {}\n", difference.path, difference.ours, difference.theirs);
  }
}

Tally run_topic(const Json& topic, const Request& request, const Data& data) {
  Tally tally;
  for (const Json& oracle : topic["cases"]) {
    if (!request.id.empty() && oracle["id"] != request.id) {
      continue;
    }
    const Verdict verdict = judge(oracle, data);
    switch (verdict.kind) {
      case Verdict::Kind::Agreed:
        ++tally.agreed;
        tally.leaves += verdict.compared;
        break;
      case Verdict::Kind::Differed:
        ++tally.differed;
        if (request.verbose) {
          show(oracle, verdict);
        }
        break;
      case Verdict::Kind::ByIntent:
        ++tally.by_intent[verdict.reason];
        break;
      case Verdict::Kind::NotCovered:
        ++tally.not_covered[verdict.reason];
        break;
    }
  }
  return tally;
}

void print(const std::string& name, const Tally& tally) {
  const std::size_t meant = cases_of(tally.by_intent);
  std::cout << fmt::format(
      "{}: {} agreed ({} leaves), {} differed, {}{} not covered\n", name, tally.agreed, tally.leaves, tally.differed,
      meant == 0 ? std::string() : fmt::format("{} otherwise by intent, ", meant), cases_of(tally.not_covered));
}

void print_reasons(const Tally& tally) {
  for (const auto& [reason, count] : tally.by_intent) {
    std::cout << fmt::format("    {} x by intent: {}\n", count, reason);
  }
  for (const auto& [reason, count] : tally.not_covered) {
    std::cout << fmt::format("    {} x {}\n", count, reason);
  }
}

int run(const Request& request) {
  const Data data(request.folder / "data");
  Tally all;
  bool complete = true;
  for (const fs::path& file : topic_files(request)) {
    const std::string topic = file.stem().string();
    const Tally tally = run_topic(Json::parse(read_file(file)), request, data);
    const std::size_t uncovered = cases_of(tally.not_covered);
    if (tally.agreed + tally.differed + cases_of(tally.by_intent) + uncovered == 0) {
      continue;
    }
    print(topic, tally);
    print_reasons(tally);
    const bool must = std::ranges::find(request.complete, topic) != request.complete.end();
    complete = complete && (!must || uncovered == 0);
    all.agreed += tally.agreed;
    all.leaves += tally.leaves;
    all.differed += tally.differed;
    all.by_intent[topic] = cases_of(tally.by_intent);
    all.not_covered[topic] = uncovered;
  }
  print("all", all);
  return all.differed == 0 && complete ? 0 : 1;
}

}  // namespace
}  // namespace kith::oracles

int main(int argc, char** argv) {
  CLI::App app{"Kith against a folder of a peer's answers"};
  kith::oracles::Request request;
  bool if_present = false;
  app.add_option("DIR", request.folder, "a folder with data/ and expected/*.json or open/*.json")->required();
  app.add_option("--topic", request.topics, "only these topics")->delimiter(',');
  app.add_option("--complete", request.complete, "topics of which no case may be left uncovered")->delimiter(',');
  app.add_option("--case", request.id, "only the case with this id");
  app.add_flag("--verbose", request.verbose, "list each differing case");
  app.add_flag("--if-present", if_present, "skip, and say so, when DIR does not exist");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (if_present && !std::filesystem::is_directory(request.folder)) {
    std::cout << "skipped: needs the shared data (" << request.folder.string() << ")\n";
    return 0;
  }
  try {
    return kith::oracles::run(request);
  } catch (const kith::Error& error) {
    std::cerr << error.what() << '\n';
    return static_cast<int>(error.fault());
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 3;
  }
}
