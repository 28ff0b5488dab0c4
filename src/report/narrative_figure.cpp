#include "report/narrative_figure.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "base/round.h"
#include "base/text.h"
#include "report/claim_bound.h"
#include "report/html.h"
#include "report/shown.h"

namespace kith::report {

namespace {

using finding::Finding;
using finding::Kind;

std::string option(const Reference& reference, const std::string& key) {
  const auto found = reference.options.find(key);
  return found == reference.options.end() ? "" : found->second;
}

class Resolver {
 public:
  Resolver(const Reference& reference, const Shelf& shelf, const Evidence& evidence, Where where, Problems& problems)
      : shelf_(shelf), evidence_(evidence), where_(std::move(where)), problems_(problems) {
    figure_.reference = reference;
  }

  Figure resolve() {
    if (is_placement(figure_.reference.verb)) {
      check_placement();
      return std::move(figure_);
    }
    std::vector<const Finding*> found;
    for (const std::string& name : figure_.reference.names) {
      const Finding* one = lookup(name);
      if (one == nullptr || !released(*one) || !right_kind(*one)) {
        return std::move(figure_);
      }
      found.push_back(one);
    }
    if (needs_benchmark() && !find_benchmark(*found.front())) {
      return std::move(figure_);
    }
    figure_.findings = std::move(found);
    if (figure_.reference.verb == Verb::Threshold) {
      check_threshold();
    }
    write();
    return std::move(figure_);
  }

 private:
  void problem(std::string code, std::string message, std::string hint) {
    problems_.add(std::move(code), std::move(message), where_, std::move(hint));
  }

  bool needs_benchmark() const {
    const Verb verb = figure_.reference.verb;
    return verb == Verb::Benchmark || verb == Verb::Compare || verb == Verb::Difference;
  }

  const Finding* lookup(const std::string& name) {
    const std::string by = option(figure_.reference, "by"), wave = option(figure_.reference, "wave");
    const bool narrowed = !by.empty() || !wave.empty();
    const Finding* found = narrowed ? nullptr : shelf_.find(name);
    if (found == nullptr && shelf_.study().indicator(name) != nullptr) {
      std::vector<std::string> levels;
      for (const std::string_view code : text::split(by, ',')) {
        if (!code.empty()) {
          levels.emplace_back(code);
        }
      }
      found = shelf_.find(name, levels, wave);
      if (found == nullptr) {
        problem("unknown-finding",
                fmt::format("there is no finding of `{}`{}{}", name, by.empty() ? "" : " by " + by,
                            wave.empty() ? "" : " in wave " + wave),
                similar(name));
        return nullptr;
      }
    }
    if (found == nullptr) {
      problem("unknown-finding", fmt::format("there is no finding `{}`{}", name, narrowed ? " to narrow" : ""),
              narrowed && shelf_.find(name) != nullptr ? "by= and wave= narrow an indicator, not a finding"
                                                       : text::suggestion(name, shelf_.ids()));
    }
    return found;
  }

  // The findings that an indicator has.
  std::string similar(const std::string& indicator) const {
    std::vector<std::string> ids;
    for (const std::string& id : shelf_.ids()) {
      if (id.starts_with(indicator + "_")) {
        ids.push_back(id);
      }
    }
    return ids.empty() ? "it has none; has it any answers?" : "it has " + text::join(ids, ", ");
  }

  bool released(const Finding& finding) {
    if (finding.withheld || evidence_.withheld(finding.id)) {
      problem("withheld-figure", fmt::format("`{}` is withheld and cannot be cited", finding.id),
              finding.withheld ? finding.withheld->text : "it did not pass the disclosure rules");
      return false;
    }
    const bool banded_count = finding.kind == Kind::Count && finding.bases.band.has_value();
    if (!finding.value && !banded_count) {
      problem("no-value", fmt::format("`{}` has no value", finding.id),
              finding.notes.empty() ? "it could not be estimated" : finding.notes.front().text);
      return false;
    }
    return true;
  }

  bool right_kind(const Finding& finding) {
    const auto needs = [&](bool fits, std::string_view kind, std::string_view instead) {
      if (!fits) {
        problem("wrong-kind", fmt::format("`{}` is not a {}", finding.id, kind), fmt::format("use {}", instead));
      }
      return fits;
    };
    switch (figure_.reference.verb) {
      case Verb::Share:
      case Verb::Threshold:
        return needs(finding.kind == Kind::Share, "share",
                     finding.kind == Kind::Count ? "{{count ID}}" : "{{mean ID}}");
      case Verb::Benchmark:
      case Verb::Compare:
      case Verb::Difference:
        return needs(finding.kind == Kind::Share || finding.kind == Kind::Mean, "share or mean", "{{count ID}}");
      case Verb::Mean:
        return needs(finding.kind != Kind::Share && finding.kind != Kind::Count, "mean",
                     "{{share ID}} or {{count ID}}");
      case Verb::Count:
        return needs(finding.kind == Kind::Count || finding.kind == Kind::Total, "count",
                     "{{share ID}} for it, {{base ID}} for what it rests on");
      default:
        return true;
    }
  }

  bool find_benchmark(const Finding& finding) {
    const study::Study& study = shelf_.study();
    const std::string set = option(figure_.reference, "benchmark");
    std::vector<std::string> sets;
    for (const study::Benchmark& one : study.benchmarks) {
      if (one.id == finding.indicator) {
        sets.push_back(one.set);
      }
    }
    if (sets.empty()) {
      problem("unknown-benchmark", fmt::format("`{}` has no benchmark", finding.indicator),
              "benchmarks/*.toml holds those that there are");
      return false;
    }
    if (set.empty() && sets.size() > 1) {
      problem("unknown-benchmark", fmt::format("`{}` has several benchmarks", finding.indicator),
              fmt::format("add benchmark= and one of: {}", fmt::join(sets, ", ")));
      return false;
    }
    figure_.benchmark = study.benchmark(finding.indicator, set.empty() ? sets.front() : set);
    if (figure_.benchmark == nullptr) {
      problem("unknown-benchmark", fmt::format("`{}` has no benchmark `{}`", finding.indicator, set),
              text::suggestion(set, sets));
      return false;
    }
    const bool mean = finding.kind == Kind::Mean;
    const bool other_kind = !figure_.benchmark->computed && mean != figure_.benchmark->mean;
    if (other_kind || !value_of(*figure_.benchmark, finding)) {
      problem("not-compared",
              fmt::format("`{}` is not held against the benchmark `{}`", finding.id, figure_.benchmark->set),
              "plan it as a [[comparison]] in plan.toml");
      return false;
    }
    return true;
  }

  void check_placement() {
    const Reference& reference = figure_.reference;
    const study::Study& study = shelf_.study();
    switch (reference.verb) {
      case Verb::Quote:
        check_name("quote", reference.names.front(), shelf_.quotes());
        break;
      case Verb::Chart: {
        std::vector<std::string> sections;
        sections.reserve(study.sections.size());
        for (const auto& section : study.sections) {
          sections.push_back(section.code);
        }
        check_name("section", reference.names.front(), sections);
        break;
      }
      case Verb::Panel: {
        std::vector<std::string> ids;
        ids.reserve(study.indicators.size());
        for (const auto& indicator : study.indicators) {
          ids.push_back(indicator.id);
        }
        check_name("indicator", reference.names.front(), ids);
        break;
      }
      default:
        if (study.nodes.empty()) {
          problem("no-theory", "the study has no theory of change", "write theory.toml, or take {{theory}} out");
        }
        break;
    }
  }

  void check_name(std::string_view kind, const std::string& name, const std::vector<std::string>& known) {
    if (std::ranges::find(known, name) != known.end()) {
      return;
    }
    const auto& chosen = shelf_.study().quotes;
    if (kind == "quote" && std::ranges::find(chosen, name, &study::ChosenQuote::id) != chosen.end()) {
      problem("withheld-quote", fmt::format("the quote `{}` is withheld", name),
              "its person did not consent, is quoted already, or too few people share the attribution");
      return;
    }
    problem(fmt::format("unknown-{}", kind), fmt::format("there is no {} `{}`", kind, name),
            text::suggestion(name, known));
  }

  void check_threshold() {
    const Reference& reference = figure_.reference;
    if (std::abs(reference.bound * 100 - std::round(reference.bound * 100)) > 1e-9 &&
        reference.word.find('.') != std::string::npos) {
      problem("bound-too-fine",
              fmt::format("\u201C{}\u201D is finer than a whole percent, which is what is shown", reference.word),
              "take a whole percent");
    }
    for (const Finding* one : figure_.findings) {
      if (!holds(reference.threshold, reference.bound, evidence_, one->id)) {
        problem("untrue-claim",
                fmt::format("\u201C{}\u201D is not true of `{}`, shown as {}", reference.word, one->id,
                            Shown(*one, shelf_.rules()).plain_figure()),
                "the unrounded value counts; use {{share ID}} or a bound that holds");
      }
    }
  }

  void write() {
    const Finding& first = *figure_.findings.front();
    const Shown shown(first, shelf_.rules());
    bool marked = false;
    switch (figure_.reference.verb) {
      case Verb::Share:
      case Verb::Mean:
        figure_.text = shown.figure();
        marked = true;
        break;
      case Verb::Count:
        figure_.text = first.bases.band && !first.value ? shown_band(*first.bases.band) : shown.figure();
        break;
      case Verb::Base:
        figure_.text = shown.base();
        break;
      case Verb::Interval:
        figure_.text = shown.limits();
        if (figure_.text.empty()) {
          problem("no-interval", fmt::format("`{}` has no interval", first.id), "take the reference out");
        }
        break;
      case Verb::Benchmark:
        figure_.text = benchmark_text(first);
        break;
      case Verb::Compare:
        figure_.text =
            fmt::format("compared to {} {}", benchmark_text(first), first.kind == Kind::Share ? "of" : "among");
        break;
      case Verb::Difference:
        figure_.text = difference(first);
        break;
      default:
        figure_.text = figure_.reference.word;
        break;
    }
    std::vector<std::string> ids;
    ids.reserve(figure_.findings.size());
    for (const Finding* one : figure_.findings) {
      ids.push_back(one->id);
    }
    figure_.html = fmt::format("<span class=\"figure\" data-finding=\"{}\">{}</span>", escape(text::join(ids, " ")),
                               escape(figure_.text));
    if (marked) {
      add_caution(shown);
    }
  }

  std::string shown_band(const finding::Band& band) const { return disclose::base_text(band.low, shelf_.rules()); }

  std::string benchmark_text(const Finding& finding) const {
    const double value = value_of(*figure_.benchmark, finding).value_or(0);  // find_benchmark has seen to it
    return finding.kind == Kind::Share ? percent_text(value) : text::exact(value);
  }

  // As readers get it when they subtract the two figures that they see.
  std::string difference(const Finding& finding) const {
    if (!finding.value) {
      return {};  // only values are compared
    }
    const double value = value_of(*figure_.benchmark, finding).value_or(0);
    if (finding.kind == Kind::Mean) {
      return difference_text(std::abs(difference_of_shown(*finding.value, value)), finding.kind);
    }
    const int whole = std::abs(whole_percent(*finding.value) - whole_percent(value));
    return whole == 1 ? "1 percentage point" : fmt::format("{} percentage points", whole);
  }

  // Brackets and asterisks say nothing to who hears the page.
  void add_caution(const Shown& shown) {
    const Reliability reliability = shown.reliability();
    if (reliability == Reliability::Flagged || reliability == Reliability::Bracketed) {
      figure_.html.insert(
          figure_.html.size() - std::string_view("</span>").size(),
          fmt::format("<span class=\"flag visually-hidden\"> (small base: {} answers)</span>", escape(shown.base())));
    }
  }

  const Shelf& shelf_;
  const Evidence& evidence_;
  Where where_;
  Problems& problems_;
  Figure figure_;
};

}  // namespace

bool Figure::is_value() const {
  return !findings.empty() &&
         (reference.verb == Verb::Share || reference.verb == Verb::Mean || reference.verb == Verb::Threshold);
}

bool Figure::is_benchmark() const {
  return !findings.empty() && (reference.verb == Verb::Benchmark || reference.verb == Verb::Compare);
}

std::optional<double> value_of(const study::Benchmark& benchmark, const Finding& finding) {
  if (finding.comparison && finding.comparison->benchmark == benchmark.set) {
    return finding.comparison->value;
  }
  return benchmark.computed ? std::nullopt : std::optional(benchmark.value);
}

Figure resolve(const Reference& reference, const Shelf& shelf, const Evidence& evidence, Where where,
               Problems& problems) {
  return Resolver(reference, shelf, evidence, std::move(where), problems).resolve();
}

}  // namespace kith::report
