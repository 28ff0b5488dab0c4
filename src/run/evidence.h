// The narrative's questions, answered from findings at full precision (report/evidence.h).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "finding/group_test.h"
#include "report/evidence.h"
#include "run/indicators.h"
#include "study/study.h"

namespace kith::run {

class StudyEvidence : public report::Evidence {
 public:
  // `estimated` and `released` must outlive this. `withheld_ids` are the findings that the gate did not let through.
  StudyEvidence(const study::Study& study, const std::vector<Estimated>& estimated,
                std::vector<std::string> withheld_ids, const std::vector<finding::GroupTest>& group_tests = {});

  std::vector<std::string> ids() const override;
  bool withheld(std::string_view id) const override;
  bool above(std::string_view id, double bound) const override;
  bool below(std::string_view id, double bound) const override;
  report::Tested against_benchmark(std::string_view id, std::string_view benchmark) const override;
  // Tested through the covariance on the design. The family is every pair of released levels of that breakdown of the
  // indicator, adjusted by Benjamini and Hochberg; figures of different measures or populations are not tested. Where
  // the plan tests whether these groups differ at all (run/group_tests.h), one is higher than another only if they do.
  report::Tested between(std::string_view id, std::string_view other) const override;
  int maryland_level() const override;

 private:
  struct Place {
    const Estimated* estimated;
    std::size_t index;
  };
  const Place* place(std::string_view id) const;
  double q_within_breakdown(const Place& a, const Place& b) const;
  const finding::GroupTest* group_test(const finding::Finding& a, const finding::Finding& b) const;
  const finding::Finding& at(const Place& place) const { return place.estimated->findings[place.index]; }

  const study::Study& study_;
  std::map<std::string, Place, std::less<>> places_;
  std::vector<std::string> withheld_;
  std::vector<finding::GroupTest> group_tests_;  // of the figures themselves
};

}  // namespace kith::run
