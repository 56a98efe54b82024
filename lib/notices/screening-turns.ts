import type { ReasonCode } from "#lib/applications/application";
import type { Telling } from "./telling";

/** From submission to the policy's answer, and taking a case back. */
export const SCREENING_TURNS = {
  // Screening follows in the same transaction, and its outcome is what there is to tell.
  submitted: [],
  screening_started: [],
  rescreened: [],
  hard_stop: [
    {
      to: ["members"],
      kind: "screening",
      leads: "application",
    },
  ],
  requirement_missing: [
    {
      to: ["members"],
      kind: "screening",
      leads: "application",
    },
    {
      to: ["desk"],
      kind: "desk",
      leads: "case",
    },
  ],
  screening_passed: [
    {
      to: ["members"],
      kind: "screening",
      leads: "application",
    },
    {
      to: ["pool"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  revision_opened: [
    {
      to: ["members"],
      kind: "progress",
      leads: "application",
    },
  ],
  amended: [
    {
      to: ["members"],
      kind: "progress",
      leads: "application",
    },
    {
      to: ["lanes", "approvers"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  withdrawn: [
    {
      to: ["members"],
      kind: "progress",
      leads: "application",
    },
    {
      to: ["lanes", "approvers"],
      kind: "lane_work",
      leads: "case",
    },
  ],
} as const satisfies { readonly [R in ReasonCode]?: readonly Telling[] };
