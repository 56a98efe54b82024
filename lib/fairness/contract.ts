import { z } from "zod";

export const acceptRunForm = z.strictObject({
  run_id: z.string().startsWith("fai_"),
  note: z
    .string()
    .trim()
    .min(3, "Say why the set stands for the people whom this tenant meets")
    .max(2_000, "At most 2,000 characters"),
});
