// The ledger of a study: what it has published, with the counts behind it, so that the next release gives none of them
// back (J3, disclose/earlier.h).
//
// DIR/ledger/0001-w1.json, 0002-w1.json, ...: one file a release, numbered without a gap, named after the wave that the
// report is about. `kith run --publish` adds one; every run reads them all. They hold counts of small groups: they are
// kept with the responses and go nowhere. So their hashes stand in no release either, since somebody who knows all
// counts but one could try values until the hash fits.
//
// An entry holds the quotes that were published too, with the id of each person, so that nobody is named in two ways
// (disclose/attribution.h).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "disclose/gate.h"
#include "finding/finding.h"
#include "finding/quote.h"

namespace kith::run {

inline constexpr const char* ledger_folder = "ledger";

// What was let through, beside what the gate was asked; the same length and order. Its name is given when it is kept.
disclose::EarlierRelease published(std::vector<finding::Finding> asked,
                                   const std::vector<disclose::Safe<finding::Finding>>& released,
                                   const disclose::Rules& rules, std::vector<disclose::Nesting> nestings,
                                   std::vector<disclose::Sum> sums);
// The quotes that came back, with whose they are; both in one order.
std::vector<finding::Quote> published(const std::vector<finding::Quote>& asked,
                                      const std::vector<disclose::Safe<finding::Quote>>& released);

// One file of the ledger; the same bytes for the same release.
std::string ledger_json(const disclose::EarlierRelease& release);
// `source` is the file as problems name it. Problems: what is no release that Kith wrote.
disclose::EarlierRelease read_ledger_entry(std::string_view bytes, const std::string& source, Problems& problems);

// All releases of the study in `folder`, oldest first; none where there is no ledger. Problems: an entry that cannot be
// read, a number that is missing.
std::vector<disclose::EarlierRelease> read_ledger(const std::filesystem::path& folder, Problems& problems);

// Adds the release and returns the name of its file in the study folder. When it is the same as the newest, that one's
// name, and nothing is written.
std::string add_to_ledger(const std::filesystem::path& folder, const std::string& wave,
                          const disclose::EarlierRelease& release);

}  // namespace kith::run
