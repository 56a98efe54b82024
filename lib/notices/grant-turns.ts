import type { ReasonCode } from "#lib/applications/application";
import type { Telling } from "./telling";

/** What an approval goes through. */
export const GRANT_TURNS = {
  // Told as `approved` before, and as `preconditions_met` when keys can be made.
  grant_compiled: [],
  preconditions_met: [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  restricted: [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  suspended: [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
    {
      to: ["desk"],
      kind: "desk",
      leads: "case",
    },
  ],
  reinstated: [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  re_review_due: [
    {
      to: ["members"],
      kind: "grant",
      leads: "application",
    },
    {
      to: ["desk", "pool"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  revoked: [
    {
      to: ["members"],
      kind: "grant",
      leads: "application",
    },
  ],
  expired: [
    {
      to: ["members"],
      kind: "grant",
      leads: "application",
    },
  ],
} as const satisfies { readonly [R in ReasonCode]?: readonly Telling[] };
