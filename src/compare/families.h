// Several tests at once: p-values adjusted within a family that was declared beforehand (G3).
#pragma once

#include <span>
#include <vector>

namespace kith::compare {

enum class Adjustment {
  Holm,               // family-wise error, step-down (Holm 1979): the headline family
  BenjaminiHochberg,  // false discovery rate, step-up (Benjamini and Hochberg 1995): everything else
};

// One adjusted p for each p, in the same order; at most 1. Equal to R's p.adjust with "holm" and "BH".
std::vector<double> adjust(std::span<const double> p, Adjustment method);

}  // namespace kith::compare
