/** The languages of the portal, each by its own name. */
export const LANGUAGE_NAMES = { en: "English", fr: "Français", es: "Español" } as const;

export type Language = keyof typeof LANGUAGE_NAMES;

export const LANGUAGES: readonly Language[] = ["en", "fr", "es"];

/** Where a choice of the language switch is kept. */
export const LANGUAGE_COOKIE = "language";

/** In which the proxy hands on that a page has a language of its own, whatever was chosen. */
export const LANGUAGE_HEADER = "x-language";

/** Staff work in English: their words are those of the policy and of what they sign. */
const STAFF_PAGES = /^\/(review|operate)(\/|$)/;

/** The language that a page is always in; null where its reader chooses. */
export function languageOfPage(path: string): Language | null {
  return STAFF_PAGES.test(path) ? "en" : null;
}

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/**
 * What was chosen, else the best that the browser asks for, else English.
 *
 * @param accepted the header `Accept-Language`, RFC 9110 §12.5.4; total: what cannot be read asks for nothing
 */
export function languageFor(chosen: string | undefined, accepted: string | null): Language {
  if (isLanguage(chosen)) return chosen;
  const asked = (accepted ?? "")
    .split(",")
    .map((entry) => {
      const [tag = "", weight] = entry
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/);
      return { language: tag.split("-")[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  return asked.map(({ language }) => language).find(isLanguage) ?? "en";
}

const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];

/** Which way a language is written; languages that are yet to come included. */
export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}
