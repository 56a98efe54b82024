import { z } from "zod";
import { id, time } from "./galleries";

export const erasureParams = z.strictObject({ erasure_id: id });
export const erasureBody = z
  .strictObject({ subject_id: id })
  .meta({ examples: [{ subject_id: "sub_01K9Z3B2D4F6H8K0N2Q4S6V8X0" }] });

const rows = z.record(z.string(), z.number().int().min(0));

export const erasure = z
  .strictObject({
    id: z.string(),
    subject_id: z.string(),
    collection_id: z.string(),
    erased_at: time,
    counted_at: time.nullable(),
    rows_erased: rows.meta({ description: "By table." }),
    rows_left: rows.nullable().meta({
      description:
        "By table, counted after the fact: anything but 0 is a picture that is still being erased.",
    }),
    rows_kept: rows.nullable().meta({
      description:
        "Records that something was asked or judged. They hold an id that leads nowhere, and nothing else.",
    }),
    ledger: z.strictObject({ kind: z.literal("subject.erased"), index: z.number().int().nullable() }).meta({
      description: "The public entry that says the same; `index` is null for the first second or so.",
    }),
  })
  .meta({
    id: "Erasure",
    examples: [
      {
        id: "era_01K9Z3R4T6V8X0Z2B4D6F8H0K2",
        subject_id: "sub_01K9Z3B2D4F6H8K0N2Q4S6V8X0",
        collection_id: "col_01K9Z3A1C3E5G7J9M1P3R5T7V9",
        erased_at: "2026-11-23T09:00:00.000Z",
        counted_at: "2026-11-23T09:00:00.040Z",
        rows_erased: { Subject: 1, Consent: 1, Face: 2, JobResult: 3 },
        rows_left: { Subject: 0, Consent: 0, Face: 0, JobResult: 0, JobInput: 0 },
        rows_kept: { Job: 3, LeadReview: 0 },
        ledger: { kind: "subject.erased", index: 1042 },
      },
    ],
  });

export type ErasureResource = z.infer<typeof erasure>;
