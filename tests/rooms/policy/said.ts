import type { FactDraft } from "#lib/policy/fact-faults";
import { STATUTE } from "./samples";

/** A synthetic statute that meets every demand. */
export const BEGINS: FactDraft = {
  fact: STATUTE.fact,
  ends: null,
  place: "US",
  in_force_from: STATUTE.in_force_from,
  in_force_to: null,
  statement: "A judge authorises each use of face recognition, and those misidentified are heard.",
  checklist: STATUTE.checklist,
  reasons: Object.fromEntries(
    Object.keys(STATUTE.checklist).map((id) => [id, `Section 2 of the statute meets ${id}.`]),
  ),
  source: "A synthetic statute, 150 Stat. 1, sections 2 to 6.",
  source_url: "https://www.congress.gov/synthetic/150/1",
  source_date: "2026-11-01",
};

/** That a record of it ends. */
export function endOf(ends: string, lastDay: string): FactDraft {
  return {
    ...BEGINS,
    ends,
    place: null,
    in_force_from: null,
    in_force_to: lastDay,
    statement: "The statute was repealed without another in its place.",
    checklist: {},
    reasons: {},
  };
}
