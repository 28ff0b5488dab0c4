#include "oracles/compare.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/text.h"

namespace kith::oracles {

namespace {

constexpr double rounding = 1e-8;             // of a standard error, relative to its estimate
constexpr double rounding_of_shares = 1e-15;  // of limits that are 0 or 1
constexpr double exact = 1e-8;                // `ci_exact`: limits that the oracles solved for themselves

constexpr std::array words{"method", "statistic_name", "remark", "error_message"};

bool is_missing(const Json& leaf) {
  return leaf.is_null() || leaf == "NA" || leaf == "NaN";
}

std::optional<double> number_of(const Json& leaf) {
  if (leaf.is_number()) {
    return leaf.get<double>();
  }
  if (leaf.is_boolean()) {
    return leaf.get<bool>() ? 1 : 0;
  }
  if (leaf == "Inf") {
    return std::numeric_limits<double>::infinity();
  }
  return leaf == "-Inf" ? std::optional(-std::numeric_limits<double>::infinity()) : std::nullopt;
}

// What a path asks about: the estimate with the same name, or in the same place, as far as the oracle tells it.
class Scale {
 public:
  explicit Scale(const Json& expect) : expect_(expect) {}

  double floor(const std::vector<std::string>& path) const {
    const std::string& leaf = path.back();
    if (path.size() > 1 && (path[path.size() - 2] == "lower" || path[path.size() - 2] == "upper")) {
      return rounding_of_shares;
    }
    if (path.size() == 1 && (leaf == "se" || leaf == "var")) {
      return se_floor(leaf, value_of({}));
    }
    if (path[0] == "ci95_z" || path[0] == "ci95_t" ||
        (path.size() == 3 && path[0] == "values" && expect_.contains("cols"))) {
      const Json& rows = path[0] == "values" ? expect_["rows"] : expect_[path[0]]["rows"];
      const std::size_t row = std::stoul(path[path.size() - 2]);
      return path[0] == "values" ? limit_floor(row) : rounding * value_of(rows[row].get<std::string>());
    }
    if (path[0] == "vcov" && path.size() == 4) {
      return covariance_floor(std::stoul(path[2]), std::stoul(path[3]));
    }
    if (path[0] == "table" && path.size() == 3) {
      return table_floor(path[1], std::stoul(path[2]));
    }
    if (path.size() == 2) {
      return se_floor(path[0], value_of(leaf));
    }
    return 0;
  }

 private:
  static double se_floor(const std::string& kind, double value) {
    if (kind == "se") {
      return rounding * value;
    }
    if (kind == "cv" || kind == "deff") {
      return rounding;
    }
    return kind == "var" ? rounding * value * rounding * value : 0;
  }

  double value_of(const std::string& name) const {
    for (const char* key : {"estimate", "coef", "total", "pred"}) {
      const auto found = expect_.find(key);
      if (found == expect_.end()) {
        continue;
      }
      const Json& leaf = found->is_object() && found->contains(name) ? (*found)[name] : *found;
      if (leaf.is_number()) {
        return std::fabs(leaf.get<double>());
      }
    }
    return 0;
  }

  // Of limits that stand alone: about their middle.
  double limit_floor(std::size_t row) const {
    const Json& pair = expect_["values"][row];
    if (pair.size() != 2 || !pair[0].is_number() || !pair[1].is_number()) {
      return 0;
    }
    return rounding * std::fabs(pair[0].get<double>() + pair[1].get<double>()) / 2;
  }

  // Covariances are right to the rounding of their two standard errors.
  double covariance_floor(std::size_t i, std::size_t j) const {
    const Json& values = expect_["vcov"]["values"];
    const auto error = [&](std::size_t k) {
      const double own = values[k][k].is_number() ? std::sqrt(std::max(0.0, values[k][k].get<double>())) : 0;
      const Json names = expect_["vcov"].value("rows", Json::array());
      const bool named = k < names.size() && names[k].is_string();
      return std::pair(own, rounding * (named ? value_of(names[k].get<std::string>()) : 0));
    };
    const auto [se_i, floor_i] = error(i);
    const auto [se_j, floor_j] = error(j);
    return rounding * se_i * se_j + floor_i * se_j + floor_j * se_i + floor_i * floor_j;
  }

  // Columns of svyby: "se", "se.api00", "ci_l.api00", ... beside "api00".
  double table_floor(const std::string& column, std::size_t row) const {
    const Json& table = expect_["table"];
    double value = 0;
    std::string kind;
    for (const char* prefix : {"se", "ci_l", "ci_u", "cv%", "cv", "var", "DEff"}) {
      const std::string start = prefix;
      if (column == start || column.starts_with(start + ".")) {
        kind = start;
        break;
      }
    }
    if (kind.empty()) {
      return 0;
    }
    for (const auto& [name, values] : table.items()) {
      const bool beside = column == kind ? !name.starts_with(kind) : column == kind + "." + name;
      if (beside && values.is_array() && row < values.size() && values[row].is_number()) {
        value = std::max(value, std::fabs(values[row].get<double>()));
      }
    }
    if (kind == "ci_l" || kind == "ci_u" || kind == "se") {
      return rounding * value;
    }
    return kind == "cv%" ? 100 * rounding : se_floor(kind == "DEff" ? "deff" : kind, value);
  }

  const Json& expect_;
};

class Walk {
 public:
  Walk(const Json& expect, double tolerance, double probability, Comparison& result)
      : scale_(expect), tolerance_(tolerance), probability_(probability), result_(result) {}

  void go(const Json* ours, const Json& expect, const Json* alternative) {
    if (!path_.empty() && std::ranges::find(words, path_.back()) != words.end()) {
      return said(ours);
    }
    if (expect.is_object()) {
      for (const auto& [key, value] : expect.items()) {
        step(key, member(ours, key), value, member(alternative, key));
      }
    } else if (expect.is_array()) {
      for (std::size_t i = 0; i < expect.size(); ++i) {
        step(std::to_string(i), element(ours, i, expect.size()), expect[i], element(alternative, i, expect.size()));
      }
    } else {
      leaf(ours, expect, alternative);
    }
  }

 private:
  static const Json* member(const Json* json, const std::string& key) {
    return json != nullptr && json->is_object() && json->contains(key) ? &(*json)[key] : nullptr;
  }
  // A single number and a list of one are the same in R.
  static const Json* element(const Json* json, std::size_t i, std::size_t size) {
    if (json != nullptr && !json->is_array() && !json->is_object() && size == 1) {
      return json;
    }
    return json != nullptr && json->is_array() && i < json->size() ? &(*json)[i] : nullptr;
  }

  void step(const std::string& key, const Json* ours, const Json& expect, const Json* alternative) {
    path_.push_back(key);
    go(ours, expect, alternative);
    path_.pop_back();
  }

  std::string path() const {
    std::string text;
    for (const std::string& part : path_) {
      text += "/" + part;
    }
    return text;
  }

  void said(const Json* ours) {
    if (path_.back() == "error_message") {
      ++result_.compared;
      if (ours == nullptr || !ours->is_string() || ours->get<std::string>().empty()) {
        result_.differences.push_back({path(), "no error", "an error"});
      }
    }
  }

  bool agrees(const Json& ours, const Json& expect) const {
    if (is_missing(expect)) {
      return is_missing(ours);
    }
    const auto wanted = number_of(expect);
    const auto actual = number_of(ours);
    if (!wanted || !actual) {
      return !wanted && ours == expect;
    }
    if (std::isinf(*wanted) || std::isinf(*actual)) {
      return *wanted == *actual;
    }
    const double own = path_.empty() || path_[0] != "ci_exact" ? tolerance_ : exact;
    const double tolerance = own * std::max(std::fabs(*wanted), std::fabs(*actual));
    const bool is_probability = !path_.empty() && (path_.back() == "p" || path_.back() == "p_value");
    const double floor = is_probability && probability_ > 0 ? probability_ : (path_.empty() ? 0 : scale_.floor(path_));
    // Below the smallest number of full precision there is nothing to compare.
    return std::fabs(*wanted - *actual) <= tolerance + floor + std::numeric_limits<double>::min();
  }

  void leaf(const Json* ours, const Json& expect, const Json* alternative) {
    const bool single = ours != nullptr && (ours->is_array() || ours->is_object()) && ours->size() == 1;
    const Json* value = single ? &*ours->begin() : ours;
    if (value == nullptr) {
      result_.lacking.push_back(path());
      return;
    }
    ++result_.compared;
    if (!agrees(*value, expect) && (alternative == nullptr || !agrees(*value, *alternative))) {
      result_.differences.push_back({path(), value->dump(), expect.dump()});
    }
  }

  Scale scale_;
  double tolerance_;
  double probability_;
  Comparison& result_;
  std::vector<std::string> path_;
};

}  // namespace

Comparison compare(const Json& ours, const Json& expect, const Json& alternative, double tolerance,
                   double probability) {
  Comparison result;
  Walk(expect, tolerance, probability, result).go(&ours, expect, alternative.is_null() ? nullptr : &alternative);
  return result;
}

}  // namespace kith::oracles
