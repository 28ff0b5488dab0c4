// Logistic regression whose likelihood is penalised, for answers that the terms tell apart without exception (H5).
//
// Under separation the likelihood grows for ever and has no finite maximum. Firth (1993) adds half the logarithm of the
// determinant of the information (Jeffreys' prior), which moves each score to
//
//   sum_i x_i w_i [ (y_i - mu_i) + h_i (1/2 - mu_i) ] = 0,    h_i the diagonal of W^1/2 X (X'WX)^-1 X' W^1/2
//
// (Heinze and Schemper 2002, equation 2), here with W = w mu (1 - mu) and the weights of the design, of mean 1. The
// solution always exists. Its influences are those of the modified scores with the information as their derivative.
#pragma once

#include <cstdint>
#include <vector>

#include "model/glm.h"

namespace kith::model {

// Of a binomial problem with the logit link. The deviance is that of the unpenalised likelihood. Throws Error
// ("singular", "not-converged").
GlmFit fit_firth(const GlmProblem& problem, const std::vector<std::uint8_t>& aliased);

}  // namespace kith::model
