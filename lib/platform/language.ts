/** The languages in which people are written to. The portal's catalogue has the same (`app/_messages`), held by a test. */
export const LANGUAGES = ["en", "fr", "es"] as const;

export type Language = (typeof LANGUAGES)[number];

/** A language as it was kept; English for what is none of ours, so that a reader is always written to. */
export function languageOr(value: unknown): Language {
  return LANGUAGES.find((language) => language === value) ?? "en";
}

/** Whose manner of writing dates and numbers each language takes. */
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", fr: "fr-FR", es: "es-ES" };

/** A day of UTC with its month cut short: "3 Mar 2027". */
export function dayIn(language: Language, at: Date): string {
  return at.toLocaleDateString(LOCALES[language], {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** A number with the language's own marks. */
export function numberIn(language: Language, value: number): string {
  return value.toLocaleString(LOCALES[language]);
}

/** Whether a number takes the form of one. It does not in every language alike: nothing is "one" in French. */
export function isOneIn(language: Language, value: number): boolean {
  return new Intl.PluralRules(LOCALES[language]).select(value) === "one";
}
