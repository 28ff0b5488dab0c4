// A model pooled over imputations on the analyst's screen: what model_text.h prints of one fit, and how much of the
// uncertainty the missing answers make.
#pragma once

#include <string>

#include "finding/finding.h"
#include "impute/pooled_model.h"

namespace kith::cli {

using UnreleasedPooledModel = finding::Unreleased<const impute::PooledModel*>;

// `imputation` is that of impute_options.h.
std::string pooled_model_json(const UnreleasedPooledModel& model, double level, const std::string& imputation);
std::string pooled_model_table(const UnreleasedPooledModel& model, double level, const std::string& imputation);

}  // namespace kith::cli
