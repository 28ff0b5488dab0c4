// The command line: one file a command, all in the list of main.cpp. This is the only module that prints and the only
// place where an Error becomes an exit code.
#pragma once

namespace kith::cli {

// Exit code: 0 done; 1 the input has problems; 2 wrong usage; 3 the machine failed.
int run(int argc, char** argv);

}  // namespace kith::cli
