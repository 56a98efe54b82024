import type { FiledAs } from "./concern";

/** What someone filed, in their words. Empty texts were left out. */
export type Statement = {
  happened: string;
  place: string;
  happenedOn: string;
  /** The organisation or system, as far as they know; staff match it, never a list that would name customers. */
  organisation: string;
  evidence: string;
};

export type Filing = Statement & { filedAs: FiledAs; contact: string };

/**
 * Characters that nobody sees: they turn the words after them around, or hide between letters. Joiners (U+200C,
 * U+200D) and direction marks (U+200E, U+200F, U+061C) stay: Persian, Hindi, Arabic and Hebrew are written with them.
 */
const UNSEEN = /[\u202A-\u202E\u2066-\u2069\u200B\u2060-\u2064\uFEFF\u00AD\uFFF9-\uFFFB]/g;
/** All but the ends of lines and tabs. */
const CONTROL = /(?![\n\t])\p{Cc}/gu;

/** A typed text as it is kept: well-formed, with plain line ends, without what nobody can see. Total. */
export function plainText(typed: string): string {
  return typed
    .toWellFormed()
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(CONTROL, "")
    .replaceAll(UNSEEN, "")
    .trim();
}

/** Whether anything is said at all: a letter or a digit of any script. */
export function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
