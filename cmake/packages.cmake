# Third-party libraries, each under the one name that modules link by (kith::NAME). All are Debian packages
# (packages.txt); SYSTEM includes keep their warnings out of our build.
find_package(PkgConfig REQUIRED)

function(kith_package name)
  cmake_parse_arguments(P "" "PKG" "LIBS;INCLUDES;DEFINES" ${ARGN})
  add_library(kith_pkg_${name} INTERFACE)
  if(P_PKG)
    pkg_check_modules(PC_${name} REQUIRED IMPORTED_TARGET ${P_PKG})
    target_link_libraries(kith_pkg_${name} INTERFACE PkgConfig::PC_${name})
  endif()
  if(P_INCLUDES)
    target_include_directories(kith_pkg_${name} SYSTEM INTERFACE ${P_INCLUDES})
  endif()
  target_compile_definitions(kith_pkg_${name} INTERFACE ${P_DEFINES})
  target_link_libraries(kith_pkg_${name} INTERFACE ${P_LIBS})
  add_library(kith::${name} ALIAS kith_pkg_${name})
endfunction()

kith_package(fmt PKG fmt)
kith_package(sodium PKG libsodium)
kith_package(icu PKG icu-uc LIBS icui18n)
kith_package(eigen INCLUDES /usr/include/eigen3 DEFINES EIGEN_DONT_PARALLELIZE EIGEN_MPL2_ONLY)
kith_package(boost)
kith_package(tbb LIBS tbb)
kith_package(toml DEFINES TOML_EXCEPTIONS=1 TOML_HEADER_ONLY=1 TOML_MAX_NESTED_VALUES=32)
kith_package(readstat LIBS readstat)
kith_package(xlsxwriter LIBS xlsxwriter)
kith_package(zip PKG libzip)
kith_package(pugixml PKG pugixml)
kith_package(json)
kith_package(sqlite PKG sqlite3)
kith_package(md4c PKG md4c)
kith_package(clp LIBS Clp CoinUtils INCLUDES /usr/include/coin)
kith_package(cli11)

# The report's typeface, when npm has brought it to web/ (SIL Open Font License; never committed). Without it the library
# holds nothing and reports fall back to system fonts.
add_library(kith_pkg_font STATIC)
kith_embed(kith_pkg_font typeface
  ${PROJECT_SOURCE_DIR}/web/node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2)
add_library(kith::font ALIAS kith_pkg_font)
