// A postcode directory of the size of the United Kingdom's, made up: read, packed, opened, and a million postcodes
// looked up, as they would be typed.
//
//   place_bench [POSTCODES] [LOOK-UPS]     2,700,000 and 1,000,000 unless told otherwise
#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "num/random.h"
#include "place/join.h"

namespace {

namespace fs = std::filesystem;
using namespace kith;

constexpr std::int64_t areas = 40'000;
constexpr const char* heading =
    "pcd7,pcd8,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,"
    "ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,"
    "msoa11,wz11,sicbl,bua11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21\n";

// Districts AA1 .. ZZ9, then AA10 .. ZZ99, each with up to as many postcodes as there are inward codes.
std::string postcode(std::int64_t number) {
  constexpr std::string_view letters = "ABDEFGHJLNPQRSTUWXYZ";
  const std::int64_t inward = number % 4000;
  const std::int64_t district = number / 4000;
  const std::int64_t area = district / 9;
  return fmt::format("{}{}{} {}{}{}", letters[static_cast<std::size_t>(area / 20 % 20)],
                     letters[static_cast<std::size_t>(area % 20)], district % 9 + 1, inward / 400,
                     letters[static_cast<std::size_t>(inward / 20 % 20)],
                     letters[static_cast<std::size_t>(inward % 20)]);
}

std::string area_code(std::int64_t number) {
  return fmt::format("Y{:08}", number + 1);
}

void write_directory(const fs::path& path, std::int64_t rows) {
  std::ofstream out(path, std::ios::binary);
  out << heading;
  std::string lines;
  for (std::int64_t row = 0; row < rows; ++row) {
    const std::string code = postcode(row);
    const std::string area = area_code(row / 17 * 7919 % areas);
    lines += fmt::format(
        "{0},{0},{0},198001,{1},E99999999,E99999999,E09000{2:03},E05009289,E99999999,{3},{4:06},{5:07},1,E18000007,"
        "E40000003,E92000001,E12000007,0,E14000639,E15000007,E24000016,E30000234,E16000057,E05000001,00AA00,E00000001,"
        "E05000001,E65000001,{6},E02000001,1,2B1,E00000001,{6},E02000001,E33032555,E38000004,E34999999,{7},2A1,51.5181,"
        "-0.0974,E37000023,,E23000034,12345,E56000010,E54000027,E00000001,{6},E02000001\n",
        code, row % 3 == 0 ? "199606" : "", row / 9000 % 350, row % 11 == 0 ? 1 : 0, 385000 + row % 1000,
        180000 + row % 900, area, row % 5 == 0 ? "E1" : "A1");
    if (lines.size() > (std::size_t{4} << 20U)) {
      out << lines;
      lines.clear();
    }
  }
  out << lines;
}

// Of the processor, on all threads: what other programs take does not count.
template <typename Work>
double seconds_of(Work work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

place::Library library() {
  const std::string definitions = fmt::format(R"(
[[vintage]]
id = "made"
title = "Made-up area"
columns = ["lsoa11"]
codes = [{{ from = "{}", to = "{}" }}]
[[index]]
id = "made"
title = "Made-up index"
nations = ["Nowhere"]
vintages = ["made"]
areas = {}
[index.columns]
code = ["area"]
rank = ["rank"]
)",
                                              area_code(0), area_code(areas - 1), areas);
  const std::vector<place::DefinitionFile> files{{"bench.toml", definitions}};
  return place::library_with(files);
}

place::Index index_of(const place::Library& library, const fs::path& path) {
  std::string csv = "area,rank\n";
  for (std::int64_t area = 0; area < areas; ++area) {
    csv += fmt::format("{},{}\n", area_code(area), area * 7 % areas + 1);
  }
  write_file(path, csv);
  return place::read_index(path, library.index("made"), library);
}

}  // namespace

int main(int count, char** words) {
  const std::int64_t rows = count > 1 ? std::stoll(words[1]) : 2'700'000;
  const std::int64_t look_ups = count > 2 ? std::stoll(words[2]) : 1'000'000;
  const fs::path folder = fs::temp_directory_path() / "kith-place-bench";
  fs::create_directories(folder);
  const fs::path directory = folder / fmt::format("directory-{}.csv", rows);
  if (!fs::exists(directory)) {
    write_directory(directory, rows);
  }
  const place::Library known = library();
  const place::Index index = index_of(known, folder / "index.csv");
  fmt::print("{:<44} {:>10}\n", "processor time", "seconds");

  place::PostcodeFile postcodes;
  const double reading = seconds_of([&] { postcodes = place::read_postcodes({directory}, {"made"}, known); });
  fmt::print("{:<44} {:>10.2f} {:>7} MB\n", fmt::format("read {} postcodes of 52 columns", postcodes.rows.size()),
             reading, fs::file_size(directory) / 1'000'000);
  std::string bytes;
  const double packing = seconds_of([&] { bytes = place::pack(postcodes, {index}, known); });
  fmt::print("{:<44} {:>10.2f} {:>7} MB\n", "pack them", packing, bytes.size() / 1'000'000);
  const bool same = bytes == place::pack(postcodes, {index}, known);
  write_file(folder / "bench.kithplaces", bytes);

  std::vector<std::string> typed;
  num::Random random(1);
  for (std::int64_t i = 0; i < look_ups; ++i) {
    typed.push_back(postcode(static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(rows)))));
  }
  const data::Column column = data::Column::text("postcode", typed);
  std::optional<place::Pack> places;
  const double opening = seconds_of([&] { places.emplace(folder / "bench.kithplaces"); });
  fmt::print("{:<44} {:>10.2f}\n", "open the pack, checksum and all", opening);
  std::int64_t matched = 0;
  const double joining = seconds_of([&] { matched = place::join(column, *places, {}).report.matched; });
  fmt::print("{:<44} {:>10.2f}\n", fmt::format("join {} postcodes", look_ups), joining);
  const bool passed = same && matched == look_ups && opening + joining < 1;
  fmt::print("{}\n", passed ? "opened and joined in under a second, and the same bytes twice" : "FAILED");
  return passed ? 0 : 1;
}
