#include "run/release_folder.h"

#include <algorithm>
#include <string>

#include "base/file.h"
#include "report/project_pages.h"

namespace kith::run {

namespace fs = std::filesystem;

void write_release(const Release& release, const fs::path& folder) {
  release.files.commit(folder);
  const std::vector<std::string> names = release.files.names();
  const fs::path pages = folder / report::project_folder;
  std::error_code none;
  if (!fs::is_directory(pages, none)) {
    return;
  }
  for (const fs::path& page : files_below(pages, {".html"})) {
    const std::string name = page.lexically_relative(folder).generic_string();
    if (std::ranges::find(names, name) == names.end() &&
        read_file(page).find(report::generator_mark) != std::string::npos) {
      fs::remove(page, none);
    }
  }
}

}  // namespace kith::run
