// Classes of words: those that patterns name ("#time"), and what claim_subject.cpp asks of a noun.
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
     "children", "child",       "families",     "family",       "households",    "household", "girls",   "boys",
     "students", "pensioners",  "tenants",      "customers",    "beneficiaries", "attenders"});

// What no survey asks people about: the work of asking, the places, the money, the weather. "Most of the fieldwork",
// "larger projects", "prices rose" speak of no finding.
constexpr auto things = std::to_array<std::string_view>(
    {"survey",     "surveys",     "questionnaire", "questionnaires", "form",        "forms",
     "page",       "pages",       "question",      "questions",      "wording",     "interview",
     "interviews", "sample",      "samples",       "sampling",       "interval",    "intervals",
     "base",       "bases",       "data",          "evidence",       "information", "detail",
     "details",    "research",    "work",          "fieldwork",      "study",       "studies",
     "evaluation", "evaluations", "analysis",      "analyses",       "method",      "methods",
     "report",     "reports",     "annex",         "chapter",        "chapters",    "section",
     "sections",   "chart",       "charts",        "table",          "tables",      "estimate",
     "estimates",  "project",     "projects",      "programme",      "programmes",  "scheme",
     "schemes",    "fund",        "funds",         "funding",        "funder",      "funders",
     "grant",      "grants",      "money",         "cost",           "costs",       "price",
     "prices",     "budget",      "budgets",       "area",           "areas",       "place",
     "places",     "building",    "buildings",     "street",         "streets",     "room",
     "rooms",      "garden",      "gardens",       "estate",         "estates",     "event",
     "events",     "session",     "sessions",      "meeting",        "meetings",    "groups",
     "activity",   "activities",  "clubs",         "pandemic",       "lockdown",    "paperwork",
     "word",       "words",       "quote",         "quotes",         "comment",     "comments",
     "version",    "versions",    "wave",          "waves",          "round",       "rounds",
     "way",        "ways",        "story",         "stories",        "case",        "cases",
     "light",      "weather",     "food",          "rent",           "rents",       "bill",
     "bills",      "inflation",   "rain",          "precision",      "uncertainty", "error",
     "errors",     "voices",      "idea",          "ideas",          "thing",       "things",
     "task",       "tasks",       "effort",        "attention",      "care",        "space",
     "spaces",     "paper",       "email",         "emails",         "letter",      "letters",
     "photograph", "photographs", "film",          "films",          "line",        "lines",
     "map",        "maps",        "decade",        "calendar",       "summer",      "winter",
     "spring",     "autumn",      "material",      "materials",      "resource",    "resources",
     "rule",       "rules",       "step",          "steps",          "topic",       "topics",
     "row",        "rows",        "column",        "columns",        "option",      "options",
     "indicator",  "indicators",  "codebook",      "scale",          "scales"});

// The beginnings of words for what people are asked about. A study's own are added from its short labels.
constexpr auto outcomes = std::to_array<std::string_view>(
    {"confiden", "trust",    "distrust", "mistrust",  "lonel",    "isolat",   "wellbeing", "wellness",
     "health",   "unhealth", "happy",    "happi",     "unhapp",   "anxi",     "depress",   "belong",
     "safe",     "unsafe",   "cohes",    "neighbour", "friend",   "skill",    "satisf",    "dissatisf",
     "esteem",   "resilien", "connect",  "engage",    "particip", "volunt",   "influenc",  "empower",
     "willing",  "pride",    "proud",    "spirit",    "optimis",  "pessimis", "network",   "toleran",
     "fear",     "crime",    "poverty",  "inclus",    "exclus",   "attend",   "turnout",   "literacy",
     "numeracy", "employ",   "unemploy", "activis",   "power",    "agency",   "mood",      "stress",
     "hopeful",  "hopeless", "welcom",   "capab",     "involve",  "sociab",   "lively",    "ability"});

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

constexpr std::array<std::pair<std::string_view, Words>, 7> classes{{
    {"#time", time_words},
    {"#be", being},
    {"#share", shares},
    {"#people", people},
    {"#modal", modals},
    {"#quality", qualities},
    {"#thing", things},
}};

}  // namespace

std::optional<Words> word_class(std::string_view name) {
  const auto found = std::ranges::find(classes, name, &std::pair<std::string_view, Words>::first);
  return found == classes.end() ? std::nullopt : std::optional(found->second);
}

bool names_outcome(std::string_view word) {
  static constexpr auto others = std::to_array<std::string_view>({"happens", "trustee", "trustees", "networked"});
  return std::ranges::find(others, word) == others.end() &&
         std::ranges::any_of(outcomes, [&](std::string_view stem) { return word.starts_with(stem); });
}

}  // namespace kith::report
