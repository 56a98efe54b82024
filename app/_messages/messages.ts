import type { Messages } from "./en";
import type { Language } from "./languages";

export type Area = keyof Messages;

/** The whole catalogue of a language, read when it is first asked for. */
export async function messagesOf(language: Language): Promise<Messages> {
  switch (language) {
    case "en":
      return (await import("./en")).en;
    case "fr":
      return (await import("./fr")).fr;
    case "es":
      return (await import("./es")).es;
  }
}

/** The areas that client components of a page read; the others need not travel to the browser. */
export function areasOf(messages: Messages, areas: readonly Area[]): Partial<Messages> {
  return Object.fromEntries(areas.map((area) => [area, messages[area]]));
}
