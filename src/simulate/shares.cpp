#include "simulate/shares.h"

#include <algorithm>

namespace kith::simulate {

namespace {

constexpr double default_tick = 0.3;

const double* find(const QuestionRecipe& recipe, const std::string& programme, const std::string& part) {
  const auto shares = recipe.shares.find(programme);
  if (shares == recipe.shares.end()) {
    return nullptr;
  }
  const auto share = shares->second.find(part);
  return share == shares->second.end() ? nullptr : &share->second;
}

}  // namespace

double tick_share(const QuestionRecipe& recipe, const std::string& programme, const std::string& part) {
  for (const std::string& whose : {programme, std::string()}) {
    if (const double* share = find(recipe, whose, part)) {
      return *share;
    }
  }
  return default_tick;
}

std::vector<double> scale_shares(const QuestionRecipe& recipe, const study::Question& question,
                                 const std::vector<std::size_t>& sequence, const std::string& programme) {
  // A single choice is one whole: shares of a programme replace those of all rather than mix with them.
  const std::string whose = recipe.shares.contains(programme) ? programme : std::string();
  std::vector<const double*> given;
  double sum = 0;
  for (const std::size_t option : sequence) {
    given.push_back(find(recipe, whose, question.options[option].code));
    sum += given.back() == nullptr ? 0 : *given.back();
  }
  const auto open = static_cast<double>(std::ranges::count(given, nullptr));
  std::vector<double> shares(given.size());
  std::ranges::transform(given, shares.begin(), [&](const double* share) {
    return share == nullptr ? std::max(0.0, 1 - sum) / open : open == 0 && sum > 0 ? *share / sum : *share;
  });
  return shares;
}

}  // namespace kith::simulate
