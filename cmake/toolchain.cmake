# How everything is compiled. Warnings are errors; results do not depend on the optimiser's mood.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

set(KITH_SANITIZE "" CACHE STRING "Comma-separated sanitizers, or empty")
option(KITH_FUZZ "Build the fuzzers and nothing else" OFF)

find_program(KITH_CCACHE ccache)
if(KITH_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${KITH_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${KITH_CCACHE})
endif()
find_program(KITH_MOLD mold)
if(KITH_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(kith_options INTERFACE)
target_compile_options(kith_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wold-style-cast -Wcast-qual -Wformat=2 -Werror
  -ffp-contract=off -fno-fast-math)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees overlaps and uninitialised reads in its own inlined std::string (GCC bugs 105329, 105562); clang-tidy
  # and the sanitizers look for the real ones.
  target_compile_options(kith_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
else()
  # libstdc++ 12's own stable_sort uses std::get_temporary_buffer, which C++17 deprecated.
  target_compile_options(kith_options INTERFACE -Wno-deprecated-declarations)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # std::stable_sort of libstdc++ 12 calls what it has itself deprecated. Fields left to their defaults are meant.
  target_compile_options(kith_options INTERFACE -Wno-deprecated-declarations -Wno-missing-designated-field-initializers)
endif()
target_include_directories(kith_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
if(KITH_SANITIZE)
  target_compile_options(kith_options INTERFACE -fsanitize=${KITH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(kith_options INTERFACE -fsanitize=${KITH_SANITIZE})
endif()
if(KITH_FUZZ)
  target_compile_options(kith_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
