import type { Language } from "./languages";
import en from "./pack/en.json";
import es from "./pack/es.json";
import fr from "./pack/fr.json";

type Words = Readonly<Record<string, string>>;
const WORDS: Readonly<Record<Language, Words>> = { en, es, fr };

/**
 * A text of the policy pack, translated; null where there is no translation of this very text. A pack that says
 * something else under the same name is not shown in the words of the one before.
 *
 * @param of the text's name, such as `HS01.title`
 * @param text the pack's own, English
 */
export function packWords(language: Language, of: string, text: string): string | null {
  if (WORDS.en[of] !== text) return null;
  return WORDS[language][of] ?? null;
}
