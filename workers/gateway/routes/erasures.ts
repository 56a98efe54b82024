import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { type ErasureView, eraseSubject, viewErasure } from "#lib/own-data/erase-subject";
import { requireKey } from "../caller";
import { type ErasureResource, erasure, erasureBody, erasureParams } from "../contract/erasures";
import { callHeaders, makingHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import { requireIdempotencyKey } from "../door";
import { announceMade, galleryCaller, idempotencyKeyOf } from "../gallery-caller";

const URL = "/v1/erasures";
const tags = ["Galleries"];

export const erasuresRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "POST",
    url: URL,
    schema: {
      operationId: "eraseSubject",
      tags,
      summary: "Erase a subject, with a receipt",
      description:
        "Consents, templates, answers that name them and pictures on their way. The receipt counts rows by table after the fact and stands in the public ledger. Works also while access is suspended.",
      headers: makingHeaders,
      body: erasureBody,
      response: { 201: answered("The receipt", erasure), ...problems(400, 401, 403, 404, 422, 429, 503) },
    },
    onRequest: [requireKey, requireIdempotencyKey],
    handler: async (request, reply) => {
      const caller = galleryCaller(request);
      const subjectId = request.body.subject_id;
      const made = await eraseSubject(caller, { subjectId, idempotencyKey: idempotencyKeyOf(request) });
      const view = await viewErasure(caller, made.id);
      announceMade(reply, made, `${URL}/${made.id}`);
      return reply.send(present(view));
    },
  });
  server.route({
    method: "GET",
    url: `${URL}/:erasure_id`,
    schema: {
      operationId: "getErasure",
      tags,
      summary: "The receipt of an erasure",
      headers: callHeaders,
      params: erasureParams,
      response: { 200: answered("The receipt", erasure), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) =>
      reply.send(present(await viewErasure(galleryCaller(request), request.params.erasure_id))),
  });
};

function present(view: ErasureView): ErasureResource {
  return {
    id: view.id,
    subject_id: view.subjectId,
    collection_id: view.collectionId,
    erased_at: view.createdAt.toISOString(),
    counted_at: view.countedAt?.toISOString() ?? null,
    rows_erased: view.erased,
    rows_left: view.left,
    rows_kept: view.kept,
    ledger: { kind: "subject.erased", index: view.ledgerIndex },
  };
}
