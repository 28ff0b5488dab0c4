#include "data/mapping.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "study/toml_reader.h"

namespace kith::data {

namespace {

void read_header_options(study::Entry& entry, Mapping& mapping) {
  ReadOptions& reading = mapping.reading;
  if (const auto rows = entry.integer("rows", 1, 3)) {
    reading.header_rows = static_cast<int>(*rows);
  }
  reading.encoding = entry.text("encoding");
  reading.sheet = entry.text("sheet");
  reading.missing = entry.texts("missing");
  const std::string blank = entry.text("blank");
  if (blank == "not_asked") {
    mapping.blank = Missing::NotAsked;
  } else if (!blank.empty() && blank != "blank") {
    entry.problem("bad-blank", fmt::format("an empty answer cannot mean `{}`", blank), "blank",
                  "one of: blank, not_asked");
  }
  const std::string delimiter = entry.text("delimiter");
  if (delimiter.size() > 1) {
    entry.problem("bad-delimiter", fmt::format("`{}` is not one character", delimiter), "delimiter",
                  "for example \",\" or \"\\t\"");
  } else if (!delimiter.empty()) {
    reading.delimiter = delimiter.front();
  }
}

std::vector<std::string> names_of(const study::Instrument& instrument) {
  std::vector<std::string> names;
  names.reserve(instrument.questions.size());
  for (const study::Question& question : instrument.questions) {
    names.push_back(question.name);
  }
  return names;
}

std::vector<std::string> codes_of(const study::Question& question) {
  std::vector<std::string> codes;
  codes.reserve(question.options.size());
  for (const study::Option& option : question.options) {
    codes.push_back(option.code);
  }
  return codes;
}

// The question of that name; a problem when there is none.
const study::Question* question_of(study::Entry& entry, const study::Instrument& instrument, const std::string& name) {
  const study::Question* const question = instrument.question(name);
  if (question == nullptr) {
    entry.problem("unknown-question", fmt::format("unknown question `{}`", name), name,
                  text::suggestion(name, names_of(instrument)));
  }
  return question;
}

void expect_option(study::Entry& entry, const study::Question& question, const std::string& code,
                   const std::string& key) {
  if (question.option(code) == nullptr) {
    entry.problem("unknown-option", fmt::format("`{}` has no option `{}`", question.name, code), key,
                  text::suggestion(code, codes_of(question)));
  }
}

}  // namespace

std::vector<std::string> design_columns(const study::Population& population) {
  std::vector<std::string> names{population.id,     population.project,       population.programme,
                                 population.nation, population.mode,          population.wave,
                                 population.weight, population.quote_consent, population.postcode};
  for (const auto* stage : {&population.strata, &population.clusters, &population.fpc}) {
    names.insert(names.end(), stage->begin(), stage->end());
  }
  std::vector<std::string> once;
  for (const std::string& name : names) {
    if (!name.empty() && std::ranges::find(once, name) == once.end()) {
      once.push_back(name);
    }
  }
  return once;
}

Mapping read_mapping(std::string_view bytes, const std::string& file, const study::Population& population,
                     const study::Instrument& instrument, Problems& problems) {
  Mapping mapping;
  mapping.file = file;
  study::Trail trail;
  study::read_toml(bytes, file, trail, [&](study::Entry& top) {
    top.one("header", [&](study::Entry& entry) { read_header_options(entry, mapping); });
    std::vector<std::string> known = design_columns(population);
    const auto questions = names_of(instrument);
    known.insert(known.end(), questions.begin(), questions.end());
    top.one("columns", [&](study::Entry& entry) {
      for (const std::string& name : entry.keys()) {
        mapping.columns[name] = {entry.text(name), entry.where(name)};
        study::expect_known(trail, "question or column", name, known, entry.where(name));
      }
    });
    top.each_named("multiple", [&](const std::string& name, study::Entry& group) {
      const study::Question* const question = question_of(group, instrument, name);
      if (const std::string separator = group.text("separator"); separator.size() > 1) {
        group.problem("bad-separator", fmt::format("`{}` is not one character", separator), "separator",
                      "for example \",\"");
      } else if (!separator.empty()) {
        mapping.separators[name] = separator.front();
      }
      group.one("columns", [&](study::Entry& entry) {
        for (const std::string& code : entry.keys()) {
          mapping.multiple[name][code] = {entry.text(code), entry.where(code)};
          if (question != nullptr) {
            expect_option(entry, *question, code, code);
          }
        }
      });
    });
    top.each_named("values", [&](const std::string& name, study::Entry& entry) {
      const study::Question* const question = question_of(entry, instrument, name);
      for (const std::string& answer : entry.keys()) {
        const std::string code = entry.text(answer);
        mapping.values[name][answer] = code;
        if (question != nullptr) {
          expect_option(entry, *question, code, answer);
        }
      }
    });
  });
  problems.add(trail.problems.items());
  return mapping;
}

}  // namespace kith::data
