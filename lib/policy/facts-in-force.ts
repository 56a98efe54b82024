import type { Tx } from "#lib/platform/db";
import { type Day, dayOf } from "./days";
import { type LegalFact, legalFact } from "./legal-fact";
import { findConfirmedFacts } from "./legal-fact-store";

/**
 * The legal facts that a screening on a day may rest on: recorded by one person, confirmed by another, in force
 * by the end of that day (UTC). Whether a checklist is complete is for `screen` to judge.
 */
export async function factsInForce(tx: Tx, on: Day): Promise<LegalFact[]> {
  const rows = await findConfirmedFacts(tx, new Date(`${on}T23:59:59.999Z`));
  return rows.map(({ fact, inForceFrom, checklist }) =>
    legalFact.parse({ fact, in_force_from: dayOf(inForceFrom), checklist }),
  );
}
