"use server";

import { chooseOwnLanguage } from "#lib/identity/choose-language";
import { isLanguage } from "../_messages/languages";
import { currentActor } from "./current-actor";
import { keepLanguage } from "./language-cookie";

/**
 * Keeps the language that was chosen, with the browser and, of someone signed in, with the person: their mail follows.
 * The page that sent the form comes back in it. Anything else changes nothing.
 */
export async function chooseLanguage(form: FormData): Promise<void> {
  const language = form.get("language");
  if (!isLanguage(language)) return;
  await keepLanguage(language);
  const actor = await currentActor();
  if (actor !== null) await chooseOwnLanguage({ actor, language });
}
