import { z } from "zod";
import { canonicalJson, type Json, sha256Hex } from "#lib/platform/canonical-json";
import type { Day } from "./days";
import { type LegalFact, legalFact } from "./legal-fact";

/** How a member of the board votes on a fact. */
export const FACT_VOTES = ["for", "against", "abstain"] as const;
export type FactVote = (typeof FACT_VOTES)[number];

/** An id as `newId("fct")` makes it. */
export const factIdField = z.string().regex(/^fct_[0-9A-HJKMNP-TV-Z]{26}$/, { error: "The id of a record" });

const words = z.string().trim().min(1);

/** What is said of the law: that a fact is in force from a day on, or that one which is on record ends. */
const statement = z.strictObject({
  /** The record's own: who confirms a text confirms this record and no other that reads the same. */
  id: factIdField,
  fact: legalFact.shape.fact,
  ends: z.string().nullable().meta({ description: "The record that it ends; null when a fact begins" }),
  /** Whose law it is: a country or region code; null where a fact ends. */
  place: z.string().nullable(),
  in_force_from: legalFact.shape.in_force_from.nullable(),
  in_force_to: legalFact.shape.in_force_from.nullable(),
  /** What the law now says, for people. */
  statement: words,
  checklist: legalFact.shape.checklist,
  /** For each demand of the checklist, why it is met: the section that meets it. */
  reasons: z.record(z.string(), words),
  /** The citation of the law. */
  source: words,
  source_url: words,
  /** When the source was published. */
  source_date: words,
});
export type FactStatement = z.infer<typeof statement>;

/** Texts of before the record's id and the rest were in them are read as they are; none is written any more. */
const onFile = statement.partial({
  id: true,
  place: true,
  statement: true,
  reasons: true,
  source_url: true,
  source_date: true,
});
export type FactOnFile = z.infer<typeof onFile>;

/** The very text that people confirm: RFC 8785 canonical JSON, with the SHA-256 of its bytes in hex. */
export function factText(said: FactStatement): { canonical: string; digest: string } {
  const json: Json = JSON.parse(JSON.stringify(statement.parse(said)));
  const canonical = canonicalJson(json);
  return { canonical, digest: sha256Hex(canonical) };
}

/** Reads a text on file; one that does not parse is a fault of the database, and is thrown. */
export function readFactText(canonical: string): FactOnFile {
  return onFile.parse(JSON.parse(canonical));
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
