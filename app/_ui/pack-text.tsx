import { useLocale } from "next-intl";
import { packWords } from "../_messages/pack-words";

/**
 * A text of the policy pack in the page's language; marked as English where it has no translation.
 *
 * @param of which text it is, such as `HS01.title` or `F03.question`
 * @param children the pack's own text, which is English
 */
export function PackText({ of, children }: { of: string; children: string }) {
  const language = useLocale();
  if (language === "en") return children;
  return packWords(language, of, children) ?? <span lang="en">{children}</span>;
}
