import { z } from "zod";
import type { Day } from "./days";

/** A dated legal fact: what the law is, from when, and which demands of the checklist it meets. */
export const legalFact = z.strictObject({
  fact: z.string().regex(/^[a-z][a-z0-9_]*$/, { error: "The fact's name, such as us_federal_fr_statute" }),
  in_force_from: z.iso.date({ error: "The first day on which it is in force, such as 2031-01-01" }),
  in_force_to: z.iso.date({ error: "The last day on which it was in force, or null" }).nullish(),
  /** Only `true` counts as met. */
  checklist: z.record(z.string(), z.unknown(), { error: "The checklist, each demand with true when met" }),
});
export type LegalFact = z.infer<typeof legalFact>;

/** What `--facts FILE` holds. */
export const legalFacts = z.array(legalFact, { error: "A list of legal facts" });

/** A legal fact that a pack knows, with the demands that all must be met before it counts. */
export type KnownFact = { fact: string; checklist: readonly { id: string }[] };

/** One spelling of a demand: judicial_authorization, judicialAuthorisation and judicial-authorisation are one. */
function spelling(demand: string): string {
  return demand
    .toLowerCase()
    .replaceAll("z", "s")
    .replaceAll(/[^a-z0-9]/g, "");
}

/**
 * Names of the facts that hold on a day. A fact that the pack does not know, that is not yet or no longer in
 * force, or whose checklist lacks one demand, does not count: half a statute lifts nothing.
 */
export function factsThatHold(
  known: readonly KnownFact[],
  recorded: readonly LegalFact[],
  on: Day,
): string[] {
  return known
    .filter(({ fact, checklist }) =>
      recorded.some((entry) => {
        if (entry.fact !== fact || entry.in_force_from > on) return false;
        if (entry.in_force_to != null && entry.in_force_to < on) return false;
        const met = new Set(
          Object.entries(entry.checklist)
            .filter(([, value]) => value === true)
            .map(([demand]) => spelling(demand)),
        );
        return checklist.every(({ id }) => met.has(spelling(id)));
      }),
    )
    .map(({ fact }) => fact);
}
