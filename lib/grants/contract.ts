import { z } from "zod";
import { SWITCH_SCOPES } from "./kill-switch";

const reason = z.string().trim().min(3, "say why, for the record").max(500, "at most 500 characters");

export const suspendForm = z.strictObject({ tenant_id: z.string().startsWith("org_"), reason });
export const liftForm = z.strictObject({ tenant_id: z.string().startsWith("org_"), reason });

export const throwSwitchForm = z
  .strictObject({
    scope: z.enum(SWITCH_SCOPES, "what it stops"),
    value: z.string().trim().max(120).default(""),
    reason,
  })
  .refine(({ scope, value }) => scope === "global" || value !== "", {
    path: ["value"],
    message: "name which one: a tenant's id, an operation, a model or a country such as GB",
  });

export const liftSwitchForm = z.strictObject({ switch_id: z.string().startsWith("swi_") });

export const revokeGrantForm = z.strictObject({ grant_id: z.string().startsWith("grt_"), reason });

export const satisfyPreconditionForm = z.strictObject({
  grant_id: z.string().startsWith("grt_"),
  kind: z.string().min(1),
  note: reason,
});
