// Shares of many groups, each steadied by all of them (F9).
//
// A project of ten people with eight who agree is not the best project; it is a small one. So beside its raw share
// stands the share that one would expect of it, knowing how much projects differ. Of the y_j of n_j people of group j
// who agree, y_j is beta-binomial: the groups' own shares vary about the mean mu by Beta(mu M, (1 - mu) M), and people
// of one group are binomial (Kleinman 1973, J. Amer. Stat. Assoc. 68, 46-54). mu and M maximise the likelihood
//   sum over j of log [ B(y_j + mu M, n_j - y_j + (1 - mu) M) / B(mu M, (1 - mu) M) ]
// and the steadied share is the mean of what is then known of group j, (y_j + mu M) / (n_j + M), with the quantiles of
// Beta(y_j + mu M, n_j - y_j + (1 - mu) M) as limits. The larger M, the more alike groups are; where the likelihood
// grows to its end no difference between groups can be told and every steadied share is the mean. Like every empirical
// Bayes interval these limits take mu and M as known and are a little narrow where groups are few.
//
// Funnel plot (Spiegelhalter 2005, Stat. Med. 24, 1185-1202): how far a group of n people lies from the share of all by
// chance alone, the exact binomial limits interpolated between whole numbers (his appendix A.1.1),
//   (r_p - a) / n,  r_p the smallest r with P(R <= r) >= p,  a = (P(R <= r_p) - p) / P(R = r_p),
// for p = .025 and .001; the upper limits are the lower ones of those who say no, so that a share and its complement
// are judged alike (his formula with p = .975 is a person tighter above than below). There is no ranking here and there
// will be none: neighbours in a league table differ by chance.
//
// With weights n_j is the effective number of people and y_j their weighted share of it.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace kith::compare {

struct GroupShare {
  double yes = 0;     // y, 0 to n
  double people = 0;  // n > 0
};

struct Pooled {
  double mean = 0;              // mu
  std::optional<double> alike;  // M; none: no difference between groups can be told
  double between = 0;           // share of the variance of one answer that lies between groups, 1 / (M + 1)
  struct Group {
    double raw = 0;
    double steadied = 0;
    std::optional<double> low{};  // limits of it; none where no difference between groups can be told
    std::optional<double> high{};
  };
  std::vector<Group> groups;  // in the order given
};

// At least two groups. Throws Error for fewer, and for people that are not above 0 or fewer than say yes.
Pooled pool(std::span<const GroupShare> groups, double level = 0.95);

struct Funnel {
  double low95 = 0, high95 = 0, low998 = 0, high998 = 0;
};
// Limits for a group of `people`, rounded to a whole number, about the share of all.
Funnel funnel(double share, double people);

enum class Place { Inside, Outside95, Outside998 };
Place place(const GroupShare& group, double share);

}  // namespace kith::compare
