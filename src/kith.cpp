// The program. Everything it can do is a command in src/cli.
#include "cli/main.h"

int main(int argc, char** argv) {
  return kith::cli::run(argc, argv);
}
