# Runs every libFuzzer program for SECONDS and stops at the first that finds something.
string(REPLACE "," ";" programs "${PROGRAMS}")
foreach(program IN LISTS programs)
  string(REGEX REPLACE "_fuzz$" "" name ${program})
  file(MAKE_DIRECTORY ${OUT}/corpus/${name} ${OUT}/found/${name})
  set(seeds "")
  if(IS_DIRECTORY ${SEEDS}/${name})
    set(seeds ${SEEDS}/${name})
  endif()
  message(STATUS "${program}, ${SECONDS} seconds")
  execute_process(
    COMMAND ${FOLDER}/${program} -max_total_time=${SECONDS} -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
            -artifact_prefix=${OUT}/found/${name}/ ${OUT}/corpus/${name} ${seeds}
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${program} found something: see ${OUT}/found/${name}")
  endif()
endforeach()
