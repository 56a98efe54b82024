import { LANES, type Lane } from "#lib/identity/roles";
import type { ApplicationData } from "./contract";
import type { Factor, PolicyPack } from "./pack";
import type { Tier, Track } from "./pack-parts";
import { applicableFactors } from "./quality";
import { tierRow } from "./risk";

/** The lanes that score a case of a tier, in the order of LANES. */
export function lanesFor(pack: PolicyPack, tier: Tier): Lane[] {
  const { lanes } = tierRow(pack, tier);
  return LANES.filter((lane) => lanes.includes(lane));
}

/** Who scores a factor in a tier: its own lane, or the one that stands in for it. */
function scorerOf(pack: PolicyPack, tier: Tier, factor: Factor): Lane {
  return tierRow(pack, tier).stand_ins[factor.lane] ?? factor.lane;
}

/** The factors that a lane answers for in this case: those that apply, each in exactly one lane. */
export function factorsOfLane(
  pack: PolicyPack,
  tier: Tier,
  lane: Lane,
  application: ApplicationData,
): Factor[] {
  return applicableFactors(pack, application).filter((factor) => scorerOf(pack, tier, factor) === lane);
}

/** The way of deciding that a tier takes, with the board's quorum where there is one. */
export function trackOf(pack: PolicyPack, tier: Tier): PolicyPack["tracks"][number] {
  const id: Track = tierRow(pack, tier).track;
  const track = pack.tracks.find((candidate) => candidate.id === id);
  if (track === undefined) throw new Error(`pack ${pack.version} has no track ${id}`);
  return track;
}
