#include "simulate/latent.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "simulate/draws.h"

namespace kith::simulate {

FactorModel::FactorModel(const std::vector<Factor>& factors, Problems& problems) : factors_(factors) {
  const std::size_t count = factors_.size();
  covariance_.assign(count, std::vector<double>(count, 0));
  for (std::size_t f = 0; f < count; ++f) {
    for (std::size_t g = 0; g < f; ++g) {
      for (const auto& [code, path] : factors_[f].on) {
        covariance_[f][g] += path * covariance_[index(code)][g];
      }
      covariance_[g][f] = covariance_[f][g];
    }
    const double explained = variance(factors_[f].on);
    if (explained > 1) {
      problems.add(
          "too-much-explained",
          fmt::format("the paths into factor `{}` explain {:.0f}% of its variance", factors_[f].code, 100 * explained),
          factors_[f].where, "make them smaller: a factor has variance 1");
    }
    rest_.push_back(std::sqrt(std::max(0.0, 1 - explained)));
    covariance_[f][f] = 1;
  }
}

std::size_t FactorModel::index(const std::string& code) const {
  const auto found = std::ranges::find(factors_, code, &Factor::code);
  return static_cast<std::size_t>(found - factors_.begin());
}

double FactorModel::variance(const std::map<std::string, double>& loadings) const {
  double sum = 0;
  for (const auto& [one, a] : loadings) {
    for (const auto& [other, b] : loadings) {
      sum += a * b * covariance_[index(one)][index(other)];
    }
  }
  return sum;
}

std::vector<std::vector<double>> FactorModel::scores(std::uint64_t seed, const std::string& scope,
                                                     const std::vector<Person>& people) const {
  std::vector<std::vector<double>> scores(people.size(), std::vector<double>(factors_.size(), 0));
  for (std::size_t f = 0; f < factors_.size(); ++f) {
    const Draws own(seed, scope + "/factor/" + factors_[f].code);
    for (std::size_t i = 0; i < people.size(); ++i) {
      double score = rest_[f] * own.normal(people[i].key);
      for (const auto& [code, path] : factors_[f].on) {
        score += path * scores[i][index(code)];
      }
      scores[i][f] = score;
    }
  }
  return scores;
}

Latent::Latent(const FactorModel& factors, const Recipe& recipe, const std::string& population, const std::string& wave,
               const std::vector<Person>& people)
    : factors_(factors),
      recipe_(recipe),
      population_(population),
      wave_(wave),
      people_(people),
      scores_(factors.scores(recipe.seed, population + "/" + wave, people)) {}

std::vector<double> Latent::tails(const std::string& question, std::string_view part) const {
  const QuestionRecipe& plan = recipe_.question(population_, question);
  const std::string name = part.empty() ? question : fmt::format("{}/{}", question, part);
  // What a project does well it does well in part generally, in part here; and it stays so from wave to wave.
  const Draws general(recipe_.seed, population_ + "/project");
  const Draws here(recipe_.seed, fmt::format("{}/project/{}", population_, name));
  const Draws own(recipe_.seed, fmt::format("{}/{}/answer/{}", population_, wave_, name));
  const double shared = std::sqrt(plan.icc / 2);
  const double rest = std::sqrt(std::max(0.0, 1 - plan.icc - factors_.variance(plan.loadings)));
  std::vector<double> tails(people_.size());
  for (std::size_t i = 0; i < people_.size(); ++i) {
    const Person& person = people_[i];
    double latent = shared * (general.normal(person.place) + here.normal(person.place)) + rest * own.normal(person.key);
    for (const auto& [factor, loading] : plan.loadings) {
      latent += loading * scores_[i][factors_.index(factor)];
    }
    tails[i] = 0.5 * std::erfc(latent / std::numbers::sqrt2);
  }
  return tails;
}

}  // namespace kith::simulate
