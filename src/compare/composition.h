// Who the participants are, as totals that the benchmark's respondents are brought to.
//
// A characteristic is a column of each side ("sex"), columns crossed ("sex:age_band"), or an expression that the caller
// has added as a column (add_characteristics). The participants' weighted shares of its levels, among those who
// answered the question and every characteristic, are the target; levels are the same when their labels are, or a label
// of the one is a code of the other. Numbers are brought to the participants' mean where the method can (entropy
// balancing), or are levels like any other.
//
// Those of the benchmark whose level no participant has are outside: nothing could be said of people like them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compare/sample.h"
#include "design/auxiliaries.h"

namespace kith::compare {

enum class Reweighting { Rake, Entropy };
std::string_view to_string(Reweighting method);  // "rake", "entropy"
std::optional<Reweighting> reweighting(std::string_view name);

struct Characteristic {
  std::string participants;  // name of the margin on each side
  std::string benchmark;
};

// "sex", "sex:age", "age < 35", and "sex=gender" where the sides have different names for one thing.
Characteristic characteristic_of(std::string_view text);
// Every column that the side needs for it.
std::vector<std::string> columns_of(const std::string& margin);
// Adds a column named by its text, with the levels yes and no or the number, for each that is an expression and not a
// column of the table. Throws Error for unknown names.
void add_characteristics(const std::vector<std::string>& margins, data::Table& table);

// Why no adjusted comparison is made.
struct Refusal {
  std::string code;  // "margin-not-met", "small-effective-base", "nobody-left", "no-variance"
  std::string text;
};

struct Composition {
  // X of each side, with the same columns; the totals of the benchmark's are those to be met, in its own weights' sum.
  std::shared_ptr<const design::Auxiliaries> participants;
  std::shared_ptr<const design::Auxiliaries> benchmark;
  std::vector<double> participant_weights;  // of those who count, 0 for all others
  std::vector<double> benchmark_weights;
  std::int64_t participants_used = 0;
  std::int64_t participants_without = 0;  // answered the question but not every characteristic
  std::int64_t benchmark_used = 0;
  std::int64_t benchmark_without = 0;
  std::int64_t benchmark_unlike = 0;  // of a level that no participant has
};

// A composition, or why there is none: a level of the participants that nobody in the benchmark has.
struct Composed {
  std::optional<Composition> composition;
  std::optional<Refusal> refusal;
};
// Participants of a level that fewer than `smallest_level` of them have are not in it: the adjusted figure would tell
// how many they are. Throws Error for columns that are not there.
Composed compose(const Sample& participants, const Sample& benchmark,
                 const std::vector<Characteristic>& characteristics, Reweighting method,
                 std::int64_t smallest_level = 0);

}  // namespace kith::compare
