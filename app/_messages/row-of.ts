import { useTranslations } from "next-intl";
import type { RowOf } from "./field-label";

/** "Sites, 2: City", in the page's language. */
export function useRowOf(): RowOf {
  const t = useTranslations("apply.conflict");
  return (list, number, label) => t("rowOf", { list, number, label });
}
