# Files inside a library, as functions of kith::embedded.
#
# kith_embed(LIBRARY NAME FILE)           the bytes of FILE: `std::string_view NAME()`; empty when there is no such file.
# kith_embed_folder(LIBRARY NAME FOLDER)  every file below FOLDER:
#                                         `std::span<const std::pair<std::string_view, std::string_view>> NAME()`, path
#                                         below FOLDER and bytes, sorted by path.
# Changing a file, or bringing one, rebuilds what holds it.

# The source of one such function, generated and given to the library. `outside` stands before the namespace.
function(kith_embedded_source library name outside inside)
  set(generated ${PROJECT_BINARY_DIR}/embedded/${name}.cpp)
  file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT [[
#include <array>
#include <span>
#include <string_view>
#include <utility>

@outside@
namespace kith::embedded {
@inside@
}  // namespace kith::embedded
]])
  set_source_files_properties(${generated} TARGET_DIRECTORY ${library} PROPERTIES GENERATED TRUE)
  target_sources(${library} PRIVATE ${generated})
endfunction()

function(kith_embed library name file)
  file(GLOB found CONFIGURE_DEPENDS ${file})
  if(NOT found)
    kith_embedded_source(${library} ${name} "" "std::string_view ${name}() {\n  return {};\n}")
    return()
  endif()
  set(symbol kith_embedded_${name})
  string(CONFIGURE [[
asm(R"(
  .section .rodata
  .global @symbol@_begin
  .global @symbol@_end
@symbol@_begin:
  .incbin "@file@"
@symbol@_end:
  .byte 0
  .previous
)");

extern "C" {
extern const char @symbol@_begin[];
extern const char @symbol@_end[];
}
]] outside @ONLY)
  string(CONFIGURE [[
std::string_view @name@() {
  return {@symbol@_begin, static_cast<std::size_t>(@symbol@_end - @symbol@_begin)};
}]] inside @ONLY)
  kith_embedded_source(${library} ${name} "${outside}" "${inside}")
  set_source_files_properties(${PROJECT_BINARY_DIR}/embedded/${name}.cpp PROPERTIES OBJECT_DEPENDS ${file})
endfunction()

function(kith_embed_folder library name folder)
  file(GLOB_RECURSE files RELATIVE ${folder} CONFIGURE_DEPENDS ${folder}/*)
  list(SORT files)
  set(declarations "")
  set(rows "")
  set(count 0)
  foreach(file IN LISTS files)
    kith_embed(${library} ${name}_${count} ${folder}/${file})
    string(APPEND declarations "std::string_view ${name}_${count}();\n")
    string(APPEND rows "      {\"${file}\", ${name}_${count}()},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  string(CONFIGURE [[
@declarations@
std::span<const std::pair<std::string_view, std::string_view>> @name@() {
  static const std::array<std::pair<std::string_view, std::string_view>, @count@> files{{
@rows@  }};
  return files;
}]] inside @ONLY)
  kith_embedded_source(${library} ${name} "" "${inside}")
endfunction()
