// One thing that is timed, here and in R: what is asked, how many answers it gives, and the numbers that both must
// agree on. Adding a task is adding a function to a tasks_*.cpp, its line in `tasks()`, and the same name to peer.R.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "data/table.h"
#include "design/spec.h"

namespace kith::bench {

using Numbers = std::map<std::string, double>;  // "l1|3|se" -> value

struct Task {
  std::string name;         // as in peer.R
  std::string what;         // "30 means by 40 groups"
  double target = 0;        // how many times faster than R it is meant to be
  double bytes_a_row = 0;   // that must be read
  double tolerance = 1e-8;  // of the numbers, relative
  std::function<Numbers(const data::Table&)> run;
  bool peer_when_named = false;  // the peer takes many minutes: only where the task is asked for
};

std::vector<Task> tasks();

// For the lists of tasks.
std::vector<Task> tasks_of_means();
std::vector<Task> tasks_of_weights();
std::vector<Task> tasks_of_models();
std::vector<Task> tasks_of_quantiles();

// The 30 items of the synthetic file.
std::vector<std::string> items();
// The synthetic file's strata, clusters and weights.
design::Spec clustered();
// Of 30 items: "l1|3|value", "l1|3|se".
Numbers numbers_of_means(const data::Table& table, const std::vector<std::string>& by, const design::Spec& design);

}  // namespace kith::bench
