#include "design/distance.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kith::design {

namespace {

class Bounded : public Factor {
 public:
  explicit Bounded(std::vector<Bounds> bounds) : bounds_(std::move(bounds)) {}

 protected:
  const Bounds& of(std::size_t cell) const { return bounds_.size() == 1 ? bounds_.front() : bounds_[cell]; }
  double cut(double factor, std::size_t cell) const { return std::min(std::max(factor, of(cell).low), of(cell).high); }
  bool inside(double factor, std::size_t cell) const { return factor > of(cell).low && factor < of(cell).high; }

 private:
  std::vector<Bounds> bounds_;
};

class Linear final : public Bounded {
 public:
  using Bounded::Bounded;
  double at(double u, std::size_t cell) const override { return cut(1 + u, cell); }
  double slope(double u, std::size_t cell) const override { return inside(1 + u, cell) ? 1 : 0; }
};

class Exponential final : public Bounded {
 public:
  using Bounded::Bounded;
  double at(double u, std::size_t cell) const override { return cut(std::exp(u), cell); }
  double slope(double u, std::size_t cell) const override { return inside(std::exp(u), cell) ? std::exp(u) : 0; }
};

class Logit final : public Bounded {
 public:
  using Bounded::Bounded;
  // As a share p of the way from the low to the high bound, p = 1 / (1 + odds e^(-Au)), so that nothing overflows.
  double at(double u, std::size_t cell) const override {
    return of(cell).low + (of(cell).high - of(cell).low) * share(u, cell);
  }
  double slope(double u, std::size_t cell) const override {
    const double p = share(u, cell);
    return (of(cell).high - of(cell).low) * steepness(cell) * p * (1 - p);
  }

 private:
  double steepness(std::size_t cell) const {
    const auto [low, high] = of(cell);
    return (high - low) / ((high - 1) * (1 - low));
  }
  double share(double u, std::size_t cell) const {
    const auto [low, high] = of(cell);
    return 1 / (1 + (high - 1) / (1 - low) * std::exp(-steepness(cell) * u));
  }
};

class Response final : public Factor {
 public:
  double at(double u, std::size_t) const override { return 1 / (1 + std::exp(-u)); }
  double slope(double u, std::size_t cell) const override { return at(u, cell) * (1 - at(u, cell)); }
};

}  // namespace

std::unique_ptr<Factor> linear_factor(std::vector<Bounds> bounds) {
  return std::make_unique<Linear>(std::move(bounds));
}

std::unique_ptr<Factor> exponential_factor(std::vector<Bounds> bounds) {
  return std::make_unique<Exponential>(std::move(bounds));
}

std::unique_ptr<Factor> logit_factor(std::vector<Bounds> bounds) {
  return std::make_unique<Logit>(std::move(bounds));
}

std::unique_ptr<Factor> response_factor() {
  return std::make_unique<Response>();
}

}  // namespace kith::design
