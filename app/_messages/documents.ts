import { useLocale, useMessages, useTranslations } from "next-intl";
import { numberIn } from "./formats";

/** A kind of document in the page's language; one without words is shown as it is. */
export function useKindWords(): (kind: string) => string {
  const { labels } = useMessages();
  const kinds: Readonly<Record<string, string>> = labels.documentKinds;
  return (kind) => kinds[kind] ?? kind.replaceAll("_", " ");
}

/** A size as people read it, in thousands and not in 1,024s. */
export function useSizeWords(): (bytes: number) => string {
  const t = useTranslations("apply.docs");
  const language = useLocale();
  return (bytes) => {
    const kilobytes = Math.max(1, Math.round(bytes / 1_000));
    return bytes < 1_000_000
      ? t("kilobytes", { size: numberIn(language, kilobytes, 0) })
      : t("megabytes", { size: numberIn(language, bytes / 1_000_000, 1) });
  };
}
