import { z } from "zod";
import { confirmationFields, isGiven, NOTHING_GIVEN } from "#lib/identity/confirmation-contract";

const understood = z.literal("yes", "Tick to confirm that it cannot be undone");

export const eraseAccountForm = z
  .strictObject({
    understood,
    ...confirmationFields,
  })
  .refine(isGiven, NOTHING_GIVEN);

export const eraseOrganisationForm = z
  .strictObject({
    organisation_id: z.string().regex(/^org_[0-9A-Z]{26}$/, "an organisation's id"),
    understood,
    ...confirmationFields,
  })
  .refine(isGiven, NOTHING_GIVEN);
