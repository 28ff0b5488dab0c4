// as.svrepdesign and svrepdesign: the replicate weights that R had are in the oracle's file, and join the table as
// columns, so that nothing depends on a random number generator.
#include "design/replicate_spec.h"
#include "design/statistic.h"
#include "oracles/measured.h"

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

// A design that the steps before left as svydesign made it.
std::shared_ptr<const Sample> plain_design(const RCode& call, Environment& environment) {
  const auto sample = as<Sample>(environment.find("des"), call.text);
  if (!sample->where.empty() || !sample->spec.weighting.empty()) {
    throw NotCovered(call.text + " of a design that has gone through other steps");
  }
  return sample;
}

// Jackknives need no file: they are made.
Value made(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"design", "type", "...", "fay.rho", "fpc", "mse", "compress"});
  const std::string type = arguments.text("type", "auto");
  const auto method = design::replicate_method(type);
  if (method != design::ReplicateMethod::Auto && method != design::ReplicateMethod::Jk1 &&
      method != design::ReplicateMethod::Jkn) {
    throw NotCovered(call.text + " of type " + type + " without its file");
  }
  const auto sample = plain_design(call, environment);
  design::Spec spec = sample->spec;
  spec.made_replicates = design::MadeReplicates{
      .method = *method, .centre = arguments.truth("mse", false) ? design::Centre::Estimate : design::Centre::Mean};
  return std::make_shared<Sample>(sample->table, spec, std::string());
}

Value replicated(const RCode& call, Environment& environment) {
  const Json& design = environment.oracle()["design"];
  if (!design.contains("replicates")) {
    return made(call, environment);
  }
  const auto sample = plain_design(call, environment);
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

// withReplicates(des, quote(expression of .weights and the columns)).
Value with_replicates(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"design", "theta"});
  const auto sample = arguments.sample("design");
  const auto theta = as<Code>(arguments.value("theta"), "withReplicates");
  if (!sample->where.empty() || theta->code.is("function") || sample->design().replicates() == nullptr) {
    throw NotCovered("withReplicates of a domain, or of a function");
  }
  design::Statistic statistic;
  statistic.present.assign(sample->table->rows(), 1);
  statistic.at = [&](std::span<const double> weights) {
    Environment inside(environment, nullptr);
    inside.attach(sample->table);
    inside.bind(".weights", numbers(std::vector<double>(weights.begin(), weights.end())));
    return Eigen::VectorXd(Eigen::VectorXd::Constant(1, one_number(evaluate(theta->code, inside), "withReplicates")));
  };
  const design::Estimate found = design::estimate(sample->design(), statistic);
  auto result = std::make_shared<Estimate>();
  result->own = Coefficients::of({"theta"}, found.value, found.covariance);
  return result;
}

const Family family{{"as.svrepdesign", replicated}, {"svrepdesign", replicated}, {"withReplicates", with_replicates}};

}  // namespace

}  // namespace kith::oracles
