// Any bytes as any of a study's TOML files: read as all seven in turn, then held against each other.
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "study/loading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kith::study;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Loading loading;
  const auto read = [&](const std::string& file, const std::function<void(Entry&)>& reader) {
    (void)read_toml(bytes, file, loading.trail, reader);
  };
  read("study.toml", [&](Entry& file) { read_study_file(file, loading.study); });
  read("instruments.toml", [&](Entry& file) { read_instrument(file, "participants", loading.study); });
  read("theory.toml", [&](Entry& file) { read_theory(file, loading.study); });
  read("plan.toml", [&](Entry& file) { read_plan(file, loading.study); });
  read("benchmarks.toml", [&](Entry& file) { read_benchmarks(file, loading.study); });
  read("codebook.toml", [&](Entry& file) { read_codebook(file, loading.study); });
  read("quotes.toml", [&](Entry& file) { read_quotes(file, loading.study); });
  check(loading);
  return 0;
}
