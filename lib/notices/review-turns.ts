import type { ReasonCode } from "#lib/applications/application";
import type { Telling } from "./telling";

/** While people score and reconcile. */
export const REVIEW_TURNS = {
  lanes_assigned: [
    {
      to: ["members"],
      kind: "progress",
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  all_lanes_locked: [],
  spread_to_reconcile: [
    {
      to: ["lanes"],
      kind: "lane_work",
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      leads: "application",
    },
  ],
  nothing_to_reconcile: [
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
  reconciled: [
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
  emergency_lane: [
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
  retrospective_review: [
    {
      to: ["desk", "pool"],
      kind: "lane_work",
      leads: "case",
    },
    {
      to: ["members"],
      kind: "grant",
      leads: "application",
    },
  ],
  sent_back: [
    {
      to: ["lanes"],
      kind: "lane_work",
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      leads: "application",
    },
  ],
} as const satisfies { readonly [R in ReasonCode]?: readonly Telling[] };
