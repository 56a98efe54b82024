import { useLocale } from "next-intl";
import type { ReactNode } from "react";

/** Text that there is in English only, such as a source or a policy's reasons: marked, so that it is read as English. */
export function InEnglish({ children }: { children: ReactNode }) {
  return useLocale() === "en" ? children : <span lang="en">{children}</span>;
}
