import { z } from "zod";
import { isCountry, isRegion } from "#lib/policy/places";
import { SWITCH_SCOPES, type SwitchScope } from "./kill-switch";
import { RE_REVIEW_TRIGGERS } from "./re-review-words";
import { isOperation, OPERATIONS } from "./terms";

const reason = z.string().trim().min(3, "say why, for the record").max(500, "at most 500 characters");

export const suspendForm = z.strictObject({ tenant_id: z.string().startsWith("org_"), reason });
export const liftForm = z.strictObject({ tenant_id: z.string().startsWith("org_"), reason });

/** A value that nothing can have would stop nothing, and look as if it did. */
const SWITCHABLE: Readonly<Record<SwitchScope, { knows: (value: string) => boolean; message: string }>> = {
  global: { knows: () => true, message: "" },
  tenant: { knows: (value) => /^org_[0-9A-Z]{26}$/.test(value), message: "a tenant's id such as org_01K9…" },
  operation: { knows: isOperation, message: `one of ${OPERATIONS.join(", ")}` },
  model: { knows: (value) => value !== "", message: "a model's id such as mobilefacenet-r2" },
  jurisdiction: {
    knows: (value) => isCountry(value) || isRegion(value),
    message: "a country such as GB, or a region such as US-IL",
  },
};

export const throwSwitchForm = z
  .strictObject({
    scope: z.enum(SWITCH_SCOPES, "what it stops"),
    value: z.string().trim().max(120).default(""),
    reason,
  })
  .superRefine(({ scope, value }, context) => {
    const { knows, message } = SWITCHABLE[scope];
    if (!knows(value)) context.addIssue({ code: "custom", path: ["value"], message });
  });

export const liftSwitchForm = z.strictObject({ switch_id: z.string().startsWith("swi_") });

export const revokeGrantForm = z.strictObject({ grant_id: z.string().startsWith("grt_"), reason });

export const openReReviewForm = z.strictObject({
  grant_id: z.string().startsWith("grt_"),
  trigger: z.enum(RE_REVIEW_TRIGGERS, "choose why"),
  reason,
});

export const stopGrantForm = z.strictObject({
  grant_id: z.string().startsWith("grt_"),
  to: z.enum(["restricted", "suspended", "revoked"], "choose what happens to the grant"),
  reason,
});

export const reinstateForm = z.strictObject({ grant_id: z.string().startsWith("grt_"), reason });

export const amendGrantForm = z.strictObject({ grant_id: z.string().startsWith("grt_") });
