#include "impute/predictor_rows.h"

#include <algorithm>

namespace kith::impute {

void PredictorRows::fill(std::size_t first, Eigen::MatrixXd& x) const {
  for (std::size_t i = 0; i < static_cast<std::size_t>(x.cols()); ++i) {
    const float* from = matrix->values.data() + rows[first + i] * matrix->columns;
    double* into = x.col(static_cast<Eigen::Index>(i)).data();
    into[0] = 1;
    for (std::size_t j = 0; j < columns.size(); ++j) {
      into[j + 1] = static_cast<double>(from[columns[j]]);
    }
  }
}

void PredictorRows::fill_groups(std::size_t first, std::vector<std::uint32_t>& group) const {
  for (std::size_t i = 0; i < group.size(); ++i) {
    group[i] = group_of[rows[first + i]];
  }
}

void predict_block(const Eigen::MatrixXd& x, std::span<const std::uint32_t> group, const Coefficients& coefficients,
                   Eigen::ArrayXd& eta) {
  eta.resize(x.cols());
  const double* b = coefficients.b.data();
  for (Eigen::Index i = 0; i < x.cols(); ++i) {
    const double* row = x.col(i).data();
    double even = 0;
    double odd = 0;  // two chains of additions, so that one need not wait for the other
    Eigen::Index j = 0;
    for (; j + 1 < x.rows(); j += 2) {
      even += b[j] * row[j];
      odd += b[j + 1] * row[j + 1];
    }
    eta[i] = even + odd + (j < x.rows() ? b[j] * row[j] : 0);
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    eta[static_cast<Eigen::Index>(i)] += coefficients.u[static_cast<Eigen::Index>(group[i])];
  }
}

std::vector<double> PredictorRows::predict(const Coefficients& coefficients) const {
  std::vector<double> result(size());
  Eigen::ArrayXd eta;
  for_each_block([&](std::size_t first, const Eigen::MatrixXd& x, std::span<const std::uint32_t> group) {
    predict_block(x, group, coefficients, eta);
    std::ranges::copy(eta, result.begin() + static_cast<std::ptrdiff_t>(first));
  });
  return result;
}

}  // namespace kith::impute
