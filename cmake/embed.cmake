# kith_embed(LIBRARY NAME FILE): the bytes of FILE inside LIBRARY, as `std::string_view kith::embedded::NAME()`; empty
# when there is no such file. Changing the file, or bringing it, rebuilds what holds it.
function(kith_embed library name file)
  set(symbol kith_embedded_${name})
  set(generated ${PROJECT_BINARY_DIR}/embedded/${name}.cpp)
  file(GLOB found CONFIGURE_DEPENDS ${file})
  if(found)
    set(text [[
#include <string_view>

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

namespace kith::embedded {
std::string_view @name@() {
  return {@symbol@_begin, static_cast<std::size_t>(@symbol@_end - @symbol@_begin)};
}
}  // namespace kith::embedded
]])
    set_source_files_properties(${generated} PROPERTIES OBJECT_DEPENDS ${file})
  else()
    set(text [[
#include <string_view>

namespace kith::embedded {
std::string_view @name@() {
  return {};
}
}  // namespace kith::embedded
]])
  endif()
  string(CONFIGURE "${text}" text @ONLY)
  file(CONFIGURE OUTPUT ${generated} CONTENT "${text}" @ONLY)
  set_source_files_properties(${generated} TARGET_DIRECTORY ${library} PROPERTIES GENERATED TRUE)
  target_sources(${library} PRIVATE ${generated})
endfunction()
