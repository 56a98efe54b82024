import { z } from "zod";
import { confirmationFields, isGiven, NOTHING_GIVEN } from "#lib/identity/confirmation-contract";

export const eraseAccountForm = z
  .strictObject({
    understood: z.literal("yes", "Tick to confirm that it cannot be undone"),
    ...confirmationFields,
  })
  .refine(isGiven, NOTHING_GIVEN);
