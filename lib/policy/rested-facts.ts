import { canonicalJson, type Json } from "#lib/platform/canonical-json";
import type { ApplicationData } from "./contract";
import type { Day } from "./days";
import type { FactInForce } from "./facts-in-force";
import type { PolicyPack } from "./pack";
import { screen } from "./screen";

/**
 * The records whose facts change what the policy says of an application: alone where no other holds, or by their absence
 * where all do. Every record of such a fact counts, also where one of them would have done. Pure.
 *
 * @param records in force on the day
 * @returns ids of records, in the order given
 * @see policy.md D, "A fact recorder cannot approve an application that fact unlocks"
 */
export function restedFacts(
  pack: PolicyPack,
  application: ApplicationData,
  records: readonly FactInForce[],
  on: Day,
): string[] {
  if (records.length === 0) return [];
  const answerWith = (isIn: (fact: string) => boolean) => {
    const facts = records.map(({ fact }) => fact).filter(({ fact }) => isIn(fact));
    const json: Json = JSON.parse(JSON.stringify(screen(pack, application, { facts, on })));
    return canonicalJson(json);
  };
  const withAll = answerWith(() => true);
  const withNone = answerWith(() => false);
  const names = [...new Set(records.map(({ fact }) => fact.fact))].filter(
    (name) =>
      answerWith((fact) => fact === name) !== withNone || answerWith((fact) => fact !== name) !== withAll,
  );
  return records.filter(({ fact }) => names.includes(fact.fact)).map(({ id }) => id);
}
