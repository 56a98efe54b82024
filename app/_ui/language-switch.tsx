import { useLocale, useTranslations } from "next-intl";
import { LANGUAGE_NAMES, LANGUAGES } from "../_messages/languages";

/** The languages, each in its own name. A plain form: choosing one needs no scripts. */
export function LanguageSwitch({ choose }: { choose: (form: FormData) => Promise<void> }) {
  const t = useTranslations("shell");
  const current = useLocale();
  return (
    <form action={choose} aria-label={t("language")} className="flex flex-wrap gap-x-4 gap-y-1">
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="submit"
          name="language"
          value={language}
          lang={language}
          aria-current={language === current ? "true" : undefined}
          className="min-h-6 cursor-pointer underline-offset-2 not-aria-[current]:underline aria-[current]:font-medium aria-[current]:text-ink"
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </form>
  );
}
