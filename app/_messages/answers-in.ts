import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { AnswerWords } from "#lib/applications/form/answers";
import { PLACE_OPTIONS } from "#lib/applications/form/places";
import { countriesIn } from "./countries";
import { numberIn } from "./formats";
import { stepsIn } from "./steps";

/** The words in which an application is shown to whoever reads this page. */
export async function answersIn(): Promise<AnswerWords> {
  const language = await getLocale();
  const t = await getTranslations("apply.answer");
  const places = [...countriesIn(language), ...PLACE_OPTIONS];
  return {
    steps: stepsIn(await getMessages()),
    none: t("none"),
    yes: t("yes"),
    no: t("no"),
    promised: t("promised"),
    amount: (value) => numberIn(language, value, 9),
    days: (count) => t("days", { count }),
    place: (code) => places.find(({ value }) => value === code)?.label ?? code,
  };
}
