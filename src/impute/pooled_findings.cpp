#include "impute/pooled_findings.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "base/problem.h"
#include "estimate/interval.h"
#include "impute/pooled_figure.h"

namespace kith::impute {

namespace {

using finding::Finding;

// What makes a figure the same one in every imputation: the request, the levels, the category.
std::string key_of(const Finding& finding) {
  std::string key = std::to_string(finding.request);
  for (const finding::Level& level : finding.by) {
    key += '\x1f' + level.dimension + '\x1e' + level.code;
  }
  return key + '\x1d' + finding.category;
}

std::map<std::string, const Finding*> by_key(const std::vector<Finding>& findings) {
  std::map<std::string, const Finding*> map;
  for (const Finding& finding : findings) {
    map.emplace(key_of(finding), &finding);
  }
  return map;
}

// Means over the imputations, of which only those of domains with imputed answers differ.
finding::Bases mean_bases(const std::vector<const Finding*>& each) {
  finding::Bases bases = each.front()->bases;
  const auto m = static_cast<double>(each.size());
  double unweighted = 0;
  bases.weighted = bases.effective = 0;
  for (const Finding* one : each) {
    unweighted += static_cast<double>(one->bases.unweighted) / m;
    bases.weighted += one->bases.weighted / m;
    bases.effective += one->bases.effective / m;
  }
  bases.unweighted = std::llround(unweighted);
  return bases;
}

std::optional<double> mean_design_effect(const std::vector<const Finding*>& each) {
  double sum = 0;
  for (const Finding* one : each) {
    if (!one->design_effect) {
      return std::nullopt;
    }
    sum += *one->design_effect;
  }
  return sum / static_cast<double>(each.size());
}

std::optional<std::int64_t> mean_numerator(const std::vector<const Finding*>& each) {
  double sum = 0;
  for (const Finding* one : each) {
    if (!one->numerator) {
      return std::nullopt;
    }
    sum += static_cast<double>(*one->numerator);
  }
  return std::llround(sum / static_cast<double>(each.size()));
}

class Pooling {
 public:
  Pooling(const estimate::Request& request, bool simple, std::int64_t count)
      : request_(request), simple_(simple), count_(count) {}

  Finding pool(const std::vector<const Finding*>& each, const Finding* complete) const {
    Finding pooled = *each.front();
    std::vector<Answer> answers;
    std::vector<std::vector<finding::Note>> notes;
    for (const Finding* one : each) {
      answers.push_back({one->value, one->se, one->df.value_or(0)});
      notes.push_back(one->notes);
    }
    const PooledFigure figure = pooled_figure(answers);
    pooled.imputation = figure.imputation;
    if (complete != nullptr) {
      pooled.imputation->complete_cases = {complete->value, complete->se, complete->interval,
                                           complete->bases.unweighted};
    }
    pooled.bases = mean_bases(each);
    pooled.notes = together(notes);
    if (!figure.value) {
      const bool some = std::ranges::any_of(each, [](const Finding* one) { return one->value.has_value(); });
      clear(pooled, some ? "Some imputations have no value here." : "");
    } else if (figure.imputed) {
      pooled.value = figure.value;
      pooled.se = figure.se;
      pooled.df = figure.df;
      pooled.numerator = mean_numerator(each);
      pooled.design_effect = mean_design_effect(each);
      pooled.interval = figure.se ? interval(pooled) : std::nullopt;
    }
    add_notes(pooled, complete);
    return pooled;
  }

  // Of a domain that some imputations do not have.
  Finding lacking(const Finding& one) const {
    Finding finding = one;
    finding.notes.clear();
    finding.imputation = finding::Imputation{.count = count_, .complete_cases = {}};
    clear(finding, "Some imputations have nobody here.");
    return finding;
  }

 private:
  static void clear(Finding& finding, std::string why) {
    finding.value = finding.se = finding.df = finding.design_effect = std::nullopt;
    finding.numerator.reset();
    finding.interval.reset();
    if (!why.empty()) {
      finding.notes.push_back({"not-in-every-imputation", std::move(why)});
    }
  }

  std::optional<finding::Interval> interval(const Finding& finding) const {
    const bool share = finding.kind == finding::Kind::Share;
    const estimate::Scale scale = share ? estimate::Scale::Share : estimate::Scale::Any;
    const estimate::IntervalMethod& method = request_.interval.empty() ? estimate::default_method(scale, simple_)
                                                                       : estimate::interval_method(request_.interval);
    return estimate::interval({.value = finding.value.value_or(0),
                               .se = finding.se.value_or(0),
                               .df = finding.df.value_or(0),
                               .respondents = static_cast<double>(finding.bases.unweighted),
                               .effective = finding.bases.effective},
                              scale, method, request_.level);
  }

  void add_notes(Finding& finding, const Finding* complete) const {
    if (finding.value && finding.se && !(finding.df.value_or(0) > 0) &&
        std::ranges::find(finding.notes, "no-degrees-of-freedom", &finding::Note::code) == finding.notes.end()) {
      finding.notes.push_back({"no-degrees-of-freedom",
                               "Nothing but imputed answers makes it vary, so that there are no "
                               "degrees of freedom for limits."});
    }
    if (complete != nullptr) {
      for (finding::Note& note : imputation_notes(finding.bases.unweighted, complete->bases.unweighted, count_)) {
        finding.notes.push_back(std::move(note));
      }
    }
  }

  const estimate::Request& request_;
  bool simple_;
  std::int64_t count_;
};

// Those who answered may be too few where those with imputed answers are not.
std::vector<Finding> complete_cases(const data::Table& table, const estimate::Request& request) {
  try {
    return estimate::estimate(table, request).findings();
  } catch (const Error& error) {
    if (error.fault() != Fault::Input) {
      throw;
    }
    return {};
  }
}

}  // namespace

PooledFindings pooled_findings(const data::Table& table, const estimate::Request& request,
                               const Imputations& imputations) {
  PooledFindings result;
  std::vector<std::vector<Finding>> answers;
  bool simple = false;
  for (std::size_t i = 0; i < imputations.count(); ++i) {
    const data::Table completed = imputations.completed(i);
    const estimate::Estimates estimates = estimate::estimate(completed, request);
    answers.push_back(estimates.findings());
    simple = estimates.design().is_simple();
    result.design_json = estimates.design_json();
  }
  const std::vector<Finding> complete = complete_cases(table, request);
  const std::map<std::string, const Finding*> complete_by_key = by_key(complete);
  std::vector<std::map<std::string, const Finding*>> maps;
  std::vector<std::pair<std::string, const Finding*>> order;  // a level that only some imputations have comes last
  std::map<std::string, bool> seen;
  for (const std::vector<Finding>& own : answers) {
    maps.push_back(by_key(own));
    for (const Finding& finding : own) {
      std::string key = key_of(finding);
      if (seen.try_emplace(key, true).second) {
        order.emplace_back(std::move(key), &finding);
      }
    }
  }
  const Pooling pooling(request, simple, static_cast<std::int64_t>(imputations.count()));
  for (const auto& [key, any] : order) {
    std::vector<const Finding*> each;
    for (const auto& map : maps) {
      const auto found = map.find(key);
      if (found != map.end()) {
        each.push_back(found->second);
      }
    }
    const auto own = complete_by_key.find(key);
    result.findings.push_back(each.size() < maps.size()
                                  ? pooling.lacking(*any)
                                  : pooling.pool(each, own == complete_by_key.end() ? nullptr : own->second));
  }
  return result;
}

}  // namespace kith::impute
