import { OTHER_EVENTS } from "./other-events";
import type { Telling } from "./telling";
import { TURNS } from "./turns";

/** What a template is filled with. */
export type NoticeFacts = Readonly<Record<string, string>>;

/** A telling's name, which a notice is stored by: its words can be mended, or said in another language, later. */
export function templateName(event: string, telling: Telling): string {
  return `${event}/${telling.to[0] ?? "nobody"}`;
}

const TEMPLATES: ReadonlyMap<string, Telling> = new Map(
  [...Object.entries(TURNS), ...Object.entries(OTHER_EVENTS)].flatMap(([event, tellings]) =>
    tellings.map((telling) => [templateName(event, telling), telling] as const),
  ),
);

/** @returns the words of a notice; for a template that is no more, that something has changed */
export function renderNotice(template: string, facts: NoticeFacts): { subject: string; body: string[] } {
  const telling = TEMPLATES.get(template);
  const subject = telling?.subject ?? "Something has changed in {reference}";
  const body = telling?.body ?? ["Open it to see what."];
  return { subject: fill(subject, facts), body: body.map((sentence) => fill(sentence, facts)) };
}

function fill(text: string, facts: NoticeFacts): string {
  return text.replaceAll(/\{([a-z]+)\}/g, (_, name: string) =>
    Object.hasOwn(facts, name) ? (facts[name] ?? "") : "–",
  );
}
