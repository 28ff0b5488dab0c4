// Those who responded stand for those who did not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "design/calibration.h"
#include "design/make.h"
#include "design/margins.h"
#include "design/nonresponse.h"
#include "design/weighting_sample.h"

namespace kith::design {
namespace {

using ::testing::HasSubstr;

class NonresponseTest : public ::testing::Test {
 protected:
  std::shared_ptr<const Auxiliaries> of(const std::vector<std::string>& margins, Numbers numbers) const {
    return std::make_shared<const Auxiliaries>(auxiliaries(margins, table_, weights(), numbers));
  }
  std::span<const double> weights() const { return table_.column("weight").numbers(); }

  data::Table table_ = weighting_table();
  std::vector<std::uint8_t> responded_{table_.column("responded").codes().begin(),
                                       table_.column("responded").codes().end()};
};

TEST_F(NonresponseTest, CellsKeepTheirWeightAndGiveItToTheirRespondents) {
  const auto cells = of({"sex:band"}, Numbers::AsLevels);
  const auto adjusted = nonresponse_cells(weights(), cells, responded_);
  const Eigen::VectorXd before = cells->collect(weights());
  const Eigen::VectorXd after = cells->collect(adjusted->weights());
  for (Eigen::Index cell = 0; cell < before.size(); ++cell) {
    EXPECT_NEAR(after[cell], before[cell], 1e-9);
  }
  for (std::size_t row = 0; row < responded_.size(); ++row) {
    EXPECT_EQ(adjusted->weights()[row] > 0, responded_[row] != 0);
  }
}

TEST_F(NonresponseTest, AModelWithACellForEveryCombinationIsTheCells) {
  const auto cells = of({"sex:band"}, Numbers::AsLevels);
  const auto by_cells = nonresponse_cells(weights(), cells, responded_);
  const auto by_model = nonresponse_model(weights(), cells, responded_);
  Eigen::MatrixXd first(static_cast<Eigen::Index>(weights().size()), 1);
  for (std::size_t row = 0; row < weights().size(); ++row) {
    EXPECT_NEAR(by_model->weights()[row], by_cells->weights()[row], 1e-8);
    first(static_cast<Eigen::Index>(row), 0) = by_cells->weights()[row] * table_.column("income").numbers()[row];
  }
  Eigen::MatrixXd second = first;
  by_cells->remove(first);
  by_model->remove(second);
  EXPECT_LT((first - second).cwiseAbs().maxCoeff(), 1e-5);
}

TEST_F(NonresponseTest, ACellInWhichNobodyRespondedIsNamed) {
  for (std::size_t row = 0; row < responded_.size(); ++row) {
    const bool south = table_.column("region").codes()[row] == 1;
    responded_[row] = south ? 0 : responded_[row];
  }
  for (const auto& adjust : {nonresponse_cells, nonresponse_model}) {
    try {
      adjust(weights(), of({"region"}, Numbers::AsLevels), responded_);
      FAIL();
    } catch (const Error& error) {
      ASSERT_EQ(error.problems().size(), 1U);
      EXPECT_THAT(error.problems()[0].message, HasSubstr("nobody of `region = South` responded"));
    }
  }
}

}  // namespace
}  // namespace kith::design
