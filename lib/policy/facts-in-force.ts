import type { Tx } from "#lib/platform/db";
import type { Day } from "./days";
import { asLegalFact } from "./fact-statement";
import type { LegalFact } from "./legal-fact";
import { findConfirmedFacts } from "./legal-fact-store";

/** A fact on record, with the id of its record. */
export type FactInForce = { id: string; fact: LegalFact };

/**
 * The legal facts that a screening on a day may rest on: recorded by one person, confirmed by another, in force
 * on that day (UTC). Whether a checklist is complete is for `screen` to judge.
 *
 * @param knownAt to screen as at an earlier moment: what was confirmed later did not count then, whatever day it names
 */
export async function factsInForce(tx: Tx, on: Day, knownAt: Date | null = null): Promise<LegalFact[]> {
  return (await recordsInForce(tx, on, knownAt)).map(({ fact }) => fact);
}

/** The same with the ids of their records. */
export async function recordsInForce(tx: Tx, on: Day, knownAt: Date | null = null): Promise<FactInForce[]> {
  const rows = await findConfirmedFacts(tx, knownAt);
  return rows
    .map(({ id, canonical, endedOn }) => ({ id, fact: asLegalFact(canonical, endedOn) }))
    .filter(({ fact: { in_force_from: from, in_force_to: to } }) => from <= on && (to == null || on <= to));
}

/** All facts that two people had put on record by a moment (null: by now), whenever they are in force. */
export async function factsOnRecord(tx: Tx, knownAt: Date | null = null): Promise<LegalFact[]> {
  const rows = await findConfirmedFacts(tx, knownAt);
  return rows.map(({ canonical, endedOn }) => asLegalFact(canonical, endedOn));
}
