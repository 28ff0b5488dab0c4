// One page for each project (K8): what its own people said, beside everyone's, from the figures of the release.
//
// A page holds nothing that the release does not: the gate has decided on each figure, with all the others in view. A
// project of which no figure is shown has no page. Projects are not compared with each other.
#pragma once

#include <string>
#include <vector>

#include "report/report.h"

namespace kith::report {

constexpr const char* generator_mark = "<meta name=\"generator\" content=\"Kith ";  // in every page that Kith makes

constexpr const char* project_folder = "projects";  // of a release: where they stand, CODE.html each

struct ProjectPage {
  std::string project;  // code
  std::string html;
};

// In the study's order. None where the plan breaks nothing down by project.
std::vector<ProjectPage> project_pages(const Input& input);

}  // namespace kith::report
