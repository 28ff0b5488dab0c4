#include "impute/group_variance.h"

#include "num/distribution.h"

namespace kith::impute {

double draw_chi_squared(double df, num::Random& random) {
  constexpr double smallest = 1e-12;  // a draw of 0 would be a variance without bound
  return std::max(smallest, num::chi_squared_quantile(random.uniform(), df).value_or(df));
}

double draw_group_variance(const Eigen::VectorXd& effects, double prior_scale, num::Random& random) {
  constexpr double prior_df = 2;
  return (prior_df * prior_scale + effects.squaredNorm()) /
         draw_chi_squared(prior_df + static_cast<double>(effects.size()), random);
}

}  // namespace kith::impute
