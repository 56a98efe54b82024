import { z } from "zod";
import { idField } from "#lib/platform/form-fields";
import { CLOCK_DAYS, CLOSING_OUTCOMES, SEVERITIES, SOURCES } from "./finding";

const TEXT_MAX = 4_000;

function text(ask: string) {
  return z.string().trim().min(10, ask).max(TEXT_MAX, "Shorten it to 4,000 characters");
}

/** Whole days, or nothing. */
const days = z
  .string()
  .trim()
  .default("")
  .refine((typed) => typed === "" || /^\d{1,3}$/.test(typed), "A whole number of days, such as 14")
  .transform((typed) => (typed === "" ? null : Number(typed)));

export const recordFindingForm = z
  .strictObject({
    tenant_id: z.string().startsWith("org_"),
    /** Empty: against all of the tenant's grants. */
    grant_id: z.union(
      [z.literal(""), z.string().startsWith("grt_")],
      "Choose one of its grants, or all of them",
    ),
    severity: z.enum(SEVERITIES, "Choose how severe it is"),
    days,
    source: z.enum(SOURCES, "Choose where it comes from"),
    found: text("Say what was found, in at least 10 characters: the tenant reads this"),
    evidence: text("Say what shows it and where that is kept, in at least 10 characters"),
  })
  .superRefine(({ severity, days: given }, context) => {
    const { least, most } = CLOCK_DAYS[severity];
    const add = (message: string) => context.addIssue({ code: "custom", path: ["days"], message });
    if (severity === "critical" && given === null)
      add("Say how many days a critical finding leaves: 0 (at once) to 30");
    else if (given !== null && (given < least || given > most)) {
      add(
        least === most
          ? `A ${severity} finding has ${most} days: leave this empty`
          : `From ${least} to ${most} days`,
      );
    }
  })
  .transform(({ tenant_id, grant_id, days: given, ...rest }) => ({
    ...rest,
    tenantId: tenant_id,
    grantId: grant_id === "" ? null : grant_id,
    days: given ?? CLOCK_DAYS[rest.severity].most,
  }));

export const answerFindingForm = z.strictObject({
  finding_id: idField,
  mended: text("Say what was mended and what shows it, in at least 10 characters"),
});

export const closeFindingForm = z.strictObject({
  finding_id: idField,
  outcome: z.enum(CLOSING_OUTCOMES, "Choose how it ends"),
  reason: text("Say what you have seen of it, in at least 10 characters"),
});
