#include "base/problem.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace kith {

namespace {

std::string joined(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) {
      text += '\n';
    }
    text += to_text(problem);
  }
  return text;
}

}  // namespace

std::string to_text(const Problem& problem) {
  std::string text;
  if (!problem.where.file.empty()) {
    text += problem.where.file;
    if (problem.where.line > 0) {
      text += ':' + std::to_string(problem.where.line);
    }
    text += ": ";
  }
  text += problem.message;
  if (!problem.hint.empty()) {
    text += ": " + problem.hint;
  }
  return text;
}

Error::Error(Problem problem, Fault fault) : Error(std::vector<Problem>{std::move(problem)}, fault) {}

Error::Error(std::vector<Problem> problems, Fault fault)
    : std::runtime_error(joined(problems)), problems_(std::move(problems)), fault_(fault) {}

void Problems::add(std::string code, std::string message, Where where, std::string hint) {
  add(Problem{std::move(code), std::move(message), std::move(where), std::move(hint)});
}

void Problems::add(Problem problem) {
  items_.push_back(std::move(problem));
}

void Problems::add(const std::vector<Problem>& others) {
  items_.insert(items_.end(), others.begin(), others.end());
}

void Problems::add_renamed(const Error& error, const std::string& path, const std::string& name) {
  for (Problem problem : error.problems()) {
    problem.where.file = problem.where.file == path || problem.where.file.empty() ? name : problem.where.file;
    problem.message = text::replace_all(problem.message, path, name);
    add(std::move(problem));
  }
}

void Problems::throw_if_any() const {
  if (items_.empty()) {
    return;
  }
  std::vector<Problem> sorted = items_;
  std::ranges::stable_sort(sorted, {}, [](const Problem& p) { return std::tie(p.where.file, p.where.line); });
  throw Error(std::move(sorted));
}

}  // namespace kith
