// svymean, svytotal.
#include "oracles/measured.h"

namespace kith::oracles {

namespace {

enum class Per { Mean, Total };

struct Crossing {
  std::string label;
  std::string condition;
};

// Every combination of the options of several columns, the first varying fastest.
std::vector<Crossing> crossings(const std::vector<std::string>& names, const data::Table& table) {
  std::vector<Crossing> result{{}};
  for (std::size_t k = names.size(); k-- > 0;) {
    std::vector<Crossing> longer;
    for (const Crossing& rest : result) {
      for (const data::Option& option : table.column(names[k]).options()) {
        const std::string equal = fmt::format("`{}` == \"{}\"", names[k], option.code);
        longer.push_back({rest.label.empty() ? option.label : option.label + "." + rest.label,
                          rest.condition.empty() ? equal : equal + " and " + rest.condition});
      }
    }
    result = std::move(longer);
  }
  return result;
}

void add_levels(const std::string& prefix, const data::Column& column, Per per, std::vector<Figure>& figures) {
  for (const data::Option& option : column.options()) {
    if (per == Per::Mean) {
      figures.push_back({prefix + option.label, fmt::format("share(`{}`)", column.name), option.code});
    } else {
      figures.push_back({prefix + option.label, fmt::format("total(`{}` == \"{}\")", column.name, option.code), {}});
    }
  }
}

void add_term(const RCode& term, Per per, Columns& columns, std::vector<Figure>& figures) {
  const char* number = per == Per::Mean ? "mean" : "total";
  const char* property = per == Per::Mean ? "share" : "total";
  if (term.is("interaction")) {
    std::vector<std::string> names;
    for (const auto& [name, factor] : term.arguments) {
      names.push_back(columns.factor(factor));
    }
    for (const Crossing& crossing : crossings(names, *columns.table())) {
      figures.push_back({term.source + crossing.label, fmt::format("{}({})", property, crossing.condition), {}});
    }
  } else if (term.is("factor") || columns.is_factor(term)) {
    const std::string name = columns.factor(term.is("factor") ? term.at(0) : term);
    add_levels(term.source, columns.table()->column(name), per, figures);
  } else if (is_condition(term)) {
    const std::string condition = columns.expression(term);
    figures.push_back({term.source + "FALSE", fmt::format("{}(not ({}))", property, condition), {}});
    figures.push_back({term.source + "TRUE", fmt::format("{}({})", property, condition), {}});
  } else {
    figures.push_back({term.source, fmt::format("{}({})", number, columns.expression(term)), {}});
  }
}

Question about_terms(const RCode& call, Environment& environment, Per per) {
  const Arguments arguments(call, environment, {"x", "design", "na.rm", "deff"});
  refuse_rest(call, arguments);
  const auto sample = arguments.sample("design");
  Question question = question_of(arguments, sample);
  Columns columns(sample->table, environment);
  const RCode formula = arguments.formula("x");
  for (const RCode* term : added_terms(formula.at(0))) {
    add_term(*term, per, columns, question.figures);
    question.complete = both(question.complete, columns.answered(*term));
  }
  question.sample = sample->over(columns.table());
  return question;
}

Question about_mean(const RCode& call, Environment& environment) {
  return about_terms(call, environment, Per::Mean);
}

// R's total of answers some of which are missing is missing, but has a standard error.
Question about_total(const RCode& call, Environment& environment) {
  Question question = about_terms(call, environment, Per::Total);
  question.missing_error = MissingError::OfTheRest;
  return question;
}

const Estimators estimators{{"svymean", about_mean}, {"svytotal", about_total}};

}  // namespace

}  // namespace kith::oracles
