import type { ReasonCode } from "#lib/applications/application";
import type { Telling } from "./telling";

/** Questions to the applicant. */
export const QUESTION_TURNS = {
  information_requested: [
    {
      to: ["members"],
      kind: "question",
      subject: "{reference}: a question to you",
      body: [
        "A reviewer asks for information. The clock stands still until you answer.",
        "Without an answer within 30 days the case lapses.",
      ],
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      subject: "{reference}: the applicant was asked",
      body: ["A reviewer asks for information. The clock stands still until it is answered."],
      leads: "case",
    },
  ],
  information_answered: [
    {
      to: ["lanes"],
      kind: "lane_work",
      subject: "{reference}: the applicant has answered",
      body: ["The answer stands beside the factor that it concerns, and the clock runs again."],
      leads: "case",
    },
    {
      to: ["members"],
      kind: "question",
      subject: "{reference}: your answer is in",
      body: ["The reviewers have it, and the clock runs again."],
      leads: "application",
    },
  ],
  request_withdrawn: [
    {
      to: ["members"],
      kind: "question",
      subject: "{reference}: the question is withdrawn",
      body: ["You need not answer any more, and the clock runs again."],
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      subject: "{reference}: the question is withdrawn",
      body: ["Scoring can go on, and the clock runs again."],
      leads: "case",
    },
  ],
  request_lapsed: [
    {
      to: ["members"],
      kind: "question",
      subject: "{reference} has lapsed",
      body: ["No answer came within 30 days, so the case is closed. You can apply again at any time."],
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      subject: "{reference} has lapsed",
      body: ["The applicant did not answer within 30 days. Nothing is left to do."],
      leads: "case",
    },
  ],
} as const satisfies { readonly [R in ReasonCode]?: readonly Telling[] };
