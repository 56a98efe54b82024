import { useTranslations } from "next-intl";
import type { Language } from "#lib/platform/language";
import { Button } from "#ui/button";
import { SelectField } from "#ui/field";
import { Section } from "#ui/page";
import { chooseLanguage } from "../../../_edge/choose-language";
import { LANGUAGE_NAMES, LANGUAGES } from "../../../_messages/languages";

const CHOICES = LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }));

/** The language that the reader is written to in. The same choice as at the foot of the page, for portal and mail alike. */
export function MailLanguageForm({ chosen }: { chosen: Language }) {
  const t = useTranslations("shell.mailLanguage");
  return (
    <Section title={t("title")} lead={t("lead")}>
      <form action={chooseLanguage} className="grid max-w-md gap-5">
        <SelectField name="language" label={t("label")} choices={CHOICES} defaultValue={chosen} />
        <div>
          <Button type="submit">{t("save")}</Button>
        </div>
      </form>
    </Section>
  );
}
