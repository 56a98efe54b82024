import { z } from "zod";

// The fields that forms of many rooms share.

/** An id of ours, of whatever kind; what it names is for the verb to find. */
export const idField = z.string().regex(/^[a-z]{3}_[0-9A-Za-z]{1,40}$/, { error: "An id" });

/** SHA-256 in hex. */
export const digestField = z.string().regex(/^[0-9a-f]{64}$/, { error: "A SHA-256 of 64 hex digits" });

/** Text of so many characters at most; whether it may be empty is for the verb to say. */
export function wordsField(max: number) {
  return z.string().max(max, { error: `Shorten it to ${max.toLocaleString("en-GB")} characters` });
}

/** A group of boxes sends nothing, one value, or several. */
export function boxesOf<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === undefined ? [] : [value].flat()), schema);
}
