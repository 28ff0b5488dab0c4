// simulate.toml as a value, with the defaults of everything it does not say. Shares are fractions here, percent there.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "study/study.h"

namespace kith::simulate {

// A latent trait of a person: a weighted sum of earlier factors and a part of its own, with variance 1.
struct Factor {
  std::string code;
  std::map<std::string, double> on;  // earlier factor -> path
  Where where;
};

struct PopulationRecipe {
  std::optional<std::int64_t> size;              // everyone; or
  std::map<std::string, std::int64_t> sizes;     // by programme
  std::map<std::string, std::int64_t> projects;  // these sizes are given; the other projects share the rest
  double heterogeneity = 0.5;                    // standard deviation of the logarithm of a project's size
  std::int64_t smallest = 1;                     // no project that shares the rest is smaller
  std::map<std::string, double> modes;           // share of each mode; none: everyone online
  std::optional<double> deprived;                // share that live in deprived areas; none: wherever the project is
  double partial_postcode = 0, no_postcode = 0;  // shares that give half a postcode, or none
  double blank = 0.02;                           // of each question, when the question does not say
  double missing_option = 0.01;                  // of each option that leaves the base ("Don't know")
  Where where;
};

struct QuestionRecipe {
  std::map<std::string, double> loadings;  // factor -> loading
  double icc = 0.05;                       // of the latent answer, between projects
  // Option (of an open question: theme) -> share; by programme, "" for any. Options without one share what is left.
  std::map<std::string, std::map<std::string, double>> shares;
  std::map<std::string, double> missing;        // "blank" or an option that leaves the base -> share of those asked
  double mean = 5, sd = 2, low = 0, high = 10;  // of a number, rounded to whole ones
  Where where;
};

// The share of positive answers that a figure must come to, as a whole percent.
struct Target {
  std::string indicator;
  std::map<std::string, int> percent;  // by programme; "all"
  Where where;
};

// Sentences from which open answers are put together. "{a|b}" stands for either.
struct Wording {
  std::string population, question;
  std::vector<std::string> themes;  // any of these; empty: answers without a theme, or of a question that is not coded
  std::vector<std::string> programmes;  // empty: any
  std::vector<std::string> openings, sentences;
};

// Somebody who codes open answers.
struct Coder {
  std::string population, question, name;
  double part = 1;              // of the answers
  double misses = 0, adds = 0;  // the chance for each theme that is, or is not, in an answer
};

struct Recipe {
  std::uint64_t seed = 1;
  std::vector<Factor> factors;  // each after those it depends on
  std::map<std::string, PopulationRecipe> populations;
  std::map<std::string, std::map<std::string, QuestionRecipe>> questions;  // population -> question
  std::vector<Target> targets;
  std::vector<Wording> wordings;
  std::vector<Coder> coders;

  const PopulationRecipe& population(const std::string& code) const { return populations.at(code); }
  const QuestionRecipe& question(const std::string& population, const std::string& name) const {
    return questions.at(population).at(name);
  }
};

// Every population and question of the study has an entry. Throws Error with every problem, at its line of
// simulate.toml.
Recipe read_recipe(const study::Study& study, std::string_view toml);

}  // namespace kith::simulate
