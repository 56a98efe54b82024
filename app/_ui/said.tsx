import { useLocale } from "next-intl";
import { useSaid } from "../_messages/said";

/** What a room said about a form or an answer: in the page's language where it is known, else as it was said. */
export function Said({ children }: { children: string }) {
  const said = useSaid();
  return useLocale() === "en" ? children : (said(children) ?? children);
}
