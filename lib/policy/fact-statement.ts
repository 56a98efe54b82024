import { z } from "zod";
import { canonicalJson, type Json, sha256Hex } from "#lib/platform/canonical-json";
import type { Day } from "./days";
import { type LegalFact, legalFact } from "./legal-fact";

/** How a member of the board votes on a fact. */
export const FACT_VOTES = ["for", "against", "abstain"] as const;
export type FactVote = (typeof FACT_VOTES)[number];

/** What is said of the law: that a fact is in force from a day on, or that one which is on record ends. */
const statement = z.strictObject({
  fact: legalFact.shape.fact,
  ends: z.string().nullable().meta({ description: "The record that it ends; null when a fact begins" }),
  in_force_from: legalFact.shape.in_force_from.nullable(),
  in_force_to: legalFact.shape.in_force_from.nullable(),
  checklist: legalFact.shape.checklist,
  /** The statute's citation, and for each demand the section that meets it. */
  source: z.string().trim().min(1),
});
export type FactStatement = z.infer<typeof statement>;

/** The very text that people confirm: RFC 8785 canonical JSON, with the SHA-256 of its bytes in hex. */
export function factText(said: FactStatement): { canonical: string; digest: string } {
  const json: Json = JSON.parse(JSON.stringify(statement.parse(said)));
  const canonical = canonicalJson(json);
  return { canonical, digest: sha256Hex(canonical) };
}

/** Reads a text on file; one that does not parse is a fault of the database, and is thrown. */
export function readFactText(canonical: string): FactStatement {
  return statement.parse(JSON.parse(canonical));
}

/**
 * The fact as a screening reads it.
 *
 * @param endedOn the last day by a later record; the earlier of it and the fact's own last day counts
 */
export function asLegalFact(canonical: string, endedOn: Day | null): LegalFact {
  const { fact, in_force_from, in_force_to, checklist } = readFactText(canonical);
  const last = [in_force_to, endedOn].filter((day) => day !== null).sort()[0];
  return legalFact.parse({
    fact,
    in_force_from,
    checklist,
    ...(last === undefined ? {} : { in_force_to: last }),
  });
}
