"use server";

import { cookies } from "next/headers";
import { chooseOwnLanguage } from "#lib/identity/choose-language";
import { isLanguage, LANGUAGE_COOKIE } from "../_messages/languages";
import { currentActor } from "./current-actor";

const YEAR_SECONDS = 31_536_000;

/**
 * Keeps the language that was chosen, with the browser and, of someone signed in, with the person: their mail follows.
 * The page that sent the form comes back in it. Anything else changes nothing.
 */
export async function chooseLanguage(form: FormData): Promise<void> {
  const language = form.get("language");
  if (!isLanguage(language)) return;
  (await cookies()).set(LANGUAGE_COOKIE, language, {
    path: "/",
    maxAge: YEAR_SECONDS,
    sameSite: "lax",
    httpOnly: true,
  });
  const actor = await currentActor();
  if (actor !== null) await chooseOwnLanguage({ actor, language });
}
