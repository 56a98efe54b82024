import { z } from "zod";
import { idField } from "#lib/platform/form-fields";

const VIEW_NAME_CHARS_MAX = 60;
/** More are a list that nobody reads. */
export const SAVED_VIEWS_MAX = 20;

/** `/review`: the view at hand under a name. `query` is that of the address; what it does not know is left out. */
export const saveViewForm = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, { error: "Give the view a name" })
    .max(VIEW_NAME_CHARS_MAX, { error: `Shorten it to ${VIEW_NAME_CHARS_MAX} characters` }),
  query: z.string().max(500),
});

export const removeViewForm = z.strictObject({ view_id: idField });
