import { isOneIn, type Language, numberIn } from "../language";

/** Puts facts into the places of a text, `{name}`. A fact is never read for places itself; a place without one is a dash. */
export function fillText(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{([a-z]+)\}/g, (_, name: string) =>
    Object.hasOwn(facts, name) ? (facts[name] ?? "") : "–",
  );
}

/** A text in its forms for one and for more, with the place `{count}`. */
export type Counted = { readonly one: string; readonly other: string };

export function fillCount(language: Language, { one, other }: Counted, count: number): string {
  return fillText(isOneIn(language, count) ? one : other, { count: numberIn(language, count) });
}
