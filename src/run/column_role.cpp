#include "run/column_role.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/text.h"
#include "study/code.h"

namespace kith::run {

namespace {

using Words = std::initializer_list<std::string_view>;

bool is_one_of(std::string_view word, Words words) {
  return std::ranges::find(words, word) != words.end();
}

bool holds(const std::string& text, Words words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

bool is_number(const data::Column& column) {
  return column.kind() == data::Kind::Number ||
         (column.kind() == data::Kind::Categorical &&
          std::ranges::any_of(column.options(), [](const data::Option& option) { return option.value.has_value(); }));
}

std::size_t answered(const data::Column& column) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < column.size(); ++row) {
    count += column.missing_at(row) == data::Missing::None ? 1U : 0U;
  }
  return count;
}

// No two rows alike, and none without an answer.
bool tells_apart(const data::Column& column) {
  std::set<std::string> seen;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.missing_at(row) != data::Missing::None || !seen.insert(column.label_at(row)).second) {
      return false;
    }
  }
  return column.size() > 1;
}

// Answers that come again and again: an area of postcodes rather than somebody's own.
bool has_options(const data::Column& column) {
  return column.kind() == data::Kind::Categorical && 4 * column.options().size() < answered(column);
}

// 1, 2, 3, ... down the column: the rows are numbered.
bool counts_rows(const data::Column& column) {
  const auto first = column.size() > 1 ? column.number_at(0) : std::nullopt;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!first || column.number_at(row) != *first + static_cast<double>(row)) {
      return false;
    }
  }
  return first.has_value();
}

// "user_id", "trackingid"; of a word that merely ends so ("paid", "covid") no two answers would differ.
bool is_identifier(const std::string& name) {
  return name.ends_with("id") || name.ends_with("_no") || name.ends_with("number") || name.ends_with("userno") ||
         name.ends_with("_ref") || name.ends_with("reference");
}

// What the heading asks for, where it is a question: "What is your postcode?"
bool asks_who(const std::string& label) {
  return holds(label, {"your name", "full name", "first name", "last name", "surname", "postcode", "post code",
                       "email address", "e-mail address", "phone number", "telephone number", "mobile number",
                       "date of birth", "your address", "home address"});
}

// "5/10/18 4:01", "2021-04-01T10:00:00Z": most of the first answers are digits between strokes.
bool holds_dates(const data::Column& column) {
  std::size_t dates = 0, looked = 0;
  for (std::size_t row = 0; row < column.size() && looked < 50; ++row) {
    const std::string answer = column.label_at(row);
    if (answer.empty()) {
      continue;
    }
    ++looked;
    const std::string_view day = std::string_view(answer).substr(0, answer.find_first_of(" T"));
    const auto strokes = std::ranges::count_if(day, [](char c) { return c == '/' || c == '-'; });
    dates += strokes == 2 && day.find_first_not_of("0123456789/-") == std::string_view::npos ? 1U : 0U;
  }
  return looked > 0 && 10 * dates >= 9 * looked;
}

bool is_weight(const std::string& name, const std::string& label, const data::Column& column) {
  const bool named =
      is_one_of(name, {"weight", "weights", "wt", "wgt", "w8", "pweight", "finalwt", "weighting", "svyweight"}) ||
      name.ends_with("_weight") || name.ends_with("_wt") || name.ends_with("_wgt") || label.ends_with(" weight") ||
      holds(label, {"weighting", "survey weight", "sample weight"});
  return named && is_number(column) &&
         !holds(label, {"kilo", "(kg", "pound", "stone", "your weight", "body weight", "birth"});
}

}  // namespace

Role role_of(const data::Column& column) {
  const std::string name = study::to_code(column.name, 80);
  const std::string label = text::fold(column.label);
  if (answered(column) == 0) {
    return Role::Empty;
  }
  if (is_one_of(name, {"ip",
                       "ipaddress",
                       "ip_address",
                       "email",
                       "email_address",
                       "recipientemail",
                       "recipientfirstname",
                       "recipientlastname",
                       "firstname",
                       "first_name",
                       "lastname",
                       "last_name",
                       "surname",
                       "fullname",
                       "full_name",
                       "phone",
                       "phonenumber",
                       "telephone",
                       "mobile",
                       "address",
                       "postcode",
                       "dob",
                       "date_of_birth",
                       "custom_data_1",
                       "externalreference",
                       "externaldatareference"})) {
    return Role::Personal;
  }
  if (asks_who(label) && !has_options(column)) {
    return Role::Personal;
  }
  if (is_one_of(name, {"id", "respondentid", "respondent_id", "respondent", "responseid", "response_id", "caseid",
                       "case_id", "serial", "uuid", "_uuid", "record_id", "recordid", "participant_id", "person_id",
                       "pid", "key", "column_1"}) ||
      label.ends_with(" case id") || label == "case id" || counts_rows(column) || is_identifier(name)) {
    if (tells_apart(column)) {
      return Role::Respondent;
    }
  }
  if (column.meaning != data::Meaning::Plain ||
      is_one_of(name, {"startdate",
                       "enddate",
                       "recordeddate",
                       "start",
                       "end",
                       "today",
                       "submissiondate",
                       "timestamp",
                       "date_created",
                       "date_modified",
                       "start_date",
                       "end_date",
                       "duration",
                       "duration_in_seconds",
                       "progress",
                       "finished",
                       "status",
                       "collectorid",
                       "collector_id",
                       "deviceid",
                       "subscriberid",
                       "simid",
                       "instanceid",
                       "instancename",
                       "formhub_uuid",
                       "useragent",
                       "userlanguage",
                       "distributionchannel",
                       "locationlatitude",
                       "locationlongitude",
                       "submission_time",
                       "validation_status",
                       "index"}) ||
      name.starts_with("meta_instance") || holds_dates(column)) {
    return Role::Machine;
  }
  if (is_weight(name, label, column)) {
    return Role::Weight;
  }
  if (is_one_of(name, {"stratum", "strata"}) || holds(label, {"variance stratum", "sampling stratum"})) {
    return Role::Stratum;
  }
  if (is_one_of(name, {"psu", "cluster"}) ||
      holds(label, {"variance unit", "primary sampling unit", "sampling cluster"})) {
    return Role::Cluster;
  }
  return Role::Question;
}

std::string reason_of(Role role) {
  switch (role) {
    case Role::Question:
      return "";
    case Role::Respondent:
      return "who answered";
    case Role::Machine:
      return "when or how it was answered";
    case Role::Personal:
      return "personal, and better removed from the file";
    case Role::Weight:
      return "a weight";
    case Role::Stratum:
      return "a stratum of the sample";
    case Role::Cluster:
      return "a cluster of the sample";
    case Role::Empty:
      return "no answers";
  }
  return "";
}

}  // namespace kith::run
