import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { reviewLead } from "#lib/oversight/review-lead";
import { viewLead, viewLeads } from "#lib/oversight/view";
import { requireKey } from "../caller";
import { callHeaders, makingHeaders } from "../contract/headers";
import { leadParams, leads, leadsQuery, openLead, reviewBody } from "../contract/leads";
import { answered, problems } from "../contract/problem";
import { requireIdempotencyKey } from "../door";
import { announceMade, galleryCaller, idempotencyKeyOf } from "../gallery-caller";
import { presentPage } from "../present-galleries";
import { presentLead, presentOpenLead } from "../present-leads";

const URL = "/v1/leads";
const tags = ["Leads"];

export const leadsRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: URL,
    schema: {
      operationId: "listLeads",
      tags,
      summary: "Leads, such as those that wait to be judged",
      headers: callHeaders,
      querystring: leadsQuery,
      response: { 200: answered("A page of them", leads), ...problems(400, 401, 403, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { state = null, ...paging } = request.query;
      return reply.send(
        presentPage(await viewLeads(galleryCaller(request), { ...paging, state }), presentLead),
      );
    },
  });
  server.route({
    method: "GET",
    url: `${URL}/:lead_id`,
    schema: {
      operationId: "getLead",
      tags,
      summary: "One lead, and for a reviewer whom it names",
      description:
        "A reviewer calls under a key of their own, never the one that asked. Each look at the choices stands in the ledger.",
      headers: callHeaders,
      params: leadParams,
      response: { 200: answered("The lead", openLead), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) =>
      reply.send(presentOpenLead(await viewLead(galleryCaller(request), request.params.lead_id))),
  });
  server.route({
    method: "POST",
    url: `${URL}/:lead_id/reviews`,
    schema: {
      operationId: "reviewLead",
      tags,
      summary: "Judge a lead: none of these, or one of them",
      description:
        "Under a key of the reviewer's own. With the last judgement that the grant asks for, the job is released: with the candidate on whom all agree, or with none.",
      headers: makingHeaders,
      params: leadParams,
      body: reviewBody,
      response: { 201: answered("The lead", openLead), ...problems(400, 401, 403, 404, 409, 422, 429, 503) },
    },
    onRequest: [requireKey, requireIdempotencyKey],
    handler: async (request, reply) => {
      const caller = galleryCaller(request);
      const leadId = request.params.lead_id;
      const { reviewer, ...said } = request.body;
      const { subjectId, corroboration } =
        said.choice === "subject"
          ? { subjectId: said.subject_id, corroboration: said.corroboration ?? null }
          : { subjectId: null, corroboration: null };
      const idempotencyKey = idempotencyKeyOf(request);
      const made = await reviewLead(caller, { leadId, reviewer, subjectId, corroboration, idempotencyKey });
      announceMade(reply, made, `${URL}/${leadId}`);
      return reply.send(presentOpenLead(await viewLead(caller, leadId)));
    },
  });
};
