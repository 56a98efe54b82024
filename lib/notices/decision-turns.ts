import type { ReasonCode } from "#lib/applications/application";
import type { Telling } from "./telling";

/** Signatures and appeals. */
export const DECISION_TURNS = {
  approved: [
    {
      to: ["members"],
      kind: "decision",
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  declined: [
    {
      to: ["members"],
      kind: "decision",
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  authority_missing: [
    {
      to: ["members"],
      kind: "decision",
      leads: "application",
    },
  ],
  authority_recorded: [
    {
      to: ["approvers"],
      kind: "signing",
      leads: "case",
    },
    {
      to: ["members"],
      kind: "decision",
      leads: "application",
    },
  ],
  decision_reopened: [
    {
      to: ["approvers"],
      kind: "signing",
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      leads: "application",
    },
  ],
  appealed: [
    {
      to: ["appeals"],
      kind: "desk",
      leads: "case",
    },
    {
      to: ["members"],
      kind: "decision",
      leads: "application",
    },
  ],
  appeal_upheld_decision: [
    {
      to: ["members"],
      kind: "decision",
      leads: "application",
    },
  ],
  appeal_remanded: [
    {
      to: ["members"],
      kind: "decision",
      leads: "application",
    },
    {
      to: ["desk", "pool"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  appeal_reversed_decision: [
    {
      to: ["members"],
      kind: "decision",
      leads: "application",
    },
    {
      to: ["desk"],
      kind: "desk",
      leads: "case",
    },
  ],
} as const satisfies { readonly [R in ReasonCode]?: readonly Telling[] };
