#include "task.h"

namespace kith::bench {

std::vector<Task> tasks() {
  std::vector<Task> all;
  for (const auto& family : {tasks_of_means, tasks_of_weights, tasks_of_models, tasks_of_quantiles}) {
    const std::vector<Task> some = family();
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace kith::bench
