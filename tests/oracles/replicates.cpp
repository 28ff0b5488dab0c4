// as.svrepdesign and svrepdesign: the replicate weights that R had are in the oracle's file, and join the table as
// columns, so that nothing depends on a random number generator.
#include "design/replicate_spec.h"
#include "oracles/sample.h"

namespace kith::oracles {

namespace {

std::vector<double> rscales_of(const Json& rscales) {
  return rscales.is_array() ? rscales.get<std::vector<double>>() : std::vector<double>{rscales["all"].get<double>()};
}

design::GivenReplicates given(const Json& replicates) {
  const auto method = design::replicate_method(replicates["type"].get<std::string>());
  if (!method) {
    throw NotCovered("replicates of type " + replicates["type"].dump());
  }
  design::GivenReplicates given{.columns = fmt::format("replicate[1-{}]", replicates["n_rep"].get<int>()),
                                .method = *method};
  given.hold = replicates["combined_weights"].get<bool>() ? design::ReplicateColumns::Weights
                                                          : design::ReplicateColumns::Factors;
  given.fay = replicates.value("rho", 0.0);
  given.scale = replicates["scale"].get<double>();
  given.rscales = rscales_of(replicates["rscales"]);
  given.centre = replicates["mse"].get<bool>() ? design::Centre::Estimate : design::Centre::Mean;
  return given;
}

Value replicated(const RCode& call, Environment& environment) {
  const Json& design = environment.oracle()["design"];
  if (!design.contains("replicates")) {
    throw NotCovered(call.text + " without a file of replicate weights");
  }
  const Value before = environment.find("des");
  const auto sample = as<Sample>(before, call.text);
  if (!sample->where.empty() || !sample->spec.weighting.empty() || sample->is_adjusted()) {
    throw NotCovered(call.text + " of a design that has gone through other steps");
  }
  const Data::ReplicateFile file = environment.data().replicates(design["replicates"]["file"].get<std::string>());
  auto table = std::make_shared<data::Table>(*sample->table);
  const auto add = [&](const std::string& name, const Eigen::VectorXd& values) {
    table->add(number_column(name, std::vector<double>(values.begin(), values.end())));
  };
  add("sampling_weight", file.sampling_weight);
  for (Eigen::Index r = 0; r < file.columns.cols(); ++r) {
    add(fmt::format("replicate{}", r + 1), file.columns.col(r));
  }
  design::Spec spec;
  spec.weight = "sampling_weight";
  spec.given_replicates = given(design["replicates"]);
  return std::make_shared<Sample>(table, spec, std::string());
}

const Family family{{"as.svrepdesign", replicated}, {"svrepdesign", replicated}};

}  // namespace

}  // namespace kith::oracles
