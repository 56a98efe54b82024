import type { PolicyPack } from "#lib/policy/pack";

export const VOTES = ["for", "against", "abstain"] as const;
export type Vote = (typeof VOTES)[number];

/** Characters of a vote's reason; a dissent goes into the record with it. */
export const VOTE_REASON_CHARS_MIN = 20;

type BoardRules = NonNullable<PolicyPack["tracks"][number]["board"]>;

export type Tally = {
  /** Seats that are taken now. */
  seats: number;
  present: number;
  for: number;
  against: number;
  abstain: number;
  /** What still stands between the board and an approval, in words; empty once it has passed it. */
  lacks: readonly string[];
  hasPassed: boolean;
};

/**
 * What the votes over one digest add up to: a majority of all seats is present, so many of them external and so many
 * not technical, and a majority of those present is for it. An abstention is present and not for it.
 *
 * @param votes of members who still sit on the board and have no other part in the case
 * @see policy pack 2026-11, part D, "Tracks", T4
 */
export function tally(
  votes: readonly { vote: Vote; isExternal: boolean; isTechnical: boolean }[],
  seats: number,
  rules: BoardRules,
): Tally {
  const count = (wanted: Vote) => votes.filter(({ vote }) => vote === wanted).length;
  const present = votes.length;
  const external = votes.filter(({ isExternal }) => isExternal).length;
  const nonTechnical = votes.filter(({ isTechnical }) => !isTechnical).length;
  const checks: [boolean, string][] = [
    [2 * present <= seats, `${present} of ${seats} members have voted; a majority of them is the quorum.`],
    [external < rules.external_members_min, "An external member has to be among them."],
    [
      nonTechnical < rules.non_technical_members_min,
      "A member who is no technical specialist has to be among them.",
    ],
    [2 * count("for") <= present, `${count("for")} of ${present} present are for it; it takes a majority.`],
  ];
  const lacks = checks.filter(([isLacking]) => isLacking).map(([, words]) => words);
  return {
    seats,
    present,
    for: count("for"),
    against: count("against"),
    abstain: count("abstain"),
    lacks,
    hasPassed: lacks.length === 0,
  };
}
