import type { ReasonCode } from "./application";

/** How a question can end. One that has not is open. */
export const QUESTION_ENDINGS = ["answered", "withdrawn", "lapsed", "amended", "overtaken"] as const;
export type QuestionEnding = (typeof QUESTION_ENDINGS)[number];

/** Characters of a question: a sentence, not a word. */
export const QUESTION_CHARS_MIN = 10;
export const QUESTION_CHARS_MAX = 4_000;
export const ANSWER_CHARS_MAX = 8_000;

/**
 * How the questions end that are still open when a case leaves them. None stands open anywhere else, so that nobody
 * answers into the void.
 */
export function endingFor(reason: ReasonCode): QuestionEnding {
  if (reason === "amended") return "amended";
  if (reason === "request_lapsed") return "lapsed";
  if (reason === "request_withdrawn") return "withdrawn";
  return "overtaken";
}

/** An ending in the words of either side. */
export const ENDING_WORDS: Readonly<Record<QuestionEnding, string>> = {
  answered: "answered",
  withdrawn: "taken back",
  lapsed: "not answered in time",
  amended: "closed by a new revision",
  overtaken: "closed, since the case went on without it",
};
