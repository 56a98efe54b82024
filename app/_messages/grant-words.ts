import { useLocale, useMessages, useTranslations } from "next-intl";
import type { GrantClause } from "#lib/grants/grant-clauses";
import { dayAndTime, decimalIn, lengthIn, listIn, numberIn } from "./formats";

type Words = Readonly<Record<string, string>>;

/**
 * A clause of a grant in the page's language.
 *
 * @returns null for a condition that an approver typed: it stands as it was typed
 */
export function useGrantWords(): (clause: GrantClause) => string | null {
  const t = useTranslations("grant");
  const { grant } = useMessages();
  const language = useLocale();
  const list = (words: Words, ids: readonly string[]) =>
    listIn(
      language,
      ids.map((id) => words[id] ?? id.replaceAll("_", " ")),
    );
  return (clause) => {
    switch (clause.kind) {
      case "operations":
        return t("operations", { list: list(grant.operation, clause.operations) });
      case "purposes":
        return t("purposes", {
          purposes: list(grant.purpose, clause.purposes),
          modes: list(grant.mode, clause.modes),
        });
      case "sites":
        return t("sites", { sites: listIn(language, clause.names) });
      case "threshold":
        return t("threshold", { floor: decimalIn(language, clause.floor, 2) });
      case "consent":
        return t(`consent.${clause.consent}`);
      case "instrument":
        return t(`instrument.${clause.instrument}`);
      case "humanReview":
        return t(`humanReview.${clause.review}`);
      case "retention":
        return t("retention", {
          probe:
            clause.probeSeconds === 0
              ? t("probe.call")
              : t("probe.seconds", { duration: lengthIn(language, clause.probeSeconds, "second") }),
          templates: lengthIn(language, clause.templateDays, "day"),
          results: lengthIn(language, clause.resultHours, "hour"),
        });
      case "rate":
        return t("rate", {
          calls: t("calls", { count: clause.perSecond, number: numberIn(language, clause.perSecond) }),
          quota: numberIn(language, clause.perMonth),
        });
      case "condition":
        return (grant.condition as Words)[clause.condition] ?? null;
      case "ends":
        return t("ends", { at: dayAndTime(language, new Date(clause.at)) });
    }
  };
}

/** What a grant waits for before it goes live, in the page's language; one without words is shown as it is. */
export function usePreconditionWords(): (kinds: readonly string[]) => string {
  const words: Words = useMessages().grant.precondition;
  const language = useLocale();
  return (kinds) =>
    listIn(
      language,
      kinds.map((kind) => words[kind] ?? kind.replaceAll("_", " ")),
    );
}
