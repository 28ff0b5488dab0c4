#include "study/scale.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace kith::study {

std::optional<ScaleEnds> scale_ends(const Question& question, const Indicator& indicator) {
  if (question.type == QuestionType::Number) {
    return question.minimum && question.maximum ? std::optional(ScaleEnds{*question.minimum, *question.maximum})
                                                : std::nullopt;
  }
  std::optional<ScaleEnds> ends;
  for (const Option& option : question.options) {
    const bool excluded = std::ranges::find(indicator.exclude, option.code) != indicator.exclude.end();
    if (question.type != QuestionType::Single || !option.missing.empty() || excluded) {
      continue;
    }
    const auto number = text::to_number(option.code);
    if (!number) {
      return std::nullopt;
    }
    ends =
        ends ? ScaleEnds{std::min(ends->least, *number), std::max(ends->most, *number)} : ScaleEnds{*number, *number};
  }
  return ends;
}

std::string scale_text(const ScaleEnds& ends) {
  return fmt::format("{} to {}", text::exact(ends.least), text::exact(ends.most));
}

}  // namespace kith::study
