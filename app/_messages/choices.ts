import { useMessages } from "next-intl";
import type { Messages } from "./en";

type Labels = Messages["labels"];

/** The choices of a closed list in the page's language, in the list's order. */
export function useChoices(): (list: keyof Labels) => readonly { value: string; label: string }[] {
  const { labels } = useMessages();
  return (list) => Object.entries(labels[list]).map(([value, label]) => ({ value, label }));
}
