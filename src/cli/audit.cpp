// kith audit OUT [--after EARLIER]... [--format table|json] [--narrowest N]: a release attacked with nothing but what
// was released.
#include "audit/audit.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/text_table.h"

namespace kith::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Words {
  std::string folder, format = "table";
  std::vector<std::string> earlier;
  std::size_t narrowest = 10;
};

std::string_view name_of(audit::Fault fault) {
  switch (fault) {
    case audit::Fault::Leak:
      return "leak";
    case audit::Fault::Disagreement:
      return "disagreement";
    case audit::Fault::Forbidden:
      return "forbidden";
    case audit::Fault::Hidden:
      break;
  }
  return "hidden";
}

std::string_view name_of(disclose::Recovered what) {
  switch (what) {
    case disclose::Recovered::Base:
    case disclose::Recovered::BandedBase:
      return "base";
    case disclose::Recovered::Numerator:
      return "with the answer";
    case disclose::Recovered::Complement:
      return "without it";
    case disclose::Recovered::Count:
      return "people";
    case disclose::Recovered::Rest:
      break;
  }
  return "people not shown";
}

std::string number_text(std::int64_t number) {
  return number >= disclose::most_people ? "no limit" : text::grouped(number);
}

std::string table_of(const audit::Audit& audit, std::size_t narrowest) {
  std::string out =
      fmt::format("{} figures, {} withheld; read: {}\n", audit.figures, audit.withheld, text::join(audit.files, ", "));
  if (!audit.facts.empty()) {
    std::vector<std::vector<std::string>> rows;
    rows.reserve(audit.facts.size());
    for (const audit::Fact& fact : audit.facts) {
      rows.push_back({std::string(name_of(fact.fault)), fact.where, fact.what});
    }
    out += "\n" + text_table({{"FAULT"}, {"WHERE"}, {"WHAT"}}, rows);
  }
  std::vector<std::vector<std::string>> rows;
  for (const disclose::Bound& bound : audit.attacked.bounds) {
    if (rows.size() < narrowest || bound.exposed) {
      rows.push_back({bound.id, std::string(name_of(bound.what)), number_text(bound.range.low),
                      number_text(bound.range.high), number_text(bound.possible), std::to_string(bound.needed),
                      bound.exposed ? "exposed" : ""});
    }
  }
  out += rows.empty()
             ? "\nnothing is withheld or shown as a band\n"
             : fmt::format("\nthe narrowest of {} counts that are not shown:\n", audit.attacked.bounds.size()) +
                   text_table({{"FIGURE"},
                               {"COUNT"},
                               {"LOWEST", Align::Right},
                               {"HIGHEST", Align::Right},
                               {"POSSIBLE", Align::Right},
                               {"NEEDED", Align::Right},
                               {""}},
                              rows);
  for (const std::string& indicator : audit.attacked.unweighted) {
    out += fmt::format("note: the percentages of `{}` are no counts over its bases; only the bases were attacked\n",
                       indicator);
  }
  return out + (audit.sound() ? "\nnothing is exposed\n"
                              : fmt::format("\n{} faults, {} counts exposed\n", audit.facts.size(), audit.exposed()));
}

std::string json_of(const audit::Audit& audit) {
  Json facts = Json::array(), bounds = Json::array();
  for (const audit::Fact& fact : audit.facts) {
    facts.push_back({{"fault", name_of(fact.fault)}, {"where", fact.where}, {"what", fact.what}});
  }
  for (const disclose::Bound& bound : audit.attacked.bounds) {
    bounds.push_back({{"id", bound.id},
                      {"count", name_of(bound.what)},
                      {"low", bound.range.low},
                      {"high", bound.range.high >= disclose::most_people ? Json(nullptr) : Json(bound.range.high)},
                      {"possible", bound.possible >= disclose::most_people ? Json(nullptr) : Json(bound.possible)},
                      {"needed", bound.needed},
                      {"exposed", bound.exposed}});
  }
  const Json document = {{"figures", audit.figures},
                         {"withheld", audit.withheld},
                         {"files", audit.files},
                         {"sound", audit.sound()},
                         {"faults", std::move(facts)},
                         {"counts", std::move(bounds)},
                         {"unweighted", audit.attacked.unweighted}};
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

void audit_folder(const Words& words) {
  const audit::Audit audit = audit::audit(words.folder, {words.earlier.begin(), words.earlier.end()});
  fmt::print("{}", words.format == "json" ? json_of(audit) : table_of(audit, words.narrowest));
  if (!audit.sound()) {
    throw Error({"exposed",
                 fmt::format("the release in {} tells more than its rules allow", words.folder),
                 {},
                 "what is exposed stands above"});
  }
}

}  // namespace

void add_audit(CLI::App& app) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("audit", "a release attacked with nothing but what was released");
  command->add_option("OUT", words->folder, "the folder of the release")->required();
  command->add_option("--after", words->earlier, "the folder of a release that was published before; once for each");
  command->add_option("--format", words->format, "table or json")->check(CLI::IsMember({"table", "json"}));
  command->add_option("--narrowest", words->narrowest, "how many of the counts that nobody exposes are listed");
  command->callback([words] { audit_folder(*words); });
}

}  // namespace kith::cli
