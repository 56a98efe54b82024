import type { PolicyPack } from "#lib/policy/pack";
import type { Screening } from "#lib/policy/screen";
import { documentKinds } from "./form/labels";

/** A rule that fired, as people read it. */
export type RuleInWords = {
  id: string;
  title: string;
  effect: string;
  sites: readonly string[];
  because: string;
  source: readonly string[];
  lifts: string;
  /** Whether a lawyer has confirmed the reading of the law. */
  confirmed: boolean;
  addresses: readonly string[];
};

/** The policy's answer in words: each rule with its title and where to read its sources. */
export type ScreeningInWords = Omit<Screening, "rules" | "conditions"> & {
  rules: readonly RuleInWords[];
  conditions: readonly { id: string; from: string; text: string }[];
};

/** @param pack the pack that the screening was run under */
export function screeningInWords(pack: PolicyPack, screening: Screening): ScreeningInWords {
  return {
    ...screening,
    rules: screening.rules.map((fired) => {
      const rule = pack.rules.find(({ id }) => id === fired.id);
      const references = rule?.source.map(({ ref }) => ref) ?? [];
      return {
        ...fired,
        lifts: documentsInWords(fired.lifts),
        title: rule?.title ?? fired.id,
        confirmed: rule?.confirmed ?? false,
        addresses: pack.sources.filter(({ id }) => references.includes(id)).flatMap(({ urls }) => urls),
      };
    }),
    conditions: screening.conditions.map(({ id, from }) => ({
      id,
      from,
      text: pack.conditions.find((condition) => condition.id === id)?.text ?? id,
    })),
  };
}

/** `document dpia` is for programs; people know it by its title. */
function documentsInWords(text: string): string {
  return text.replace(/document ([a-z_]+)/g, (found, kind: string) => {
    const title = Object.entries(documentKinds).find(([known]) => known === kind)?.[1];
    return title === undefined ? found : title;
  });
}
