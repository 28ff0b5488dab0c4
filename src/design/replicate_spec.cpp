#include "design/replicate_spec.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace kith::design {

namespace {

using Named = std::pair<std::string_view, ReplicateMethod>;

// The first name of a method is what it is called.
constexpr std::array<Named, 20> names{{{"auto", ReplicateMethod::Auto},
                                       {"JK1", ReplicateMethod::Jk1},
                                       {"JK2", ReplicateMethod::Jk2},
                                       {"JKn", ReplicateMethod::Jkn},
                                       {"BRR", ReplicateMethod::Brr},
                                       {"Fay", ReplicateMethod::Fay},
                                       {"bootstrap", ReplicateMethod::Bootstrap},
                                       {"subbootstrap", ReplicateMethod::Subbootstrap},
                                       {"mrbbootstrap", ReplicateMethod::Mrbbootstrap},
                                       {"ACS", ReplicateMethod::Acs},
                                       {"successive-difference", ReplicateMethod::SuccessiveDifference},
                                       {"other", ReplicateMethod::Other},
                                       {"SDR", ReplicateMethod::SuccessiveDifference},
                                       {"SDRW", ReplicateMethod::SuccessiveDifference},
                                       {"Rao-Wu", ReplicateMethod::Subbootstrap},
                                       {"rao_wu", ReplicateMethod::Subbootstrap},
                                       {"Preston", ReplicateMethod::Mrbbootstrap},
                                       {"jackknife", ReplicateMethod::Auto},
                                       {"Canty-Davison", ReplicateMethod::Bootstrap},
                                       {"boot", ReplicateMethod::Bootstrap}}};

}  // namespace

std::string_view to_string(ReplicateMethod method) {
  return std::ranges::find(names, method, &Named::second)->first;
}

std::optional<ReplicateMethod> replicate_method(std::string_view name) {
  const std::string folded = text::fold(name);
  for (const auto& [known, method] : names) {
    if (text::fold(known) == folded) {
      return method;
    }
  }
  return std::nullopt;
}

}  // namespace kith::design
