import type { Lane } from "#lib/identity/roles";

/** Someone who could get a lane, with how much they have to do. */
export type Assignee = {
  personId: string;
  name: string;
  lane: Lane;
  /** Lanes that the person holds, not yet locked, in cases that people are at. */
  open: number;
};
