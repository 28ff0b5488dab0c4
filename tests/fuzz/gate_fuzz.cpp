// Random releases through the gate: it never fails, keeps every figure in its place, and never lets through what the
// primary rules forbid or a number that it must erase; nor does the release after it.
//
// The bytes are a release: two for the rules, then six for each figure (domain, indicator and kind, base, numerator).
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "disclose/gate.h"
#include "disclose/primary.h"

namespace {

using namespace kith;

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool done() const { return at_ >= size_; }
  int next() { return done() ? 0 : data_[at_++]; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

void check(bool holds) {
  if (!holds) {
    std::abort();
  }
}

finding::Finding figure(Bytes& bytes, std::size_t index) {
  finding::Finding finding;
  finding.id = "f" + std::to_string(index);
  const int domain = bytes.next();
  if ((domain & 3) != 0) {
    finding.by.push_back({"project", "p" + std::to_string(domain & 3), ""});
  }
  if ((domain >> 2 & 3) != 0) {
    finding.by.push_back({"nation", "n" + std::to_string(domain >> 2 & 3), ""});
  }
  if ((domain >> 4 & 1) != 0) {
    finding.by.push_back({"programme", "g" + std::to_string(domain >> 5 & 1), ""});
  }
  finding.wave = (domain >> 6 & 1) != 0 ? "w1" : "";
  const int kind = bytes.next();
  finding.indicator = "q" + std::to_string(kind & 1);
  finding.kind = static_cast<finding::Kind>((kind >> 1) % 6);
  finding.category = (kind >> 4 & 1) != 0 ? "o" + std::to_string(kind >> 5 & 3) : "";
  finding.whole = finding.category.empty() ? "" : finding.indicator;
  finding.sensitive = (kind >> 7) != 0;
  const std::int64_t base = bytes.next() * 4 + bytes.next() % 4;
  const std::int64_t numerator = base * bytes.next() / 255;
  finding.bases.unweighted = base;
  finding.numerator = numerator;
  if (bytes.next() % 8 != 0 && base > 0) {
    finding.value = finding.kind == finding::Kind::Count ? static_cast<double>(numerator)
                                                         : static_cast<double>(numerator) / static_cast<double>(base);
    finding.se = 0.0123;
    finding.interval = finding::Interval{*finding.value / 2, *finding.value, 0.95, "wilson"};
  }
  // Answers that may be impossible, of which not all are in the base, or that are no numbers.
  const int answers = bytes.next();
  if ((answers & 1) != 0) {
    finding.answers.question = "asked";
    for (int code = 0; code < 5; ++code) {
      if ((answers >> (code % 3 + 1) & 1) != 0) {
        finding.answers.of.push_back(code == 4 ? "other" : std::to_string(code));
      }
      if ((answers >> (code % 3 + 4) & 1) != 0) {
        finding.answers.options.push_back(std::to_string(code));
      }
    }
    for (std::size_t i = 0; i < finding.answers.of.size() && (answers >> 7) != 0; ++i) {
      finding.answers.chosen.push_back(bytes.next());
    }
  }
  return finding;
}

// The next release, in which some figures have changed.
void check_next(std::vector<finding::Finding> findings, const std::vector<disclose::Safe<finding::Finding>>& released,
                disclose::EarlierRelease earlier) {
  for (std::size_t i = 0; i < released.size(); ++i) {
    earlier.findings[i].withheld = released[i]->withheld;
    earlier.findings[i].notes = released[i]->notes;
  }
  disclose::Gate gate(earlier.rules, earlier.nestings, earlier.sums, {earlier});
  for (std::size_t i = 0; i < findings.size(); i += 3) {
    findings[i].bases.unweighted += 4;
  }
  const auto next = gate.release(findings);
  check(next.size() == findings.size());
  for (std::size_t i = 0; i < next.size(); ++i) {
    check(next[i]->withheld || !disclose::refuse(findings[i], earlier.rules));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 600) {
    return 0;
  }
  Bytes bytes(data, size);
  disclose::Rules rules;
  rules.minimum_cell = bytes.next() % 16;
  rules.zero_cells = bytes.next() % 2 != 0 ? disclose::ZeroCells::Show : disclose::ZeroCells::Withhold;
  std::vector<finding::Finding> findings;
  while (!bytes.done()) {
    findings.push_back(figure(bytes, findings.size()));
  }
  const std::vector<disclose::Nesting> nestings{{"project", "programme", {{"p1", "g0"}, {"p2", "g0"}, {"p3", "g1"}}}};
  const std::vector<disclose::Sum> sums{{"f0", {"f1", "f2"}}, {"f3", {"f3", "gone"}}};
  disclose::Gate gate(rules, nestings, sums);
  const auto released = gate.release(findings);

  check(released.size() == findings.size());
  for (std::size_t i = 0; i < released.size(); ++i) {
    const finding::Finding& shown = *released[i];
    check(shown.id == findings[i].id && !shown.numerator);
    if (shown.withheld) {
      check(!shown.value && !shown.se && !shown.interval && shown.bases.unweighted == 0 && shown.notes.empty());
    } else {
      check(!disclose::refuse(findings[i], rules));
      check(!shown.bases.band || (!shown.se && shown.bases.effective == 0));
    }
  }
  check_next(findings, released, {"0001", rules, findings, nestings, sums});
  return 0;
}
