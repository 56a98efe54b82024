import type { ReasonCode } from "#lib/applications/application";
import type { Telling } from "./telling";

/** While people score and reconcile. */
export const REVIEW_TURNS = {
  lanes_assigned: [
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference} is in review",
      body: ["Specialists score it apart from each other. You are told when they ask or decide."],
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      subject: "{reference} is yours to score",
      body: ["You hold a lane in this case."],
      leads: "case",
    },
  ],
  all_lanes_locked: [],
  spread_to_reconcile: [
    {
      to: ["lanes"],
      kind: "lane_work",
      subject: "{reference}: scores to reconcile",
      body: [
        "All lanes are locked and the scores are open. Where they lie apart, reviewers explain in writing.",
      ],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference}: all scores are in",
      body: ["Reviewers now explain in writing where their scores lie apart."],
      leads: "application",
    },
  ],
  nothing_to_reconcile: [
    {
      to: ["approvers"],
      kind: "signing",
      subject: "{reference} waits for two signatures",
      body: ["All lanes are locked and nothing is left to reconcile. A decision can be proposed and signed."],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference}: a decision is pending",
      body: ["Two approvers from different lanes decide, and sign the same text."],
      leads: "application",
    },
  ],
  reconciled: [
    {
      to: ["approvers"],
      kind: "signing",
      subject: "{reference} waits for two signatures",
      body: ["The scores are reconciled. A decision can be proposed and signed."],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference}: a decision is pending",
      body: ["Two approvers from different lanes decide, and sign the same text."],
      leads: "application",
    },
  ],
  emergency_lane: [
    {
      to: ["approvers"],
      kind: "signing",
      subject: "{reference} is an emergency and waits for two signatures",
      body: ["It skips scoring, never the two signatures. What is approved lasts a day at most."],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference} is in the emergency lane",
      body: ["Two approvers decide at once. A full review follows whatever they decide."],
      leads: "application",
    },
  ],
  retrospective_review: [
    {
      to: ["desk", "pool"],
      kind: "lane_work",
      subject: "{reference}: a review after the fact is open",
      body: ["An emergency approval was used. The review that follows it has opened by itself."],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "grant",
      subject: "{reference}: the review after the fact has begun",
      body: ["An emergency approval is always reviewed afterwards."],
      leads: "application",
    },
  ],
  sent_back: [
    {
      to: ["lanes"],
      kind: "lane_work",
      subject: "{reference} is back in review",
      body: ["The approvers sent it back. What they miss is in the case."],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference} is back in review",
      body: ["The approvers have questions to the reviewers. There is nothing that you have to do."],
      leads: "application",
    },
  ],
} as const satisfies { readonly [R in ReasonCode]?: readonly Telling[] };
