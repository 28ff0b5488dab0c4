// The narrative's questions, answered from findings at full precision (report/evidence.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "disclose/safe.h"
#include "finding/group_test.h"
#include "report/evidence.h"
#include "run/changes.h"
#include "run/indicators.h"
#include "study/study.h"

namespace kith::run {

class StudyEvidence : public report::Evidence {
 public:
  // `estimated`, and the study, must outlive this. `withheld_ids` are the findings that the gate did not let through.
  StudyEvidence(const study::Study& study, const std::vector<Estimated>& estimated, const Changes& changes,
                std::vector<std::string> withheld_ids,
                const std::vector<disclose::Safe<finding::GroupTest>>& group_tests = {});

  std::vector<std::string> ids() const override;
  bool withheld(std::string_view id) const override;
  bool above(std::string_view id, double bound) const override;
  bool below(std::string_view id, double bound) const override;
  report::Tested against_benchmark(std::string_view id, std::string_view benchmark) const override;
  // Tested through the covariance on the design. The family is every pair of released levels of that breakdown of the
  // indicator, adjusted by Benjamini and Hochberg; figures of different measures or populations are not tested. Where
  // the plan tests whether these groups differ at all (run/group_tests.h), one is higher than another only if they do.
  // Two waves are judged by the change that the plan has of them, in its family; across a question that changed and has
  // no bridge nothing is tested.
  report::Tested between(std::string_view id, std::string_view other) const override;
  int maryland_level() const override;

 private:
  struct Place {
    const Estimated* estimated;
    std::size_t index;
  };
  // The planned change between two waves of an indicator, either way round; none when the plan has none.
  std::optional<report::Tested> planned_change(const finding::Finding& subject, const finding::Finding& object) const;
  bool is_broken(const finding::Finding& subject, const finding::Finding& object) const;
  std::string beside(std::string_view id, std::string_view other) const;
  const Place* place(std::string_view id) const;
  double q_within_breakdown(const Place& a, const Place& b) const;
  const finding::GroupTest* group_test(const finding::Finding& a, const finding::Finding& b) const;
  const finding::Finding* figure(std::string_view id) const;  // of an indicator, or of a change; null: neither
  const finding::Finding& at(const Place& place) const { return place.estimated->findings[place.index]; }

  const study::Study& study_;
  std::map<std::string, Place, std::less<>> places_;
  std::vector<MadeChange> changes_;
  std::map<std::string, finding::Finding, std::less<>> change_figures_;
  std::vector<std::string> withheld_;
  std::vector<disclose::Safe<finding::GroupTest>> group_tests_;  // of the figures themselves
};

}  // namespace kith::run
