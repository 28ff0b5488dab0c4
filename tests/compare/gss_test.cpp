// The General Social Survey as the population: does the adjusted comparison find nothing where there is nothing?
#include <gtest/gtest.h>

#include "compare/simulated.h"
#include "data/import.h"
#include "support/shared.h"

namespace kith::compare {
namespace {

constexpr const char* panel = "data/panel/gss_panel06_long.csv";

// Graduates four and those with a bachelor's degree three times as likely, black people a third as likely: trust goes
// with both, so that participants trust more than the survey, and no more than people like them.
TEST(GssSimulation, TheAdjustedIntervalHoldsZeroWhereTheCrudeOneMissesIt) {
  SKIP_WITHOUT_SHARED(panel);
  const data::Table table =
      data::read(tests::shared(panel), {.columns = {"wave", "trust", "sex", "race", "degree", "vstrat", "vpsu"}}).table;
  const Side population{
      .table = &table,
      .measure = "share(trust in \"can Trust\")",
      .where = "wave == 1",
      .design = {.strata = {"vstrat"}, .clusters = {"vpsu"}, .lonely_psu = design::LonelyPsu::Average}};
  const std::vector<Characteristic> characteristics{{"sex", "sex"}, {"race", "race"}, {"degree", "degree"}};
  SimulationOptions how{
      .draws = 1000,
      .participants = 500,
      .seed = 1,
      .biases = {{"degree in \"Graduate\"", 4}, {"degree in \"Bachelor\"", 3}, {"race in \"Black\"", 0.33}}};
  for (const Redraw redraw : {Redraw::Both, Redraw::Participants}) {
    how.redraw = redraw;
    how.draws = redraw == Redraw::Both ? 1000 : 100;
    const Simulation found = simulate(population, characteristics, {}, how);
    ASSERT_EQ(found.adjusted.made, how.draws);
    const auto n = static_cast<double>(how.draws);
    EXPECT_GE(static_cast<double>(found.adjusted.held_zero) / n, 0.93);
    EXPECT_LE(static_cast<double>(found.crude.held_zero) / n, 0.20);
  }
}

}  // namespace
}  // namespace kith::compare
