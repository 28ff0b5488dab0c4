#include "design/hadamard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kith::design {
namespace {

TEST(Hadamard, RowsAreOrthogonalAtEveryOrderUpTo220) {
  std::size_t tried = 0;
  for (std::size_t size = 1; size <= 220; ++size) {
    const std::size_t order = hadamard_order(size);
    ASSERT_GE(order, size);
    if (order != size) {
      continue;
    }
    const Eigen::MatrixXi matrix = hadamard(order);
    const auto n = static_cast<Eigen::Index>(order);
    ASSERT_EQ(matrix * matrix.transpose(), static_cast<int>(order) * Eigen::MatrixXi::Identity(n, n)) << order;
    ASSERT_EQ(matrix.cwiseAbs(), Eigen::MatrixXi::Ones(n, n)) << order;
    ASSERT_TRUE((matrix.row(0).array() == 1).all() && (matrix.col(0).array() == 1).all()) << order;
    ++tried;
  }
  EXPECT_GE(tried, 50U);
}

TEST(Hadamard, EveryOtherRowTakesHalfOfTheReplicates) {
  const Eigen::MatrixXi matrix = hadamard(52);  // from the field of 25 elements
  EXPECT_EQ(matrix.bottomRows(51).rowwise().sum(), Eigen::VectorXi::Zero(51));
}

TEST(Hadamard, GivesTheSmallestOrderThatTheConstructionsKnow) {
  EXPECT_EQ(hadamard_order(3), 4U);
  EXPECT_EQ(hadamard_order(17), 20U);
  EXPECT_EQ(hadamard_order(25), 28U);
  EXPECT_EQ(hadamard_order(88), 88U);
  EXPECT_EQ(hadamard_order(89), 96U) << "92 needs another construction";
  EXPECT_EQ(hadamard_order(201), 204U);
}

}  // namespace
}  // namespace kith::design
