/** The languages in which people are written to. The portal's catalogue has the same (`app/_messages`), held by a test. */
export const LANGUAGES = ["en", "fr", "es"] as const;

export type Language = (typeof LANGUAGES)[number];

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** A language as it was kept; English for what is none of ours, so that a reader is always written to. */
export function languageOr(value: unknown): Language {
  return isLanguage(value) ? value : "en";
}
