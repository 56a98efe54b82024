import { useMessages } from "next-intl";
import english from "./en/said.json";

type Key = keyof typeof english;

/** What has a number in it, or the name of a field before it: how it begins and ends, and what is said of it. */
const PATTERNS: readonly [RegExp, Key][] = [
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

/**
 * What is said of an answer, in the page's language. Rooms speak English, and so does a form that refuses before it asks
 * one; what they say of forms is a closed set, kept in the area `said` by its very text.
 *
 * @returns null where there is no translation: it is shown as it is, marked as English (`<Said>`)
 */
export function useSaid(): (text: string) => string | null {
  const { said } = useMessages();
  return (text) => {
    const exact = keys().find((key) => english[key] === text);
    if (exact !== undefined) return said[exact];
    for (const [pattern, key] of PATTERNS) {
      const match = pattern.exec(text);
      if (match !== null) return said[key].replace("{n}", match.groups?.n ?? "");
    }
    return null;
  };
}

function keys(): Key[] {
  return Object.keys(english) as Key[];
}
