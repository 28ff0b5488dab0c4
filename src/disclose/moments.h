// What means and totals of coded answers tell of who gave which answer.
//
// Of the people of a domain x_c gave the answer with the number v_c. The mean as it is shown, m within half a unit u of
// its last digit, is one more equation beside the shares of the question that are shown:
//   n (m - u) <= sum of v_c x_c <= n (m + u),   (p - 0.5)/100 n <= sum over S of x_c <= (p + 0.5)/100 n,
// with n the sum of the x_c of the answers that are in the figure's base, exact or anything in its band; of a total the
// sum itself. And x_c of a domain is the sum of x_c of its parts. Here these are the rows of a linear programme, whose
// variables are the x_c of some domains.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "disclose/rules.h"
#include "finding/finding.h"
#include "num/linear_program.h"

namespace kith::disclose {

using AnswerCodes = std::vector<std::string>;

// The numbers of a mean's or total's answers; none where one of them is no number.
std::optional<std::vector<double>> numbers_of(const finding::Finding& value);
// Whether they are known, and how many people gave each.
bool knows_answers(const finding::Finding& value);
// The same, and the figure is of just these people: not where they are weighted.
bool follows_from_answers(const finding::Finding& value);

class Moments {
 public:
  Moments(AnswerCodes codes, std::size_t domains, const Rules& rules);

  void add_base(std::size_t domain, const finding::Finding& figure);
  void add_share(std::size_t domain, const finding::Finding& share);
  // The rows of it, which drop() takes out of what is known.
  using Rows = std::vector<int>;
  Rows add_value(std::size_t domain, const finding::Finding& value);
  // Of a mean with limits, where respondents are not clustered: the half of their width h gives
  //   sum of v_c^2 x_c = n (n - 1) (h / t)^2 + n m^2,  t on n - 1 degrees of freedom.
  // Its base is exact. Of another design than that of a simple sample it holds as nearly as it does of these answers.
  void add_spread(std::size_t domain, const finding::Finding& mean);
  // Those of the parts who gave the answer make up those of the whole, or leave some out.
  void add_sum(std::size_t whole, const std::vector<std::size_t>& parts, const std::string& code, bool everybody);
  void drop(const Rows& rows);

  // People who gave one of the answers, as a form of the programme.
  std::vector<num::Term> people(std::size_t domain, const AnswerCodes& codes) const;
  num::LinearProgramme& programme() { return programme_; }

 private:
  void add_row(const std::vector<num::Term>& terms, double low, double high);
  struct AsShown {
    double value, half;  // half a unit of its last digit
  };
  AsShown as_shown(const finding::Finding& value) const;

  AnswerCodes codes_;
  const Rules& rules_;
  num::LinearProgramme programme_;
  int rows_ = 0;
};

// How far a form may go; none: the arithmetic failed, or nothing fits, and the worst is to be assumed.
struct FormRange {
  double low, high;
};
std::optional<FormRange> range_of(num::LinearProgramme& programme, const std::vector<num::Term>& form);

// Whether that leaves fewer whole numbers than the rules ask for, or rules one of the smallest out where people are
// few.
bool tells(const std::optional<FormRange>& range, bool few, const Rules& rules);

// Whether the error behind the limits of the mean, beside the mean itself, tells of an answer that fewer than ten gave.
// However coarse limits are, those of its differences from other figures, and their p, tell it together.
bool error_tells_of_few(const finding::Finding& mean, const Rules& rules);

}  // namespace kith::disclose
