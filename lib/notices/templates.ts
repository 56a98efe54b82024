import type { Language } from "#lib/platform/language";
import { fillText } from "#lib/platform/mail/fill-text";
import { isNoticeKind, type NoticeKind } from "./kinds";
import { TEXTS, type Words } from "./notice-texts";
import type { Telling } from "./telling";

/** What a template is filled with: a reference as it is, a role and what changed by their codes. */
export type NoticeFacts = Readonly<Record<string, string>>;

/** A telling's name, which a notice is stored by: its words can be mended, or said in another language, later. */
export function templateName(event: string, telling: Pick<Telling, "to">): string {
  return `${event}/${telling.to[0] ?? "nobody"}`;
}

/** @returns the words of a notice in a language; for a template that is no more, that something has changed */
export function renderNotice(
  language: Language,
  template: string,
  facts: NoticeFacts,
): { subject: string; body: string[] } {
  const { templates, unknown } = TEXTS[language];
  const { subject, body } = find<Words>(templates, template) ?? unknown;
  const said = factsIn(language, facts);
  return { subject: fillText(subject, said), body: body.map((sentence) => fillText(sentence, said)) };
}

/** What a kind of notice is called; a kind that is no more is another. */
export function kindLabel(language: Language, kind: NoticeKind | string): string {
  const { kinds, otherKind } = TEXTS[language];
  return isNoticeKind(kind) ? kinds[kind].label : otherKind;
}

/** Facts that are codes are said in words; others stand as they are. */
function factsIn(language: Language, facts: NoticeFacts): NoticeFacts {
  const { role, what } = TEXTS[language];
  return {
    ...facts,
    ...(facts.role === undefined ? {} : { role: find(role, facts.role) ?? facts.role }),
    ...(facts.what === undefined ? {} : { what: find(what, changeOf(facts.what)) ?? facts.what }),
  };
}

/** Notices from before there were languages keep what changed in English words, which stand for the code. */
function changeOf(said: string): string {
  return Object.entries(TEXTS.en.what).find(([, words]) => words === said)?.[0] ?? said;
}

function find<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
