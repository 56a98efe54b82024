import { z } from "zod";
import { idField as id } from "#lib/platform/form-fields";

/** `/review/{id}`: questions to the applicant, each under its factor's id; what is left empty is not asked. */
export const askForm = z
  .object({ application_id: id, revision_id: id })
  .catchall(z.string().max(16_000, { error: "Shorten it to 4,000 characters" }))
  .transform(({ application_id, revision_id, ...texts }) => ({
    applicationId: application_id,
    revisionId: revision_id,
    questions: Object.entries(texts)
      .filter(([name, text]) => /^F\d\d$/.test(name) && text.trim() !== "")
      .map(([factorId, text]) => ({ factorId, text })),
  }));

export const takeBackForm = z.strictObject({ application_id: id, request_id: id });
