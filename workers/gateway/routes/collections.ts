import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { createCollection } from "#lib/galleries/create-collection";
import { deleteCollection } from "#lib/galleries/delete-collection";
import { viewCollection, viewCollections } from "#lib/galleries/view";
import { requireKey } from "../caller";
import { collection, collectionBody, collectionParams, collections, pageQuery } from "../contract/galleries";
import { callHeaders, makingHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import { requireIdempotencyKey } from "../door";
import { announceMade, galleryCaller, idempotencyKeyOf } from "../gallery-caller";
import { presentCollection, presentPage } from "../present-galleries";

const URL = "/v1/collections";
const tags = ["Galleries"];

export const collectionsRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "POST",
    url: URL,
    schema: {
      operationId: "createCollection",
      tags,
      summary: "Make a collection",
      description: "Empty at first. Needs `enrol` in grant and key; the grant says how many there may be.",
      headers: makingHeaders,
      body: collectionBody,
      response: { 201: answered("The collection", collection), ...problems(400, 401, 403, 422, 429, 503) },
    },
    onRequest: [requireKey, requireIdempotencyKey],
    handler: async (request, reply) => {
      const caller = galleryCaller(request);
      const { name } = request.body;
      const made = await createCollection(caller, { name, idempotencyKey: idempotencyKeyOf(request) });
      const view = await viewCollection(caller, made.id);
      announceMade(reply, made, `${URL}/${made.id}`);
      return reply.send(presentCollection(view));
    },
  });
  server.route({
    method: "GET",
    url: URL,
    schema: {
      operationId: "listCollections",
      tags,
      summary: "Your collections, oldest first",
      headers: callHeaders,
      querystring: pageQuery,
      response: { 200: answered("A page of them", collections), ...problems(400, 401, 403, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) =>
      reply.send(
        presentPage(await viewCollections(galleryCaller(request), request.query), presentCollection),
      ),
  });
  server.route({
    method: "GET",
    url: `${URL}/:collection_id`,
    schema: {
      operationId: "getCollection",
      tags,
      summary: "One collection",
      headers: callHeaders,
      params: collectionParams,
      response: { 200: answered("The collection", collection), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) =>
      reply.send(
        presentCollection(await viewCollection(galleryCaller(request), request.params.collection_id)),
      ),
  });
  server.route({
    method: "DELETE",
    url: `${URL}/:collection_id`,
    schema: {
      operationId: "deleteCollection",
      tags,
      summary: "Delete a collection with everyone in it",
      description: "Templates are gone when this is answered. Works also while access is suspended.",
      headers: callHeaders,
      params: collectionParams,
      response: { 204: z.null().meta({ description: "Gone" }), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      await deleteCollection(galleryCaller(request), { collectionId: request.params.collection_id });
      return reply.code(204).send(null);
    },
  });
};
