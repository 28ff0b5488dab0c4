// kith explain OUT ID [--study DIR]: why a figure is not shown; from the release alone, or with the study for the
// analyst. With the study also why a quote is not, or under the role alone.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "audit/figures.h"
#include "base/file.h"
#include "base/problem.h"
#include "base/text.h"
#include "cli/commands.h"
#include "run/evaluation.h"
#include "study/load.h"

namespace kith::cli {

namespace {

namespace fs = std::filesystem;

struct Words {
  std::string folder, id, study;
};

// In words that tell no more than the code does.
std::string public_reason(const audit::Figure& figure, const disclose::Rules& rules) {
  const std::string& id = figure.seen.figure.id;
  if (!figure.seen.figure.withheld) {
    return fmt::format("`{}` is shown", id);
  }
  const std::string& code = figure.seen.figure.withheld->code;
  if (code == "small-base") {
    return fmt::format(
        "`{}` is not shown: fewer than {} people answered. Figures on so few are not reliable, and on "
        "fewer than {} they could tell about individual people; which of the two it is, is not said.",
        id, smallest_base(rules), rules.minimum_cell);
  }
  if (code == "order-statistic") {
    return fmt::format("`{}` is not shown: a quantile, minimum or maximum can be one person's own answer.", id);
  }
  return fmt::format(
      "`{}` is not shown, to protect a small group: it is about fewer than {} people itself, or together "
      "with other figures it would give such a figure back. Which of the two it is, is not said, since "
      "that would tell about the group.",
      id, rules.minimum_cell);
}

const audit::Figure& figure_of(const audit::Figures& figures, const std::string& id, const std::string& file) {
  std::vector<std::string> ids;
  for (const audit::Figure& figure : figures.figures) {
    if (figure.seen.figure.id == id) {
      return figure;
    }
    ids.push_back(figure.seen.figure.id);
  }
  throw Error({"unknown-figure", fmt::format("there is no figure `{}`", id), {file, 0}, text::suggestion(id, ids)});
}

// A quote is in no list of the release; the study knows it.
bool is_quote(const study::Study& study, const std::string& id) {
  return std::ranges::find(study.quotes, id, &study::ChosenQuote::id) != study.quotes.end();
}

void explain(const Words& words) {
  const fs::path file = fs::path(words.folder) / "findings.json";
  const audit::Figures figures = audit::read_figures(read_file(file), file.string());
  const auto study = words.study.empty() ? std::nullopt : std::optional(study::load(words.study));
  if (!study || !is_quote(*study, words.id)) {
    fmt::print("{}\n", public_reason(figure_of(figures, words.id, file.string()), figures.rules));
  }
  if (!study) {
    return;
  }
  const run::Release release = run::evaluate(*study);
  fmt::print("\nFor the analyst, not for release:\n");
  std::string id = words.id;
  for (std::vector<std::string> said; std::ranges::find(said, id) == said.end();) {
    said.push_back(id);
    const auto reason = release.reasons.find(id);
    if (reason == release.reasons.end()) {
      fmt::print("{}\n", said.size() == 1 ? fmt::format("the study as it is now shows `{}`", id)
                                          : fmt::format("`{}` is a count that no figure shows", id));
      return;
    }
    fmt::print("{}\n", reason->second.text);
    if (reason->second.because.empty()) {
      return;
    }
    id = reason->second.because;
  }
}

}  // namespace

void add_explain(CLI::App& app) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("explain", "why a figure of a release is not shown");
  command->add_option("OUT", words->folder, "the folder of the release")->required();
  command->add_option("ID", words->id, "the figure, as findings.json names it; or with --study a quote")->required();
  command->add_option("--study", words->study, "the study folder: the rule and what it protects, not for release");
  command->callback([words] { explain(*words); });
}

}  // namespace kith::cli
