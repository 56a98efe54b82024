import { useLocale, useMessages } from "next-intl";
import { ENDING_WORDS } from "#lib/applications/information";
import { STAGES } from "#lib/applications/stage";
import english from "./en/said.json";

type Key = keyof typeof english;
type Messages = ReturnType<typeof useMessages>;
type Words = Readonly<Record<string, string>>;

/** What has a number in it, or the name of a field before it: how it begins and ends, and what is said of it. */
const ENDINGS: readonly [RegExp, Key][] = [
  [/^Shorten it(?: to|:.*, up to) (?<n>[\d,.]+) characters$/s, "shorten"],
  [/, a whole number from 0 to (?<n>[\d,.]+)$/, "wholeNumber"],
  [/, up to (?<n>[\d,.]+) characters$/, "upTo"],
  [/, as a day such as 2027-01-15$/, "aDay"],
  [/, as a two-letter ISO 3166-1 code in capitals such as GB$/, "aCountry"],
  [/, as an address that begins with https:\/\/$/, "anAddress"],
  [/ Answer true or false$/, "yesOrNo"],
  [/: choose at least one$/, "chooseOneOrMore"],
  [/: (?:one|a list) of /, "chooseOne"],
  [/^Add at least one /, "addOne"],
];

/** Whole sentences, with what may stand in their gaps: "At most {n} documents. Take one out first." */
const SENTENCES: readonly [RegExp, Key][] = keys().map((key) => [sentence(english[key]), key]);

/**
 * What is said of an answer, in the page's language. Rooms speak English, and so does a form that refuses before it asks
 * one; what they say of forms is a closed set, kept in the area `said` by its very text.
 *
 * @returns null where there is no translation: it is shown as it is, marked as English (`<Said>`)
 */
export function useSaid(): (text: string) => string | null {
  const messages = useMessages();
  const locale = useLocale();
  return (text) => {
    for (const [pattern, key] of [...SENTENCES, ...ENDINGS]) {
      const match = pattern.exec(text);
      if (match === null) continue;
      const gaps = Object.entries(match.groups ?? {});
      return gaps.reduce(
        (said, [gap, value]) => said.replace(`{${gap}}`, () => inGap(gap, value, messages, locale)),
        messages.said[key],
      );
    }
    return null;
  };
}

/**
 * What stands in a gap, in the page's language where it is a word of the product; figures and names as they are, and
 * words of an area that this group of pages does not send.
 */
function inGap(gap: string, value: string, messages: Partial<Messages>, locale: string): string {
  if (gap === "roles" || gap === "role") {
    const roles: Words = messages.organisation?.role ?? {};
    const words = value.split(" or ").map((role) => roles[role] ?? role);
    return new Intl.ListFormat(locale, { type: "disjunction" }).format(words);
  }
  if (gap === "stage" || gap === "to") {
    const states: Readonly<Record<string, { label: string }>> = messages.stages?.state ?? {};
    const state = Object.entries(STAGES).find(([, { label }]) => label === value)?.[0] ?? "";
    return states[state]?.label ?? value;
  }
  if (gap === "ending") {
    const endings: Words = messages.status?.question.state ?? {};
    const how = Object.entries(ENDING_WORDS).find(([, words]) => words === value)?.[0] ?? "";
    return endings[how] ?? value;
  }
  if (gap === "minutes") {
    const minutes = Number.parseInt(value, 10) || 1; // "a minute"
    return new Intl.NumberFormat(locale, { style: "unit", unit: "minute", unitDisplay: "long" }).format(
      minutes,
    );
  }
  return value;
}

function sentence(text: string): RegExp {
  const parts = text.split(/\{(\w+)\}/).map((part, at) => (at % 2 === 1 ? `(?<${part}>.+)` : escaped(part)));
  return new RegExp(`^${parts.join("")}$`, "s");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function keys(): Key[] {
  return Object.keys(english) as Key[];
}
