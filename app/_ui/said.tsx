import { useLocale } from "next-intl";
import { useSaid } from "../_messages/said";
import { InEnglish } from "./in-english";

/** What a room said about a form or an answer: in the page's language where it is known, else as it was said, marked as English. */
export function Said({ children }: { children: string }) {
  const said = useSaid();
  if (useLocale() === "en") return children;
  return said(children) ?? <InEnglish>{children}</InEnglish>;
}
