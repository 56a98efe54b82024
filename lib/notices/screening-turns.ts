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
      subject: "{reference} is refused by the policy",
      body: [
        "A rule of the policy refuses this application as it was submitted.",
        "Each rule is shown with its source and what would lift it. You can revise the application, or appeal.",
      ],
      leads: "application",
    },
  ],
  requirement_missing: [
    {
      to: ["members"],
      kind: "screening",
      subject: "{reference} is blocked until something is there",
      body: [
        "Something that the rules ask for is missing or not verified yet.",
        "The application's page says what it is, and whether it is yours to bring.",
      ],
      leads: "application",
    },
    {
      to: ["desk"],
      kind: "desk",
      subject: "{reference} waits for the desk",
      body: ["The rules ask for a document or a finding that is not verified yet."],
      leads: "case",
    },
  ],
  screening_passed: [
    {
      to: ["members"],
      kind: "screening",
      subject: "{reference} goes on to reviewers",
      body: ["The rules let it through to people. Nobody has judged it yet, and nothing is approved."],
      leads: "application",
    },
    {
      to: ["pool"],
      kind: "lane_work",
      subject: "{reference} waits for reviewers",
      body: ["It passed the screening. Its lanes can be taken."],
      leads: "case",
    },
  ],
  revision_opened: [
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference} is open for revision",
      body: ["It is a draft again and can be changed until it is submitted as its next revision."],
      leads: "application",
    },
  ],
  amended: [
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference} was amended",
      body: ["A new revision is submitted. Signatures over the last one no longer count."],
      leads: "application",
    },
    {
      to: ["lanes", "approvers"],
      kind: "lane_work",
      subject: "{reference} was amended",
      body: ["The applicant submitted a new revision. The dossier shows what changed since the last."],
      leads: "case",
    },
  ],
  withdrawn: [
    {
      to: ["members"],
      kind: "progress",
      subject: "{reference} is withdrawn",
      body: ["Your organisation has taken it back. What was submitted stays on record."],
      leads: "application",
    },
    {
      to: ["lanes", "approvers"],
      kind: "lane_work",
      subject: "{reference} is withdrawn",
      body: ["The applicant has taken it back. Nothing is left to do."],
      leads: "case",
    },
  ],
} as const satisfies { readonly [R in ReasonCode]?: readonly Telling[] };
