import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { createSubject } from "#lib/galleries/create-subject";
import { deleteSubject } from "#lib/galleries/delete-subject";
import { viewSubject, viewSubjects } from "#lib/galleries/view";
import { requireKey } from "../caller";
import {
  collectionParams,
  pageQuery,
  subject,
  subjectBody,
  subjectParams,
  subjects,
} from "../contract/galleries";
import { callHeaders, makingHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import { requireIdempotencyKey } from "../door";
import { announceMade, galleryCaller, idempotencyKeyOf } from "../gallery-caller";
import { presentPage, presentSubject } from "../present-galleries";

const URL = "/v1/collections/:collection_id/subjects";
const tags = ["Galleries"];

export const subjectsRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "POST",
    url: URL,
    schema: {
      operationId: "createSubject",
      tags,
      summary: "Put someone into a collection",
      description: "Without a face yet: record what they agreed to, then enrol.",
      headers: makingHeaders,
      params: collectionParams,
      body: subjectBody,
      response: { 201: answered("The subject", subject), ...problems(400, 401, 403, 404, 422, 429, 503) },
    },
    onRequest: [requireKey, requireIdempotencyKey],
    handler: async (request, reply) => {
      const caller = galleryCaller(request);
      const collectionId = request.params.collection_id;
      const idempotencyKey = idempotencyKeyOf(request);
      const { reference } = request.body;
      const made = await createSubject(caller, { collectionId, reference, idempotencyKey });
      const view = await viewSubject(caller, { collectionId, subjectId: made.id });
      announceMade(reply, made, `/v1/collections/${collectionId}/subjects/${made.id}`);
      return reply.send(presentSubject(view));
    },
  });
  server.route({
    method: "GET",
    url: URL,
    schema: {
      operationId: "listSubjects",
      tags,
      summary: "Who is in a collection",
      headers: callHeaders,
      params: collectionParams,
      querystring: pageQuery,
      response: { 200: answered("A page of them", subjects), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { collection_id } = request.params;
      const page = await viewSubjects(galleryCaller(request), collection_id, request.query);
      return reply.send(presentPage(page, presentSubject));
    },
  });
  server.route({
    method: "GET",
    url: `${URL}/:subject_id`,
    schema: {
      operationId: "getSubject",
      tags,
      summary: "One subject",
      headers: callHeaders,
      params: subjectParams,
      response: { 200: answered("The subject", subject), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { collection_id: collectionId, subject_id: subjectId } = request.params;
      return reply.send(
        presentSubject(await viewSubject(galleryCaller(request), { collectionId, subjectId })),
      );
    },
  });
  server.route({
    method: "DELETE",
    url: `${URL}/:subject_id`,
    schema: {
      operationId: "deleteSubject",
      tags,
      summary: "Delete a subject with consents and templates",
      description: "They match nothing from this answer on. Works also while access is suspended.",
      headers: callHeaders,
      params: subjectParams,
      response: { 204: z.null().meta({ description: "Gone" }), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { collection_id: collectionId, subject_id: subjectId } = request.params;
      await deleteSubject(galleryCaller(request), { collectionId, subjectId });
      return reply.code(204).send(null);
    },
  });
};
