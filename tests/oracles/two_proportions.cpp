// Intervals for two proportions: Newcombe's, and those of the R package PropCIs.
#include "num/two_proportions.h"
#include "oracles/environment.h"

namespace kith::oracles {

namespace {

struct Asked {
  num::TwoProportions counts;
  double tail = 0;
};

Asked asked(const Arguments& arguments, const char* level) {
  return {{arguments.number("x1", missing), arguments.number("n1", missing), arguments.number("x2", missing),
           arguments.number("n2", missing)},
          (1 - arguments.number(level, 0.95)) / 2};
}

Value pair_of(const std::optional<num::Limits>& limits) {
  return limits ? numbers({limits->low, limits->high}) : numbers({missing, missing});
}

Value in_list(const std::optional<num::Limits>& limits) {
  auto list = std::make_shared<List>();
  list->items = {{"conf.int", pair_of(limits)}};
  return list;
}

// newc(x1, n1, x2, n2, conf, corr): Newcombe's limits of the difference.
Value newcombe(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x1", "n1", "x2", "n2", "conf", "corr"});
  const Asked what = asked(arguments, "conf");
  return pair_of(arguments.truth("corr", false) ? num::difference_newcombe_corrected(what.counts, what.tail)
                                                : num::difference_newcombe(what.counts, what.tail));
}

// All with the variance times N/(N - 1) but for the ratio, and found in steps of a thousandth.
Value score(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x1", "n1", "x2", "n2", "conf.level"});
  const Asked what = asked(arguments, "conf.level");
  return in_list(call.is("diffscoreci") ? num::difference_miettinen_nurminen(what.counts, what.tail)
                 : call.is("orscoreci") ? num::odds_ratio_miettinen_nurminen(what.counts, what.tail)
                                        : num::risk_ratio_score(what.counts, what.tail));
}

Value wald(const RCode& call, Environment& environment) {
  const Arguments arguments(call, environment, {"x1", "n1", "x2", "n2", "conf.level", "adjust"});
  const Asked what = asked(arguments, "conf.level");
  return in_list(arguments.text("adjust", "Wald") == "AC" ? num::difference_agresti_caffo(what.counts, what.tail)
                                                          : num::difference_wald(what.counts, what.tail));
}

const Family family{
    {"newc", newcombe}, {"diffscoreci", score}, {"orscoreci", score}, {"riskscoreci", score}, {"wald2ci", wald}};

}  // namespace

}  // namespace kith::oracles
