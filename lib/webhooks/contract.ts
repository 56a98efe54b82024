import { z } from "zod";

const STALE_PAGE = "load the page again, and send the form from there";
const idOf = (prefix: string) => z.string(STALE_PAGE).startsWith(prefix, STALE_PAGE);

/** The portal's form that sends a message again. */
export const replayForm = z.strictObject({
  organisation_id: idOf("org_"),
  endpoint_id: idOf("whe_"),
  delivery_id: idOf("whd_"),
});
