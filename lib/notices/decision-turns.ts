import type { ReasonCode } from "#lib/applications/application";
import type { Telling } from "./telling";

/** Signatures and appeals. */
export const DECISION_TURNS = {
  approved: [
    {
      to: ["members"],
      kind: "decision",
      subject: "{reference} is approved with conditions",
      body: [
        "Two people have signed. The grant is being made from their decision.",
        "Keys can be made once its conditions are met.",
      ],
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      subject: "{reference} is approved",
      body: ["Two people have signed. The decision and its reasons are in the case."],
      leads: "case",
    },
  ],
  declined: [
    {
      to: ["members"],
      kind: "decision",
      subject: "{reference} is declined",
      body: ["Two people have signed the refusal, with reasons.", "You can appeal within 30 days."],
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      subject: "{reference} is declined",
      body: ["Two people have signed the refusal. Its reasons are in the case."],
      leads: "case",
    },
  ],
  authority_missing: [
    {
      to: ["members"],
      kind: "decision",
      subject: "{reference} is deferred",
      body: ["It can go on when the authority that it needs is on record."],
      leads: "application",
    },
  ],
  authority_recorded: [
    {
      to: ["approvers"],
      kind: "signing",
      subject: "{reference} can go on",
      body: ["The authority that it waited for is on record."],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "decision",
      subject: "{reference} goes on",
      body: ["The authority that it waited for is on record. Two approvers decide."],
      leads: "application",
    },
  ],
  decision_reopened: [
    {
      to: ["approvers"],
      kind: "signing",
      subject: "{reference} is to be decided anew",
      body: ["An appeal set the earlier decision aside. Two people decide again."],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference} is to be decided anew",
      body: ["Two approvers decide again, and sign the same text."],
      leads: "application",
    },
  ],
  appealed: [
    {
      to: ["appeals"],
      kind: "desk",
      subject: "{reference}: an appeal to hear",
      body: ["The applicant appeals. Those who had a part in the decision have none in this."],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "decision",
      subject: "{reference}: the appeal is open",
      body: ["People who had no part in the decision look at it."],
      leads: "application",
    },
  ],
  appeal_upheld_decision: [
    {
      to: ["members"],
      kind: "decision",
      subject: "{reference}: the appeal is refused",
      body: ["The decision stands. The panel's reasons are on the application's page."],
      leads: "application",
    },
  ],
  appeal_remanded: [
    {
      to: ["members"],
      kind: "decision",
      subject: "{reference} goes back to review",
      body: ["The appeal sends the case back to reviewers."],
      leads: "application",
    },
    {
      to: ["desk", "pool"],
      kind: "lane_work",
      subject: "{reference} comes back from appeal",
      body: ["The appeal sends the case back to reviewers."],
      leads: "case",
    },
  ],
  appeal_reversed_decision: [
    {
      to: ["members"],
      kind: "decision",
      subject: "{reference}: the decision is set aside",
      body: ["The appeal sets the decision aside. That approves nothing: two people decide anew."],
      leads: "application",
    },
    {
      to: ["desk"],
      kind: "desk",
      subject: "{reference}: the decision is set aside",
      body: ["The appeal sets the decision aside. The case is to be reopened for two new signatures."],
      leads: "case",
    },
  ],
} as const satisfies { readonly [R in ReasonCode]?: readonly Telling[] };
