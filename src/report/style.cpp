#include <string>

#include "report/embedded.h"
#include "report/page.h"

namespace kith::report {

namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t k) {
      return i + k < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[i + k])) : 0U;
    };
    const unsigned group = byte(0) << 16U | byte(1) << 8U | byte(2);
    for (std::size_t k = 0; k < 4; ++k) {
      text += i + k > bytes.size() ? '=' : digits[group >> (18 - 6 * k) & 63U];
    }
  }
  return text;
}

}  // namespace

std::string style() {
  std::string css;
  if (const std::string_view typeface = embedded::typeface(); !typeface.empty()) {
    css +=
        "/* Atkinson Hyperlegible Next. Copyright 2020-2024 The Atkinson Hyperlegible Next Project Authors\n"
        "   (https://github.com/googlefonts/atkinson-hyperlegible-next). Licensed under the SIL Open Font License,\n"
        "   Version 1.1: https://openfontlicense.org */\n"
        "@font-face{font-family:\"Kith Text\";font-weight:200 800;font-display:block;src:url(data:font/woff2;base64," +
        base64(typeface) + ") format(\"woff2\")}\n";
  }
  css += embedded::report_css();
  return css;
}

}  // namespace kith::report
