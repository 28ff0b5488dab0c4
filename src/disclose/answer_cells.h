// The figures of one question in one domain, of whichever indicators, as cells of a system: the same options are the
// same people, and sets of options add up (answer_sets.h). Sets that no figure shows are cells that nobody sees.
#pragma once

#include <map>
#include <vector>

#include "disclose/answer_sets.h"
#include "disclose/sums.h"
#include "disclose/system_builder.h"
#include "finding/finding.h"

namespace kith::disclose {

// A figure that counts options of a question.
struct Counting {
  int cell = 0;
  const finding::Finding* figure = nullptr;
  Told told;

  const Options& options(Quantity quantity) const {
    return quantity == Quantity::Base ? told.all : quantity == Quantity::Numerator ? told.counted : told.others;
  }
};

class AnswerCells {
 public:
  explicit AnswerCells(SystemBuilder& system) : system_(system) {}

  // Figures of one domain that tell of the same options rest on one count.
  void unite(const std::vector<Counting>& figures);
  // Nothing where they belong to one indicator: its options are summed already.
  void add_sums(const std::vector<Counting>& figures);
  // Of a question that allows several answers, figures of who gave any of some: who gave one of the wider set and none
  // of the narrower, and who gave one of each of two whose union is shown, are cells that nobody sees.
  void add_overlaps(const std::vector<Counting>& figures);

 private:
  void add_shared(const AnswerSums& found, const std::vector<Counting>& figures, std::vector<int>& variables);
  void relate(const AnswerSum& sum, const std::string& id, std::vector<int>& variables);

  SystemBuilder& system_;
  std::map<std::vector<Options>, AnswerSums> known_;  // most domains ask about the same sets
};

}  // namespace kith::disclose
