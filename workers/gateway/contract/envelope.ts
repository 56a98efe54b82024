import { z } from "zod";

/** In every answer: the job, and what allowed it. */
export const ids = {
  id: z.string().meta({ description: "The job, for `GET /v1/jobs/{id}`." }),
  decision_id: z.string().meta({ description: "The signed decision that allowed this." }),
  grant_version: z.number().int(),
};
export const timing = z
  .strictObject({ queued_ms: z.number().min(0), engine_ms: z.number().min(0) })
  .meta({ id: "Timing" });
