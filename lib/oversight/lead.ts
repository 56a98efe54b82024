/** What one reviewer made of a lead: who of the candidates it is, or, null, none of them. */
export type Judgement = { subjectId: string | null };

export type Settled = { kind: "open" } | { kind: "confirmed"; subjectId: string } | { kind: "no_lead" };

/**
 * What a lead comes to. Everyone is heard before anything is said, so that the second reviewer does not learn from the
 * lead's state what the first one thought; and a candidate on whom two people do not agree is none.
 *
 * @param needed 1 or 2, as the grant says
 */
export function settleLead(judgements: readonly Judgement[], needed: number): Settled {
  if (judgements.length < needed || needed < 1) return { kind: "open" };
  const named = new Set(judgements.map(({ subjectId }) => subjectId));
  const [only] = named;
  return named.size === 1 && typeof only === "string"
    ? { kind: "confirmed", subjectId: only }
    : { kind: "no_lead" };
}
