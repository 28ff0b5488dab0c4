#include "cli/design_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

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

double number_of(const std::string& text, std::string_view option) {
  const std::optional<double> value = text::to_number(text::trim(text));
  if (!value) {
    throw Error({"bad-number", fmt::format("`{}` is not a number", text), {}, fmt::format("{} takes numbers", option)},
                Fault::Usage);
  }
  return *value;
}

design::ReplicateMethod method_of(const std::string& name) {
  const auto method = design::replicate_method(name);
  if (!method) {
    throw Error({"unknown-rule",
                 fmt::format("there is no type of replicates `{}`", name),
                 {},
                 "one of: JK1, JK2, JKn, BRR, Fay, bootstrap, subbootstrap, mrbbootstrap, SDR, ACS, other"},
                Fault::Usage);
  }
  return *method;
}

design::Pps pps_of(const std::string& name) {
  using Named = std::pair<std::string_view, design::Pps>;
  constexpr std::array<Named, 7> names{{{"none", design::Pps::None},
                                        {"brewer", design::Pps::Brewer},
                                        {"wr", design::Pps::WithReplacement},
                                        {"with-replacement", design::Pps::WithReplacement},
                                        {"overton", design::Pps::Overton},
                                        {"hartley-rao", design::Pps::HartleyRao},
                                        {"HR", design::Pps::HartleyRao}}};
  const auto found = std::ranges::find(names, std::string_view(name), &Named::first);
  if (found == names.end()) {
    throw Error({"unknown-rule",
                 fmt::format("there is no rule `{}` for unequal probabilities", name),
                 {},
                 "one of: brewer, wr (with replacement), overton, hartley-rao"},
                Fault::Usage);
  }
  return found->second;
}

std::optional<design::GivenReplicates> given_of(const DesignWords& words) {
  if (words.replicates.empty()) {
    return std::nullopt;
  }
  design::GivenReplicates given{.columns = words.replicates};
  given.method = words.replicate_type.empty() ? design::ReplicateMethod::Auto : method_of(words.replicate_type);
  if (words.replicate_factors) {
    given.hold = design::ReplicateColumns::Factors;
  }
  if (!words.fay.empty()) {
    given.fay = number_of(words.fay, "--fay");
  }
  if (!words.scale.empty()) {
    given.scale = number_of(words.scale, "--scale");
  }
  for (const std::string& scale : columns_of(words.rscales)) {
    given.rscales.push_back(number_of(scale, "--rscales"));
  }
  if (words.mse) {
    given.centre = design::Centre::Estimate;
  }
  return given;
}

std::optional<design::MadeReplicates> made_of(const DesignWords& words) {
  if (words.make_replicates.empty()) {
    return std::nullopt;
  }
  design::MadeReplicates made{.method = method_of(words.make_replicates),
                              .count = words.replicate_count,
                              .seed = words.seed,
                              .fay = words.fay.empty() ? 0 : number_of(words.fay, "--fay"),
                              .centre = words.mse ? design::Centre::Estimate : design::Centre::Mean};
  const auto unknown = [](const std::string& name, const char* allowed) {
    throw Error({"unknown-rule", fmt::format("there is no rule `{}` for strata that are not pairs", name), {}, allowed},
                Fault::Usage);
  };
  if (words.small_strata == "split") {
    made.small = design::SmallStrata::Split;
  } else if (words.small_strata == "merge") {
    made.small = design::SmallStrata::Merge;
  } else if (words.small_strata != "fail") {
    unknown(words.small_strata, "one of: fail, split, merge");
  }
  if (words.large_strata == "merge") {
    made.large = design::LargeStrata::Merge;
  } else if (words.large_strata == "fail") {
    made.large = design::LargeStrata::Fail;
  } else if (words.large_strata != "split") {
    unknown(words.large_strata, "one of: split, merge, fail");
  }
  return made;
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

std::vector<std::string> columns_to_read(std::vector<std::string> columns, const design::Spec& spec) {
  if (spec.given_replicates) {
    columns.clear();
  }
  return columns;
}

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
  spec.pps = pps_of(words.pps);
  spec.given_replicates = given_of(words);
  spec.made_replicates = made_of(words);
  spec.weighting = weighting_of(words.weighting);
  return spec;
}

void add_design_options(CLI::App& command, DesignWords& words, const std::string& prefix) {
  const auto option = [&](const char* name) { return fmt::format("--{}{}", prefix, name); };
  command.add_option(option("weight"), words.weight, "column of weights");
  command.add_option(option("probabilities"), words.probabilities, "column of inclusion probabilities");
  command.add_option(option("strata"), words.strata, "one column a stage")->allow_extra_args(false);
  command.add_option(option("cluster"), words.clusters, "one column a stage")->allow_extra_args(false);
  command.add_option(option("fpc"), words.fpc, "one column a stage: population counts, or sampling fractions")
      ->allow_extra_args(false);
  command.add_option(option("lonely-psu"), words.lonely, "fail, certainty, average, adjust");
  command.add_flag(option("adjust-domain-lonely"), words.adjust_domain_lonely,
                   "the same rule where only a domain has one cluster");
  command.add_option(option("df"), words.df, "domain or design");
  command.add_option(option("pps"), words.pps, "unequal probabilities: brewer, wr, overton, hartley-rao");
  command.add_option(option("replicates"), words.replicates,
                     "columns of replicate weights: repwt* (any number), repwt[1-80], or a list");
  command.add_option(
      option("replicate-type"), words.replicate_type,
      "of --replicates: JK1, JK2, JKn, BRR, Fay, bootstrap, subbootstrap, mrbbootstrap, SDR, ACS, other");
  command.add_flag(option("replicate-factors"), words.replicate_factors, "the columns multiply --weight");
  command.add_option(option("fay"), words.fay, "Fay's factor, for example 0.3");
  command.add_option(option("scale"), words.scale, "of the variance between replicates; otherwise that of their type");
  command.add_option(option("rscales"), words.rscales, "one for all replicates, or one each, separated by commas");
  command.add_flag(option("mse"), words.mse, "replicates vary about the estimate, not about their mean");
  command.add_option(option("make-replicates"), words.make_replicates,
                     "auto, JK1, JKn, BRR, Fay, bootstrap, subbootstrap (Rao-Wu), mrbbootstrap (Preston)");
  command.add_option(option("replicate-count"), words.replicate_count, "how many bootstraps to make (200)");
  command.add_option(option("seed"), words.seed, "of bootstraps and imputations (1)");
  command.add_option(option("small-strata"), words.small_strata, "BRR, strata of one cluster: fail, split, merge");
  command.add_option(option("large-strata"), words.large_strata, "BRR, strata of more than two: split, merge, fail");
  if (prefix.empty()) {
    add_weighting_options(command, words.weighting, {});
  }
  command.add_option(option("small-sample"), words.small_sample,
                     "none, or cr2: means, shares, ratios over few clusters");
}

}  // namespace kith::cli
