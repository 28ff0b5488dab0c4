// Means of one number in several domains at once, which may hold the same people: with the covariance that comparisons
// of any two of them need. Domains without common people, a domain and the whole that it is part of, and two ticks of
// one question differ in nothing but that covariance.
//
// The mean of domain g, m_g = sum w y / sum w over its people, has the influence w (y - m_g) / sum w for each of them
// and 0 for others (Lumley 2010, section 2.5).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "design/design.h"
#include "design/statistic.h"

namespace kith::estimate {

// Whether the numbers stay what they are under replicate weights (an answer does) and the means move, or the numbers
// themselves are estimates (ranks) of which only the sum of the influences moves.
enum class Numbers { Move, AreFixed };

// `domains`: of each one 1 or 0 a row. `value` counts only there. Cost: rows x domains; memory as much, and for a
// sample with replicates nothing more.
design::Estimate domain_means(std::span<const double> value, const std::vector<std::vector<std::uint8_t>>& domains,
                              const design::Design& design, Numbers numbers = Numbers::Move);

}  // namespace kith::estimate
