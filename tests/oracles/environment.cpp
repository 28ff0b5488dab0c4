#include "oracles/environment.h"

#include "oracles/sample.h"

namespace kith::oracles {

namespace {

std::map<std::string, Function, std::less<>>& functions() {
  static std::map<std::string, Function, std::less<>> known;
  return known;
}

}  // namespace

Value Environment::find(const std::string& name) const {
  const auto found = names_.find(name);
  if (found != names_.end()) {
    return found->second;
  }
  if (attached_ != nullptr) {
    if (const data::Column* column = attached_->find(name)) {
      return column_value(*column);
    }
  }
  if (outer_ != nullptr) {
    return outer_->find(name);
  }
  const TablePointer table = data_->table(name);
  return table != nullptr ? std::make_shared<DataSet>(table) : nullptr;
}

Family::Family(std::initializer_list<std::pair<const char*, Function>> added) {
  for (const auto& [name, function] : added) {
    functions()[name] = function;
  }
}

Function function_named(std::string_view name) {
  const auto found = functions().find(name);
  return found == functions().end() ? nullptr : found->second;
}

Arguments::Arguments(const RCode& call, Environment& environment, std::initializer_list<const char*> parameters)
    : function_(call.text), environment_(&environment) {
  std::vector<std::string> by_place;
  bool rest = false;
  for (const std::string parameter : parameters) {
    rest = rest || parameter == "...";
    const RCode* named = nullptr;
    for (const auto& [name, code] : call.arguments) {
      named = name == parameter ? &code : named;
    }
    if (named != nullptr) {
      matched_[parameter] = *named;
    } else if (!rest) {
      by_place.push_back(parameter);
    }
  }
  std::size_t place = 0;
  for (const auto& [name, code] : call.arguments) {
    if (name.empty() && place < by_place.size()) {
      matched_[by_place[place++]] = code;
    } else if (name.empty() || !matched_.contains(name)) {
      rest_.emplace_back(name, code);
    }
  }
}

const RCode* Arguments::find(std::string_view parameter) const {
  const auto found = matched_.find(parameter);
  return found == matched_.end() ? nullptr : &found->second;
}

const RCode& Arguments::code(std::string_view parameter) const {
  const RCode* found = find(parameter);
  if (found == nullptr) {
    throw NotCovered(fmt::format("{} without {}", function_, parameter));
  }
  return *found;
}

Value Arguments::value(std::string_view parameter) const {
  return evaluate(code(parameter), *environment_);
}

RCode Arguments::formula(std::string_view parameter) const {
  const RCode& given = code(parameter);
  if (given.is("~")) {
    return given;
  }
  RCode formula = as<Code>(evaluate(given, *environment_), function_)->code;
  if (!formula.is("~")) {
    throw NotCovered(fmt::format("{} = {}", parameter, given.source));
  }
  return formula;
}

std::shared_ptr<const Sample> Arguments::sample(std::string_view parameter) const {
  return as<Sample>(value(parameter), function_);
}

double Arguments::number(std::string_view parameter, double otherwise) const {
  return has(parameter) ? one_number(value(parameter), parameter) : otherwise;
}

std::string Arguments::text(std::string_view parameter, const std::string& otherwise) const {
  return has(parameter) ? one_text(value(parameter), parameter) : otherwise;
}

bool Arguments::truth(std::string_view parameter, bool otherwise) const {
  return has(parameter) ? one_number(value(parameter), parameter) != 0 : otherwise;
}

std::vector<std::string> Arguments::texts(std::string_view parameter, std::vector<std::string> otherwise) const {
  return has(parameter) ? as<Texts>(value(parameter), parameter)->values : otherwise;
}

std::vector<double> Arguments::numbers(std::string_view parameter, std::vector<double> otherwise) const {
  return has(parameter) ? as<Numbers>(value(parameter), parameter)->values : otherwise;
}

}  // namespace kith::oracles
