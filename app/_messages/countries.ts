import { useLocale } from "next-intl";
import { COUNTRY_OPTIONS } from "#lib/applications/form/places";
import { inOrder } from "./formats";
import type { Language } from "./languages";

type Choice = { value: string; label: string };

/** The countries that an application can name, in the page's language and its order. */
export function useCountries(): readonly Choice[] {
  return countriesIn(useLocale());
}

/** The same for a page that knows its language. */
export function countriesIn(language: Language): readonly Choice[] {
  if (language === "en") return COUNTRY_OPTIONS;
  const names = new Intl.DisplayNames(language, { type: "region" });
  const compare = inOrder(language);
  return COUNTRY_OPTIONS.map(({ value, label }) => ({ value, label: names.of(value) ?? label })).sort(
    (one, other) => compare(one.label, other.label),
  );
}
