// Latent answers: factors of persons, what projects share, and the rest.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/people.h"
#include "simulate/recipe.h"

namespace kith::simulate {

// Factors as the recipe relates them: F_f = sum_g path_fg F_g + d_f, each with variance 1.
class FactorModel {
 public:
  // A problem for each factor whose paths explain more than all of its variance.
  FactorModel(const std::vector<Factor>& factors, Problems& problems);

  // Variance of sum_f loading_f F_f.
  double variance(const std::map<std::string, double>& loadings) const;
  // One row a person, one column a factor.
  std::vector<std::vector<double>> scores(std::uint64_t seed, const std::string& scope,
                                          const std::vector<Person>& people) const;
  std::size_t index(const std::string& code) const;

 private:
  std::vector<Factor> factors_;
  std::vector<double> rest_;                     // standard deviation of d_f
  std::vector<std::vector<double>> covariance_;  // of the factors
};

class Latent {
 public:
  Latent(const FactorModel& factors, const Recipe& recipe, const std::string& population, const std::string& wave,
         const std::vector<Person>& people);

  // For each person the probability of a higher latent answer than theirs to `question` (of `part`, an option or a
  // theme that has a latent answer of its own): uniform over (0, 1), small for those who are likeliest to agree.
  std::vector<double> tails(const std::string& question, std::string_view part = {}) const;

 private:
  const FactorModel& factors_;
  const Recipe& recipe_;
  std::string population_, wave_;
  const std::vector<Person>& people_;
  std::vector<std::vector<double>> scores_;
};

}  // namespace kith::simulate
