import { z } from "zod";
import { idField as id } from "#lib/platform/form-fields";
import { ANSWER_CHARS_MAX } from "./information";

/** `/applications/{id}`: the answer to one question. A little more than is kept is read, so that it can be shown again. */
export const answerForm = z.strictObject({
  question_id: id,
  text: z
    .string()
    .max(4 * ANSWER_CHARS_MAX, { error: "Put so long a text into a document" })
    .default(""),
});

/** `/applications/{id}`: open an amendment, drop it, or apply anew with the same answers. */
export const turnForm = z.strictObject({ application_id: id });
