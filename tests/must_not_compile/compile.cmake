# cmake -DCOMPILER=... -DINCLUDES=... -DCASE=NAME_good.cpp|NAME_bad.cpp -P compile.cmake
execute_process(COMMAND ${COMPILER} -std=c++20 -fsyntax-only -I${INCLUDES} ${CASE}
  RESULT_VARIABLE result ERROR_VARIABLE errors OUTPUT_QUIET)
if(CASE MATCHES "_good\\.cpp$")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${CASE} must compile:\n${errors}")
  endif()
elseif(result EQUAL 0)
  message(FATAL_ERROR "${CASE} compiles: an unchecked answer can be shown")
elseif(NOT errors MATCHES "Safe<|const std::optional")
  message(FATAL_ERROR "${CASE} fails for another reason:\n${errors}")
endif()
