import { cookies } from "next/headers";
import { languageOf } from "#lib/identity/choose-language";
import type { Language } from "#lib/platform/language";
import { LANGUAGE_COOKIE } from "../_messages/languages";

const YEAR_SECONDS = 31_536_000;

/** Keeps a language with this browser. */
export async function keepLanguage(language: Language): Promise<void> {
  (await cookies()).set(LANGUAGE_COOKIE, language, {
    path: "/",
    maxAge: YEAR_SECONDS,
    sameSite: "lax",
    httpOnly: true,
  });
}

/** At sign-in: the language that the person chose elsewhere, for a browser in which nobody has chosen one. */
export async function takeOverLanguage(personId: string): Promise<void> {
  const chosenHere = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  const language = languageToTakeOver(chosenHere, await languageOf(personId));
  if (language !== null) await keepLanguage(language);
}

/**
 * Everyone is kept as reading English until they choose, so that English says nothing: then the browser's own order of
 * languages counts.
 *
 * @returns null where nothing is to be taken over
 */
export function languageToTakeOver(chosenHere: string | undefined, kept: Language | null): Language | null {
  return chosenHere === undefined && kept !== "en" ? kept : null;
}
