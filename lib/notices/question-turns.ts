import type { ReasonCode } from "#lib/applications/application";
import type { Telling } from "./telling";

/** Questions to the applicant. */
export const QUESTION_TURNS = {
  information_requested: [
    {
      to: ["members"],
      kind: "question",
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  information_answered: [
    {
      to: ["lanes"],
      kind: "lane_work",
      leads: "case",
    },
    {
      to: ["members"],
      kind: "question",
      leads: "application",
    },
  ],
  request_withdrawn: [
    {
      to: ["members"],
      kind: "question",
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      leads: "case",
    },
  ],
  request_lapsed: [
    {
      to: ["members"],
      kind: "question",
      leads: "application",
    },
    {
      to: ["lanes"],
      kind: "lane_work",
      leads: "case",
    },
  ],
} as const satisfies { readonly [R in ReasonCode]?: readonly Telling[] };
