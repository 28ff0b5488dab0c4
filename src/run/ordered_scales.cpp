#include "run/ordered_scales.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <numeric>
#include <string_view>

#include "base/text.h"

namespace kith::run {

namespace {

using Rung = std::vector<std::string_view>;
using Scale = std::vector<Rung>;

const std::vector<Scale>& scales() {
  static const std::vector<Scale> all{
      {{"always", "all of the time", "all the time"},
       {"nearly always", "almost always", "most of the time", "usually"},
       {"often", "frequently", "about half the time", "a lot of the time"},
       {"sometimes", "some of the time", "occasionally"},
       {"rarely", "seldom", "hardly ever", "a little of the time"},
       {"never, but open to it"},
       {"never", "none of the time", "never, and not open to it"}},
      {{"every day", "daily", "most days"},
       {"several times a week", "a few times a week", "more than once a week"},
       {"once a week", "weekly", "at least once a week"},
       {"once a fortnight", "two or three times a month", "a few times a month"},
       {"once a month", "monthly", "at least once a month"},
       {"every few months", "several times a year", "a few times a year", "less than once a month", "less often"},
       {"once a year", "yearly", "about once a year", "less than once a year"},
       {"never"}},
      {{"excellent"},
       {"very good"},
       {"good"},
       {"fair", "average", "neither good nor bad", "neither good nor poor"},
       {"poor", "bad"},
       {"very poor", "very bad"}},
      {{"a great deal", "completely"},
       {"a lot", "quite a lot"},
       {"a fair amount", "a moderate amount", "moderately"},
       {"some", "somewhat", "to some extent"},
       {"a little", "a bit", "not very much", "not much"},
       {"none", "none at all", "not at all", "nothing"}},
      {{"many", "many of the people"}, {"some", "some of the people"}, {"a few", "few"}, {"none"}},
      {{"much better", "a lot better"},
       {"better", "a little better", "somewhat better", "slightly better"},
       {"the same", "about the same", "no change", "stayed the same"},
       {"worse", "a little worse", "somewhat worse", "slightly worse"},
       {"much worse", "a lot worse"}},
      {{"increased a lot"},
       {"increased", "increased a little"},
       {"stayed the same", "no change"},
       {"decreased", "decreased a little"},
       {"decreased a lot"}},
      {{"definitely agree"},
       {"tend to agree"},
       {"neither agree nor disagree"},
       {"tend to disagree"},
       {"definitely disagree"}},
      {{"strongly agree", "agree strongly"},
       {"agree", "somewhat agree", "agree somewhat", "slightly agree", "tend to agree"},
       {"neither agree nor disagree", "neither", "neutral", "no opinion", "neither disagree nor agree", "undecided"},
       {"disagree", "somewhat disagree", "disagree somewhat", "slightly disagree", "tend to disagree"},
       {"strongly disagree", "disagree strongly"}},
      {{"yes, definitely", "definitely"},
       {"yes, probably", "yes, to some extent", "probably"},
       {"possibly", "maybe"},
       {"probably not", "no, probably not"},
       {"no, definitely not", "definitely not"}}};
  return all;
}

using Order = std::optional<std::vector<std::size_t>>;

// The labels by rank, the smallest rank first; none when two labels have one rank.
Order by_rank(const std::vector<int>& ranks) {
  std::vector<std::size_t> order(ranks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return ranks[i]; });
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (ranks[order[i]] == ranks[order[i - 1]]) {
      return std::nullopt;
    }
  }
  return order;
}

Order in_words(const std::vector<std::string>& labels, const Scale& scale) {
  std::vector<int> ranks;
  for (const std::string& label : labels) {
    const auto rung = std::ranges::find_if(
        scale, [&](const Rung& wordings) { return std::ranges::find(wordings, label) != wordings.end(); });
    if (rung == scale.end()) {
      return std::nullopt;
    }
    ranks.push_back(static_cast<int>(rung - scale.begin()));
  }
  return by_rank(ranks);
}

struct Degree {
  int amount = 0;    // how much: 5 extremely ... -1 not at all
  std::string what;  // of what: "important"
};

// "very important" -> 4 of "important"; a bare word is of middle degree.
Degree degree_of(const std::string& label) {
  static constexpr std::array<std::pair<std::string_view, int>, 21> degrees{
      {{"not at all ", -1}, {"not very ", 0},   {"not too ", 0},    {"not much ", 0}, {"not particularly ", 0},
       {"not so ", 0},      {"extremely ", 5},  {"completely ", 5}, {"totally ", 5},  {"very much ", 4},
       {"very ", 4},        {"strongly ", 4},   {"mostly ", 3},     {"fairly ", 2},   {"quite ", 2},
       {"rather ", 2},      {"moderately ", 2}, {"somewhat ", 2},   {"slightly ", 1}, {"a little ", 1},
       {"a bit ", 1}}};
  for (const auto& [words, amount] : degrees) {
    if (label.starts_with(words)) {
      return {amount, label.substr(words.size())};
    }
  }
  return {3, label};
}

bool is_neutral(const std::string& label) {
  return label == "neutral" || label == "neither" || label == "no opinion" || label.starts_with("neither ");
}

bool opposite(const std::string& positive, const std::string& negative) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> pairs{{{"easy", "difficult"},
                                                                                       {"good", "bad"},
                                                                                       {"good", "poor"},
                                                                                       {"happy", "sad"},
                                                                                       {"positive", "negative"},
                                                                                       {"strong", "weak"}}};
  return negative == "un" + positive || negative == "dis" + positive || negative == "in" + positive ||
         std::ranges::find(pairs, std::pair<std::string_view, std::string_view>(positive, negative)) != pairs.end();
}

// Ranks by degree of one thing, or of a thing and its opposite.
Order by_degree(const std::vector<std::string>& labels) {
  std::string thing;
  bool degrees_differ = false;
  for (const std::string& label : labels) {
    const Degree degree = degree_of(label);
    degrees_differ = degrees_differ || degree.amount != 3;
    if (!is_neutral(label) && (thing.empty() || opposite(degree.what, thing))) {
      thing = degree.what;
    }
  }
  if (!degrees_differ) {
    return std::nullopt;
  }
  std::vector<int> ranks;
  for (const std::string& label : labels) {
    const Degree degree = degree_of(label);
    if (is_neutral(label)) {
      ranks.push_back(10);
    } else if (degree.what == thing) {
      ranks.push_back(degree.amount > 0 ? 9 - degree.amount : 11 - degree.amount);
    } else if (opposite(thing, degree.what)) {
      ranks.push_back(12 + degree.amount);
    } else {
      return std::nullopt;
    }
  }
  return by_rank(ranks);
}

}  // namespace

std::optional<std::vector<std::size_t>> natural_order(std::span<const std::string> labels) {
  if (labels.size() < 2) {
    return std::nullopt;
  }
  std::vector<std::string> folded;
  for (const std::string& label : labels) {
    std::string plain = text::fold(text::trim(label));
    if (plain.find(" (") != std::string::npos && plain.ends_with(')')) {
      plain.resize(plain.find(" ("));  // "Neither favorably nor unfavorably (neutral)"
    }
    folded.push_back(std::move(plain));
  }
  for (const Scale& scale : scales()) {
    if (auto order = in_words(folded, scale)) {
      return order;
    }
  }
  return by_degree(folded);
}

}  // namespace kith::run
