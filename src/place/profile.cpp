#include "place/profile.h"

#include "place/chosen.h"

namespace kith::place {

std::optional<Profile> profile(std::string_view postcode, const Pack& pack, const JoinOptions& options) {
  const Parsed parsed = parse_postcode(postcode);
  const std::optional<Found> found = parsed.form == Form::Full ? pack.find(parsed.postcode) : std::nullopt;
  if (!found) {
    return std::nullopt;
  }
  const std::vector<Chosen> chosen = choose(pack, options);
  const Standing standing = standing_of(found->place, pack, chosen);
  Profile result;
  result.settlement = pack.settlement(found->place);
  if (const std::uint32_t district = pack.district(found->place); district != nowhere) {
    result.district = pack.districts()[district];
  }
  if (standing.area != nowhere) {
    result.area = pack.areas()[standing.area];
  }
  if (standing.in_index()) {
    const Chosen& one = chosen[standing.which];
    result.index = one.index->definition.title;
    result.nations = one.index->definition.nations;
    result.decile = one.index->deciles[standing.position];
    result.in_band = !one.ends.empty() && standing.position < one.ends.front();
    if (!one.index->population.empty()) {
      result.people = one.index->population[standing.position];
    }
  }
  return result;
}

}  // namespace kith::place
