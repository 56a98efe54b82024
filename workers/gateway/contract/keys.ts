import { z } from "zod";
import { OVERLAP_SECONDS_MAX } from "#lib/keys/rotate-key";
import { id, time } from "./galleries";

export const keyParams = z.strictObject({ key_id: id });

const EXAMPLE_KEY = "csk_live_0123456789Ab_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg_000000";

export const keyRotationBody = z
  .strictObject({
    overlap_seconds: z
      .number()
      .int()
      .min(0)
      .max(OVERLAP_SECONDS_MAX)
      .default(86_400)
      .meta({ description: "For so long the old secret works too; 0 ends it at once." }),
  })
  .meta({ examples: [{ overlap_seconds: 3_600 }] });

export const rotatedKey = z
  .strictObject({
    id: z.string(),
    key: z.string().meta({ description: "The key as it is from now on. Shown here and nowhere else." }),
    expires_at: time.meta({ description: "As before: a key does not prolong itself." }),
    old_secret_ends_at: time,
  })
  .meta({
    id: "RotatedKey",
    examples: [
      {
        id: "key_01K9Z3A1C3E5G7J9M1P3R5T7V9",
        key: EXAMPLE_KEY,
        expires_at: "2027-02-22T09:00:00.000Z",
        old_secret_ends_at: "2026-11-24T10:00:00.000Z",
      },
    ],
  });

const WHOLE_KEY = "the whole text that was found: csk_live_, twelve characters, the secret and its checksum";

export const leakBody = z
  .strictObject({ key: z.string(WHOLE_KEY).trim().min(1, WHOLE_KEY).max(200, WHOLE_KEY) })
  .meta({ examples: [{ key: EXAMPLE_KEY }] });

export const leakReceived = z
  .strictObject({ status: z.literal("received") })
  .meta({ id: "LeakReceived", examples: [{ status: "received" }] });
