// How the process handles memory that it has freed.
#pragma once

namespace kith {

// Keeps what is freed for the next use instead of handing it back to the system, which would clear every page again: a
// pass over a large table frees and takes the same tens of megabytes for every few measures. The peak of memory stays
// what is used at once. Called once, by programs, before they start threads; does nothing where the C library is not
// GNU's.
void keep_freed_memory();

}  // namespace kith
