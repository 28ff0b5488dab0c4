# kith_embed_folder(LIBRARY NAME FOLDER): every file below FOLDER inside LIBRARY, as
# `std::span<const std::pair<std::string_view, std::string_view>> kith::embedded::NAME()`: path below FOLDER, bytes; sorted
# by path.
include(embed)

function(kith_embed_folder library name folder)
  file(GLOB_RECURSE files RELATIVE ${folder} CONFIGURE_DEPENDS ${folder}/*)
  list(SORT files)
  set(declarations)
  set(rows)
  set(index 0)
  foreach(file IN LISTS files)
    kith_embed(${library} ${name}_${index} ${folder}/${file})
    string(APPEND declarations "std::string_view ${name}_${index}();\n")
    string(APPEND rows "      {\"${file}\", ${name}_${index}()},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  set(generated ${PROJECT_BINARY_DIR}/embedded/${name}.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT [[
#include <array>
#include <span>
#include <string_view>
#include <utility>

namespace kith::embedded {

@declarations@
std::span<const std::pair<std::string_view, std::string_view>> @name@() {
  static const std::array<std::pair<std::string_view, std::string_view>, @index@> files{{
@rows@  }};
  return files;
}

}  // namespace kith::embedded
]])
  set_source_files_properties(${generated} TARGET_DIRECTORY ${library} PROPERTIES GENERATED TRUE)
  target_sources(${library} PRIVATE ${generated})
endfunction()
