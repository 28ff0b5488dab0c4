// A problem is one thing that its author can mend: where it is, what is wrong, what to do about it.
//
// Kith never stops at the first. A loader, an importer or a checker collects `Problems` and, when it has seen all it
// can, throws one `Error` that carries them. There is one root of all exceptions, so that `main` needs one catch; its
// `Fault` says who must act and is the process's exit code (docs/formats.md, "Exit codes").
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

// A place in a file as its author sees it. `line` counts from 1; 0 means the file as a whole.
struct Where {
  std::string file;
  int line = 0;

  bool operator==(const Where&) const = default;
};

struct Problem {
  std::string code;     // stable, kebab-case, for tests and translations: "unknown-question"
  std::string message;  // what is wrong, in a sentence without a full stop
  Where where;          // empty file: the request itself (a command-line argument)
  std::string hint;     // what to do; may be empty

  bool operator==(const Problem&) const = default;
};

// "plan.toml:41: unknown question `neighbour`: did you mean `neighbours`?"
std::string to_text(const Problem& problem);

enum class Fault {
  Input = 1,    // the study, the data or the request is wrong: its author acts
  Usage = 2,    // the command line is wrong
  Machine = 3,  // disk, network, database: the operator acts, or a retry
};

class Error : public std::runtime_error {
 public:
  explicit Error(Problem problem, Fault fault = Fault::Input);
  explicit Error(std::vector<Problem> problems, Fault fault = Fault::Input);

  const std::vector<Problem>& problems() const { return problems_; }
  Fault fault() const { return fault_; }

 private:
  std::vector<Problem> problems_;
  Fault fault_;
};

class Problems {
 public:
  void add(std::string code, std::string message, Where where = {}, std::string hint = {});
  void add(Problem problem);
  void add(const std::vector<Problem>& others);
  // The error's problems, of a file that its author knows as `name` and that was opened as `path`.
  void add_renamed(const Error& error, const std::string& path, const std::string& name);

  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }
  const std::vector<Problem>& items() const { return items_; }

  // Throws Error with everything collected, in order of file and line; does nothing when there is nothing.
  void throw_if_any() const;

 private:
  std::vector<Problem> items_;
};

}  // namespace kith
