#include <algorithm>
#include <array>
#include <utility>

#include "report/claim_words.h"

namespace kith::report {

namespace {

using Words = std::span<const std::string_view>;

constexpr auto time_words = std::to_array<std::string_view>(
    {"second", "seconds", "minute",  "minutes", "hour",  "hours",  "day",    "days",
     "night",  "nights",  "week",    "weeks",   "month", "months", "year",   "years",
     "decade", "decades", "century", "time",    "term",  "terms",  "season", "seasons"});

constexpr auto being =
    std::to_array<std::string_view>({"is", "are", "was", "were", "be", "been", "being", "am", "seems"});

constexpr auto shares = std::to_array<std::string_view>({"share", "shares", "proportion", "proportions", "percentage",
                                                         "percentages", "number", "numbers", "level", "levels", "rate",
                                                         "rates", "figure", "figures", "fraction", "amount"});

// People, whatever a study calls them; its own nouns are added from its populations.
constexpr auto people = std::to_array<std::string_view>(
    {"people",   "persons",     "participants", "respondents",  "practitioners", "residents", "members", "adults",
     "those",    "them",        "us",           "whom",         "volunteers",    "leads",     "leaders", "women",
     "men",      "parents",     "neighbours",   "workers",      "staff",         "attendees", "local",   "surveyed",
     "person",   "participant", "respondent",   "practitioner", "resident",      "member",    "adult",   "volunteer",
     "lead",     "leader",      "woman",        "man",          "parent",        "neighbour", "worker",  "attendee",
     "children", "child",       "families",     "family",       "households",    "household"});

constexpr auto modals = std::to_array<std::string_view>(
    {"to",    "can",     "could",  "will", "would", "may",  "might",  "should", "must",    "shall", "help",
     "helps", "helping", "helped", "let",  "lets",  "them", "people", "us",     "further", "and",   "or"});

// Adjectives that are compared only with themselves: "most useful", "more recent".
constexpr auto qualities = std::to_array<std::string_view>(
    {"deprived",    "disadvantaged", "important",  "recent",      "recently",    "useful",     "valuable", "valued",
     "relevant",    "affected",      "needed",     "notable",     "notably",     "effective",  "pressing", "difficult",
     "detailed",    "widely",        "vulnerable", "isolated",    "directly",    "of all",     "closely",  "suitable",
     "appropriate", "helpful",       "striking",   "challenging", "rewarding",   "meaningful", "obvious",  "urgent",
     "serious",     "significant",   "memorable",  "enjoyable",   "interesting", "active",     "powerful", "successful",
     "essential",   "basic",         "local",      "immediate"});

constexpr std::array<std::pair<std::string_view, Words>, 6> classes{{
    {"#time", time_words},
    {"#be", being},
    {"#share", shares},
    {"#people", people},
    {"#modal", modals},
    {"#quality", qualities},
}};

}  // namespace

std::optional<Words> word_class(std::string_view name) {
  const auto found = std::ranges::find(classes, name, &std::pair<std::string_view, Words>::first);
  return found == classes.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace kith::report
