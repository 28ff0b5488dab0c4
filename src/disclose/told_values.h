// Means and totals of coded answers that tell, beside all that is shown of their question in all domains.
//
// The reader knows the shares that are shown, the means and totals, the bases, and which domains make up which
// (moments.h). He asks for
//   every answer that fewer than ten people of a domain gave, nobody included: ten numbers must remain possible, and 0;
//   every share that is withheld on a base that is not: ten numbers of those it counts, and of the others;
// and for a fifth more, since people are whole, which the programme does not know.
// Where the values leave less, and the shares alone do not, the value goes whose prices in the linear programme say
// that it holds the bound, of the fewest people first; until nothing follows.
//
// Whether somebody gave an answer, or nobody, is asked in the same way, so that a value that is missing does not tell
// that there are one to nine. People whose own base is too small are left to what hides their base.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "disclose/domains.h"
#include "disclose/earlier.h"
#include "disclose/rules.h"
#include "disclose/values.h"

namespace kith::disclose {

// Questions with more than so many numbers of people (answers by domains) are attacked domain by domain only.
inline constexpr std::size_t most_numbers = 1'000;

// Of values of which it is known who gave what.
class ToldValues {
 public:
  ToldValues(const Releases& releases, const Rules& rules);

  // `hidden`: per finding of all releases, whether it is not shown. Questions of which nothing more is hidden than when
  // they were asked last, and what that found, are not asked again.
  std::vector<TellingValue> told(std::vector<bool> hidden);

  struct Figure {
    int finding = 0;
    int domain = 0;
  };

  // Whether what was told of the value looked across domains: it goes for what it tells of answers, which those of the
  // other domains then do not.
  bool looked_across(int finding) const;

 private:
  struct Question {
    std::vector<Figure> figures;
    std::map<int, std::vector<Figure>> by_domain;
    std::size_t answers = 0;                       // the most in the base of a figure
    std::optional<std::vector<bool>> holds_for{};  // what was hidden of it when nothing was told any more

    bool is_small() const { return by_domain.size() * answers <= most_numbers; }
  };

  const Releases& releases_;
  const Rules& rules_;
  std::map<std::pair<std::string, std::string>, Question> questions_;  // by population and question
  std::vector<Partition> partitions_;
};

}  // namespace kith::disclose
