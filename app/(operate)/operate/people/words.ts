import type { StaffRole } from "#lib/identity/roles";
import type { HeldRole } from "#lib/staff/proposal";
import type { ProposalState } from "#lib/staff/proposal-state";
import type { StaffLine } from "#lib/staff/view";
import type { Tone } from "#ui/state-badge";

export const PROPOSAL_TONES: Readonly<Record<ProposalState, Tone>> = {
  proposed: "warn",
  refused: "bad",
  invited: "warn",
  lapsed: "plain",
  done: "good",
};

export const PROPOSAL_WORDS: Readonly<Record<ProposalState, string>> = {
  proposed: "waits for a second person",
  refused: "refused",
  invited: "confirmed; the person has yet to come",
  lapsed: "lapsed: the person did not come",
  done: "confirmed, and in effect",
};

export const STAFF_TONES: Readonly<Record<StaffLine["state"], Tone>> = {
  active: "good",
  closed: "bad",
  former: "plain",
};

export function roleWords(role: StaffRole | string): string {
  return role.replaceAll("_", " ");
}

export function heldWords({ role, home_lane }: HeldRole): string {
  return home_lane === null ? roleWords(role) : `${roleWords(role)} (${home_lane})`;
}
