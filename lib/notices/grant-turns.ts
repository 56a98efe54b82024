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
      subject: "{reference} is active",
      body: ["Its conditions are met. Keys can be made within the grant."],
      leads: "tenant",
    },
  ],
  restricted: [
    {
      to: ["members"],
      kind: "grant",
      subject: "{reference} is restricted",
      body: ["Part of the grant is shut until what was found is put right."],
      leads: "tenant",
    },
  ],
  suspended: [
    {
      to: ["members"],
      kind: "grant",
      subject: "{reference} is suspended",
      body: ["No key of this grant works until two people lift the suspension."],
      leads: "tenant",
    },
    {
      to: ["desk"],
      kind: "desk",
      subject: "{reference} is suspended",
      body: ["No key of this grant works. Lifting it takes two people."],
      leads: "case",
    },
  ],
  reinstated: [
    {
      to: ["members"],
      kind: "grant",
      subject: "{reference} is active again",
      body: ["Keys work again within the grant."],
      leads: "tenant",
    },
  ],
  re_review_due: [
    {
      to: ["members"],
      kind: "grant",
      subject: "{reference} is under re-review",
      body: ["The approval is being looked at again. Until that is decided the grant stays as it is."],
      leads: "application",
    },
    {
      to: ["desk", "pool"],
      kind: "lane_work",
      subject: "{reference} is due for re-review",
      body: ["Its lanes can be taken."],
      leads: "case",
    },
  ],
  revoked: [
    {
      to: ["members"],
      kind: "grant",
      subject: "{reference} is revoked",
      body: ["The approval has ended and no key of it works.", "You can appeal."],
      leads: "application",
    },
  ],
  expired: [
    {
      to: ["members"],
      kind: "grant",
      subject: "{reference} has expired",
      body: ["The approval has run out and no key of it works. You can apply again."],
      leads: "application",
    },
  ],
} as const satisfies { readonly [R in ReasonCode]?: readonly Telling[] };
