import { read } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { type Language, languageOr } from "#lib/platform/language";
import type { Actor } from "./actor";
import { findLanguage, saveLanguage } from "./language-store";

/** Keeps the language in which the actor reads their mail from now on. */
export async function chooseOwnLanguage({
  actor,
  language,
}: {
  actor: Actor;
  language: Language;
}): Promise<void> {
  await read((tx) => saveLanguage(tx, { personId: actor.personId, language }));
}

/** The language that the actor is written to in. @throws AppError `not_found` for an account that is no more */
export async function ownLanguage(actor: Actor): Promise<Language> {
  const language = await languageOf(actor.personId);
  if (language === null) throw new AppError("not_found");
  return language;
}

/** The language kept with a person, for who has made sure that it is they. @returns null for nobody's id */
export async function languageOf(personId: string): Promise<Language | null> {
  const language = await read((tx) => findLanguage(tx, personId));
  return language === null ? null : languageOr(language);
}
