// How a data file is to be read: the options that every command which takes one offers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/import.h"

namespace CLI {
class App;
}

namespace kith::cli {

struct ReadingOptions {
  std::string delimiter, encoding, sheet;
  int header_rows = 0;
  std::vector<std::string> missing;

  data::ReadOptions get() const;
};

std::shared_ptr<ReadingOptions> add_reading_options(CLI::App& command);

// The table with options.columns only. When they are not all there everything is read: a name may be that of a
// multi-response set, and where it is nothing, the problem can say what is near it.
data::Table read_columns(const std::string& file, data::ReadOptions options);

}  // namespace kith::cli
