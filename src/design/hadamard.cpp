#include "design/hadamard.h"

#include <optional>
#include <stdexcept>
#include <vector>

namespace kith::design {

namespace {

struct PrimePower {
  std::size_t prime = 0;
  std::size_t exponent = 0;
};

std::optional<PrimePower> prime_power(std::size_t q) {
  if (q < 2) {
    return std::nullopt;
  }
  std::size_t p = q;
  for (std::size_t d = 2; d * d <= q; ++d) {
    if (q % d == 0) {
      p = d;
      break;
    }
  }
  PrimePower result{p, 0};
  for (; q % p == 0; q /= p) {
    ++result.exponent;
  }
  return q == 1 ? std::optional(result) : std::nullopt;
}

bool paley_one(std::size_t order) {
  return order % 4 == 0 && prime_power(order - 1).has_value();  // order - 1 is 3 mod 4
}

bool paley_two(std::size_t order) {
  return order % 4 == 0 && order / 2 % 4 == 2 && prime_power(order / 2 - 1).has_value();  // order/2 - 1 is 1 mod 4
}

// One factor of a Kronecker product; none where the order cannot be made.
std::optional<std::size_t> factor(std::size_t order);

bool possible(std::size_t order) {
  return order <= 2 || paley_one(order) || paley_two(order) || factor(order).has_value();
}

std::optional<std::size_t> factor(std::size_t order) {
  for (std::size_t a = 2; a * a <= order; a += 2) {
    if (order % a == 0 && possible(a) && possible(order / a)) {
      return a;
    }
  }
  return std::nullopt;
}

// The field of p^k elements: element i is the polynomial whose coefficients are the digits of i to the base p.
class Field {
 public:
  explicit Field(PrimePower of) : p_(of.prime), k_(of.exponent), size_(1) {
    for (std::size_t i = 0; i < k_; ++i) {
      size_ *= p_;
    }
    find_modulus();
    square_.assign(size_, 0);
    for (std::size_t a = 1; a < size_; ++a) {
      square_[product(a, a)] = 1;
    }
  }

  std::size_t size() const { return size_; }

  // 1 for squares other than 0, -1 for the others, 0 for 0.
  int character(std::size_t a) const { return a == 0 ? 0 : square_[a] != 0 ? 1 : -1; }

  std::size_t difference(std::size_t a, std::size_t b) const {
    std::size_t result = 0;
    for (std::size_t place = 1; place < size_; place *= p_) {
      result += (a / place % p_ + p_ - b / place % p_) % p_ * place;
    }
    return result;
  }

 private:
  std::vector<std::size_t> digits(std::size_t a, std::size_t count) const {
    std::vector<std::size_t> result(count);
    for (std::size_t& digit : result) {
      digit = a % p_;
      a /= p_;
    }
    return result;
  }

  // a b modulo x^k + modulus.
  std::size_t product(std::size_t a, std::size_t b) const {
    const std::vector<std::size_t> left = digits(a, k_);
    const std::vector<std::size_t> right = digits(b, k_);
    std::vector<std::size_t> sum(2 * k_);
    for (std::size_t i = 0; i < k_; ++i) {
      for (std::size_t j = 0; j < k_; ++j) {
        sum[i + j] = (sum[i + j] + left[i] * right[j]) % p_;
      }
    }
    for (std::size_t i = 2 * k_; i-- > k_;) {
      for (std::size_t j = 0; j < k_; ++j) {
        sum[i - k_ + j] = (sum[i - k_ + j] + (p_ - modulus_[j]) * sum[i]) % p_;
      }
      sum[i] = 0;
    }
    std::size_t result = 0;
    for (std::size_t i = k_; i-- > 0;) {
      result = result * p_ + sum[i];
    }
    return result;
  }

  // Without a factor the products of two elements other than 0 are never 0, and only then.
  bool irreducible() const {
    for (std::size_t a = 1; a < size_; ++a) {
      for (std::size_t b = a; b < size_; ++b) {
        if (product(a, b) == 0) {
          return false;
        }
      }
    }
    return true;
  }

  void find_modulus() {
    for (std::size_t lower = 0;; ++lower) {
      modulus_ = digits(lower, k_);
      if (k_ == 1 || (modulus_[0] != 0 && irreducible())) {
        return;
      }
    }
  }

  std::size_t p_;
  std::size_t k_;
  std::size_t size_;
  std::vector<std::size_t> modulus_;  // coefficients below x^k
  std::vector<char> square_;
};

// Jacobsthal's matrix: the character of the difference of two elements.
Eigen::MatrixXi jacobsthal(std::size_t q) {
  const auto prime = prime_power(q);
  if (!prime) {
    throw std::logic_error("a field has a prime's power of elements");
  }
  const Field field(*prime);
  const auto size = static_cast<Eigen::Index>(q);
  Eigen::MatrixXi result(size, size);
  for (Eigen::Index i = 0; i < size; ++i) {
    for (Eigen::Index j = 0; j < size; ++j) {
      result(i, j) = field.character(field.difference(static_cast<std::size_t>(i), static_cast<std::size_t>(j)));
    }
  }
  return result;
}

// I + S with S = (0 1'; -1 Q), which is skew because -1 is no square.
Eigen::MatrixXi paley_one_matrix(std::size_t order) {
  const auto n = static_cast<Eigen::Index>(order);
  Eigen::MatrixXi result = Eigen::MatrixXi::Zero(n, n);
  result.block(1, 1, n - 1, n - 1) = jacobsthal(order - 1);
  result.row(0).setOnes();
  result.col(0).setConstant(-1);
  result(0, 0) = 0;
  return result + Eigen::MatrixXi::Identity(n, n);
}

// C = (0 1'; 1 Q) is symmetric; its 0 becomes (1 -1; -1 -1) and its +-1 become +-(1 1; 1 -1).
Eigen::MatrixXi paley_two_matrix(std::size_t order) {
  const auto half = static_cast<Eigen::Index>(order / 2);
  Eigen::MatrixXi conference = Eigen::MatrixXi::Ones(half, half);
  conference(0, 0) = 0;
  conference.block(1, 1, half - 1, half - 1) = jacobsthal(order / 2 - 1);
  const Eigen::Matrix2i zero{{1, -1}, {-1, -1}};
  const Eigen::Matrix2i one{{1, 1}, {1, -1}};
  Eigen::MatrixXi result(2 * half, 2 * half);
  for (Eigen::Index i = 0; i < half; ++i) {
    for (Eigen::Index j = 0; j < half; ++j) {
      result.block<2, 2>(2 * i, 2 * j) = conference(i, j) == 0 ? zero : Eigen::Matrix2i(one * conference(i, j));
    }
  }
  return result;
}

Eigen::MatrixXi kronecker(const Eigen::MatrixXi& a, const Eigen::MatrixXi& b) {
  Eigen::MatrixXi result(a.rows() * b.rows(), a.cols() * b.cols());
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    for (Eigen::Index j = 0; j < a.cols(); ++j) {
      result.block(i * b.rows(), j * b.cols(), b.rows(), b.cols()) = a(i, j) * b;
    }
  }
  return result;
}

Eigen::MatrixXi of_order(std::size_t order) {
  if (order == 1) {
    return Eigen::MatrixXi::Ones(1, 1);
  }
  if (order == 2) {
    return Eigen::Matrix2i{{1, 1}, {1, -1}};
  }
  if (paley_one(order)) {
    return paley_one_matrix(order);
  }
  if (paley_two(order)) {
    return paley_two_matrix(order);
  }
  const std::optional<std::size_t> a = factor(order);
  if (!a || *a == 0) {
    throw std::logic_error("no construction has this order");
  }
  return kronecker(of_order(*a), of_order(order / *a));
}

}  // namespace

std::size_t hadamard_order(std::size_t size) {
  std::size_t order = size <= 2 ? size : (size + 3) / 4 * 4;
  while (!possible(order)) {
    order += 4;
  }
  return order;
}

Eigen::MatrixXi hadamard(std::size_t order) {
  Eigen::MatrixXi result = of_order(order);
  // Changing the sign of a row or a column leaves rows orthogonal.
  for (Eigen::Index j = 0; j < result.cols(); ++j) {
    result.col(j) *= result(0, j);
  }
  for (Eigen::Index i = 0; i < result.rows(); ++i) {
    result.row(i) *= result(i, 0);
  }
  return result;
}

}  // namespace kith::design
