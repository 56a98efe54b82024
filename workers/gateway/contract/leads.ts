import { z } from "zod";
import { id, pageOf, pageQuery, time, words } from "./galleries";

const STATES = ["sealed", "confirmed", "no_lead", "ended"] as const;

export const leadParams = z.strictObject({ lead_id: id });
export const leadsQuery = pageQuery.extend({ state: z.enum(STATES).optional() });

const choice = z.discriminatedUnion("choice", [
  z.strictObject({ choice: z.literal("none_of_these") }),
  z.strictObject({ choice: z.literal("subject"), subject_id: z.string(), face_id: z.string() }),
]);

export const lead = z
  .strictObject({
    id: z.string(),
    state: z.enum(STATES).meta({
      description: "`ended` is neither: its time was over, or the approval ended, before all had judged.",
    }),
    job_id: z.string(),
    collection_id: z.string(),
    purpose: z.string(),
    reviewers_needed: z.number().int(),
    reviews: z
      .number()
      .int()
      .meta({ description: "How many have judged; what they thought is told to nobody before." }),
    created_at: time,
    closed_at: time.nullable(),
    expires_at: time,
  })
  .meta({ id: "Lead" });

export const openLead = lead
  .extend({
    choices: z.array(choice).nullable().meta({
      description:
        "Whom to choose between, in no order that means anything. Null unless it is sealed and you call under another key than the one that asked.",
    }),
  })
  .meta({
    id: "OpenLead",
    examples: [
      {
        id: "led_01K9Z3P0R2T4V6X8Z0B2D4F6H8",
        state: "sealed",
        job_id: "job_01K9Z3M5T8V0W2X4Y6A8C0E2G4",
        collection_id: "col_01K9Z3A1C3E5G7J9M1P3R5T7V9",
        purpose: "patient_id",
        reviewers_needed: 2,
        reviews: 0,
        created_at: "2026-11-23T09:00:00.000Z",
        closed_at: null,
        expires_at: "2026-11-24T09:00:00.000Z",
        choices: [
          { choice: "none_of_these" },
          {
            choice: "subject",
            subject_id: "sub_01K9Z3B2D4F6H8K0N2Q4S6V8X0",
            face_id: "fac_01K9Z3N7V0X2Z4B6D8F0H2K4M6",
          },
        ],
      },
    ],
  });

export const leads = pageOf(lead, "Leads");

const reviewer = words.meta({ description: "Your own reference of the person who looked." });

export const reviewBody = z
  .discriminatedUnion("choice", [
    z.strictObject({ choice: z.literal("none_of_these"), reviewer }),
    z.strictObject({
      choice: z.literal("subject"),
      reviewer,
      subject_id: id,
      corroboration: words.optional().meta({
        description: "What else speaks for it, by a reference of your records. Needed where two must agree.",
      }),
    }),
  ])
  .meta({ examples: [{ choice: "none_of_these", reviewer: "clinician-7" }] });

export type LeadResource = z.infer<typeof lead>;
export type OpenLeadResource = z.infer<typeof openLead>;
