import type { ApplicationData } from "#lib/policy/contract";
import type { Screening } from "#lib/policy/screen";

/** For what the emergency lane is there (HS27). */
const USE_CASES: readonly string[] = ["missing_person", "victim_id", "emergency"];
/** Humanitarian bodies, and prosecutors and courts; nobody else, however great the danger. */
const APPLICANTS: readonly string[] = ["ngo", "intl_org", "health", "prosecutor_court"];
/** What no emergency overrides, whatever its screening says besides. */
const NEVER_OVER: readonly string[] = ["HS01", "HS03"];

/** What an approval in the emergency lane binds its grant to, beside what rules impose. */
export const EMERGENCY_CONDITIONS = [
  "single_case_key",
  "expires_within_24_hours",
  "retrospective_review",
] as const;

export type EmergencyRefusal = "use_case" | "applicant" | "denied";

export const EMERGENCY_WORDS: Readonly<Record<EmergencyRefusal, string>> = {
  use_case: "The emergency lane is for missing persons, victims and emergencies alone.",
  applicant: "Only a humanitarian body, a hospital, a prosecutor or a court comes into the emergency lane.",
  denied: "A rule refuses this application; no emergency overrides it.",
};

/**
 * May this application take the emergency lane? A denial by any rule shuts it, HS01 and HS03 first of all.
 *
 * @returns every reason against; empty when it may
 * @see policy pack 2026-11, HS27
 */
export function emergencyRefusals(
  application: Pick<ApplicationData, "organisation" | "purpose">,
  screening: Pick<Screening, "outcome" | "rules">,
): EmergencyRefusal[] {
  const isDenied =
    screening.outcome === "denied" ||
    screening.outcome === "blocked" ||
    screening.rules.some(({ id, effect }) => effect === "deny" && NEVER_OVER.includes(id));
  const refusals: [boolean, EmergencyRefusal][] = [
    [isDenied, "denied"],
    [!USE_CASES.includes(application.purpose.use_case), "use_case"],
    [!APPLICANTS.includes(application.organisation.customer_type), "applicant"],
  ];
  return refusals.filter(([refused]) => refused).map(([, refusal]) => refusal);
}
