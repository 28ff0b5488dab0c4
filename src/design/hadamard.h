// Hadamard matrices: square, of +1 and -1, every two rows orthogonal. Balanced half-samples are read off their rows.
//
// Constructions, all exact:
//   Sylvester    orders 1 and 2, and with Kronecker products every power of 2.
//   Paley I      order q + 1 for a prime power q = 3 mod 4,
//   Paley II     order 2 (q + 1) for a prime power q = 1 mod 4 (Paley 1933): from which elements of the field of q
//                elements are squares.
//   Kronecker    the product of two Hadamard matrices is one.
// These give every multiple of 4 up to 88 and most beyond; the orders they miss (92, 116, 156, ...) are skipped, which
// costs a few replicates and never the balance.
#pragma once

#include <cstddef>

#include <Eigen/Core>

namespace kith::design {

// The smallest order of at least `size` (1 or more) that the constructions give.
std::size_t hadamard_order(std::size_t size);

// Of an order that hadamard_order gave; first row and first column of +1. Cost: order squared.
Eigen::MatrixXi hadamard(std::size_t order);

}  // namespace kith::design
