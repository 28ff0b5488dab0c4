#include "cli/design_options.h"

#include <fmt/format.h>

#include "base/problem.h"
#include "base/text.h"

namespace kith::cli {

std::vector<std::string> columns_of(std::string_view list) {
  std::vector<std::string> names;
  for (const std::string_view name : text::split(list, ',')) {
    if (!text::trim(name).empty()) {
      names.emplace_back(text::trim(name));
    }
  }
  return names;
}

namespace {

std::vector<std::string> all_of(const std::vector<std::string>& lists) {
  std::vector<std::string> names;
  for (const std::string& list : lists) {
    for (std::string& name : columns_of(list)) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

design::LonelyPsu lonely_rule(const std::string& name) {
  if (name == "fail") {
    return design::LonelyPsu::Fail;
  }
  if (name == "certainty" || name == "remove") {
    return design::LonelyPsu::Certainty;
  }
  if (name == "average") {
    return design::LonelyPsu::Average;
  }
  if (name == "adjust") {
    return design::LonelyPsu::Adjust;
  }
  throw Error({"unknown-rule",
               fmt::format("there is no rule `{}` for lonely PSUs", name),
               {},
               "one of: fail, certainty, average, adjust"},
              Fault::Usage);
}

design::DfRule df_rule(const std::string& name) {
  if (name != "domain" && name != "design") {
    throw Error({"unknown-rule",
                 fmt::format("there is no rule `{}` for degrees of freedom", name),
                 {},
                 "one of: domain, design"},
                Fault::Usage);
  }
  return name == "design" ? design::DfRule::Design : design::DfRule::Domain;
}

design::SmallSample small_sample_rule(const std::string& name) {
  if (name != "none" && name != "cr2") {
    throw Error(
        {"unknown-rule", fmt::format("there is no correction `{}` for few clusters", name), {}, "one of: none, cr2"},
        Fault::Usage);
  }
  return name == "cr2" ? design::SmallSample::Cr2 : design::SmallSample::None;
}

}  // namespace

design::Spec spec_of(const DesignWords& words) {
  design::Spec spec;
  spec.weight = words.weight;
  spec.probability = words.probabilities;
  spec.strata = all_of(words.strata);
  spec.clusters = all_of(words.clusters);
  spec.fpc = all_of(words.fpc);
  spec.lonely_psu = lonely_rule(words.lonely);
  spec.df = df_rule(words.df);
  spec.small_sample = small_sample_rule(words.small_sample);
  spec.adjust_domain_lonely = words.adjust_domain_lonely;
  return spec;
}

void add_design_options(CLI::App& command, DesignWords& words) {
  command.add_option("--weight", words.weight, "column of weights");
  command.add_option("--probabilities", words.probabilities, "column of inclusion probabilities");
  command.add_option("--strata", words.strata, "one column a stage")->allow_extra_args(false);
  command.add_option("--cluster", words.clusters, "one column a stage")->allow_extra_args(false);
  command.add_option("--fpc", words.fpc, "one column a stage: population counts, or sampling fractions")
      ->allow_extra_args(false);
  command.add_option("--lonely-psu", words.lonely, "fail, certainty, average, adjust");
  command.add_flag("--adjust-domain-lonely", words.adjust_domain_lonely,
                   "the same rule where only a domain has one cluster");
  command.add_option("--df", words.df, "domain or design");
  command.add_option("--small-sample", words.small_sample, "none, or cr2: means, shares, ratios over few clusters");
}

}  // namespace kith::cli
