// Printing the report through Chromium, where it is installed.
#pragma once

#include <filesystem>

namespace kith::run {

// Prints page.html to a tagged PDF beside it, through a child process that is ended after a minute. Error (Machine)
// when no Chromium is found, or it fails.
void print_pdf(const std::filesystem::path& page, const std::filesystem::path& pdf);

}  // namespace kith::run
