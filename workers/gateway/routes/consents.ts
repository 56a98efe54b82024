import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { recordConsent } from "#lib/galleries/record-consent";
import { viewConsent } from "#lib/galleries/view";
import { withdrawConsent } from "#lib/galleries/withdraw-consent";
import { requireKey } from "../caller";
import { consent, consentBody, consentParams } from "../contract/galleries";
import { callHeaders, makingHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import { requireIdempotencyKey } from "../door";
import { announceMade, galleryCaller, idempotencyKeyOf } from "../gallery-caller";
import { presentConsent } from "../present-galleries";

const URL = "/v1/consents";
const tags = ["Galleries"];

export const consentsRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "POST",
    url: URL,
    schema: {
      operationId: "recordConsent",
      tags,
      summary: "Record that a subject agreed to a purpose",
      description: "Where the grant asks for consent, enrolment needs one that holds.",
      headers: makingHeaders,
      body: consentBody,
      response: { 201: answered("The consent", consent), ...problems(400, 401, 403, 404, 422, 429, 503) },
    },
    onRequest: [requireKey, requireIdempotencyKey],
    handler: async (request, reply) => {
      const caller = galleryCaller(request);
      const { subject_id: subjectId, purpose, reference, expires_at } = request.body;
      const expiresAt = expires_at === undefined ? null : new Date(expires_at);
      const idempotencyKey = idempotencyKeyOf(request);
      const made = await recordConsent(caller, { subjectId, purpose, reference, expiresAt, idempotencyKey });
      const view = await viewConsent(caller, made.id);
      announceMade(reply, made, `${URL}/${made.id}`);
      return reply.send(presentConsent(view));
    },
  });
  server.route({
    method: "GET",
    url: `${URL}/:consent_id`,
    schema: {
      operationId: "getConsent",
      tags,
      summary: "One consent",
      headers: callHeaders,
      params: consentParams,
      response: { 200: answered("The consent", consent), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) =>
      reply.send(presentConsent(await viewConsent(galleryCaller(request), request.params.consent_id))),
  });
  server.route({
    method: "POST",
    url: `${URL}/:consent_id/withdraw`,
    schema: {
      operationId: "withdrawConsent",
      tags,
      summary: "End a consent, and delete what was made under it",
      description:
        "Templates under it are gone when this is answered, and match nothing. Doing it again changes nothing; works also while access is suspended.",
      headers: callHeaders,
      params: consentParams,
      response: {
        200: answered("The consent, withdrawn", consent),
        ...problems(400, 401, 403, 404, 429, 503),
      },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const withdrawn = await withdrawConsent(galleryCaller(request), {
        consentId: request.params.consent_id,
      });
      return reply.send(presentConsent(withdrawn));
    },
  });
};
