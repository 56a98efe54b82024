import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { changeEndpoint, deleteEndpoint } from "#lib/webhooks/change-endpoint";
import { createEndpoint } from "#lib/webhooks/create-endpoint";
import { rotateSecret } from "#lib/webhooks/rotate-secret";
import { viewEndpoint, viewEndpoints } from "#lib/webhooks/view";
import { requireKey } from "../caller";
import { callHeaders, makingHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import {
  endpoint,
  endpointBody,
  endpointChange,
  endpointParams,
  endpoints,
  endpointWithSecret,
  rotationBody,
} from "../contract/webhooks";
import { requireIdempotencyKey } from "../door";
import { announceMade, galleryCaller, idempotencyKeyOf } from "../gallery-caller";
import { presentEndpoint } from "../present-webhooks";

const URL = "/v1/webhook_endpoints";
const ONE = `${URL}/:endpoint_id`;
const tags = ["Webhooks"];

export const webhookEndpointsRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "POST",
    url: URL,
    schema: {
      operationId: "createWebhookEndpoint",
      tags,
      summary: "Be told of what happens",
      description:
        "By the Standard Webhooks specification: verify with any of its libraries and the `secret`. Messages hold ids and states; ask the API for the rest. Any live key will do, also while access is suspended.",
      headers: makingHeaders,
      body: endpointBody,
      response: {
        201: answered("The endpoint and its secret", endpointWithSecret),
        ...problems(400, 401, 403, 404, 422, 429, 503),
      },
    },
    onRequest: [requireKey, requireIdempotencyKey],
    handler: async (request, reply) => {
      const caller = galleryCaller(request);
      const { secret, ...made } = await createEndpoint(caller, {
        ...request.body,
        idempotencyKey: idempotencyKeyOf(request),
      });
      announceMade(reply, made, `${URL}/${made.id}`);
      return reply.send({ ...presentEndpoint(await viewEndpoint(caller, made.id)), secret });
    },
  });
  server.route({
    method: "GET",
    url: URL,
    schema: {
      operationId: "listWebhookEndpoints",
      tags,
      summary: "Your endpoints, oldest first",
      headers: callHeaders,
      response: { 200: answered("All of them", endpoints), ...problems(400, 401, 403, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) =>
      reply.send({ items: (await viewEndpoints(galleryCaller(request))).map(presentEndpoint) }),
  });
  server.route({
    method: "GET",
    url: ONE,
    schema: {
      operationId: "getWebhookEndpoint",
      tags,
      summary: "One endpoint",
      headers: callHeaders,
      params: endpointParams,
      response: { 200: answered("The endpoint", endpoint), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) =>
      reply.send(presentEndpoint(await viewEndpoint(galleryCaller(request), request.params.endpoint_id))),
  });
  server.route({
    method: "PATCH",
    url: ONE,
    schema: {
      operationId: "changeWebhookEndpoint",
      tags,
      summary: "Change an endpoint, disable it or enable it again",
      headers: callHeaders,
      params: endpointParams,
      body: endpointChange,
      response: { 200: answered("The endpoint", endpoint), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const caller = galleryCaller(request);
      const endpointId = request.params.endpoint_id;
      await changeEndpoint(caller, { ...request.body, endpointId });
      return reply.send(presentEndpoint(await viewEndpoint(caller, endpointId)));
    },
  });
  server.route({
    method: "DELETE",
    url: ONE,
    schema: {
      operationId: "deleteWebhookEndpoint",
      tags,
      summary: "Delete an endpoint with its deliveries",
      headers: callHeaders,
      params: endpointParams,
      response: { 204: z.null().meta({ description: "Gone" }), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      await deleteEndpoint(galleryCaller(request), { endpointId: request.params.endpoint_id });
      return reply.code(204).send(null);
    },
  });
  server.route({
    method: "POST",
    url: `${ONE}/rotate_secret`,
    schema: {
      operationId: "rotateWebhookSecret",
      tags,
      summary: "A new secret; the old one signs along for a while",
      description: "With `overlap_seconds: 0` the old one ends at once.",
      headers: makingHeaders,
      params: endpointParams,
      body: rotationBody,
      response: {
        200: answered("The endpoint and its new secret", endpointWithSecret),
        ...problems(400, 401, 403, 404, 422, 429, 503),
      },
    },
    onRequest: [requireKey, requireIdempotencyKey],
    handler: async (request, reply) => {
      const caller = galleryCaller(request);
      const endpointId = request.params.endpoint_id;
      const { secret, repeated } = await rotateSecret(caller, {
        endpointId,
        overlapSeconds: request.body.overlap_seconds,
        idempotencyKey: idempotencyKeyOf(request),
      });
      if (repeated) reply.header("idempotency-replayed", "true");
      return reply.send({ ...presentEndpoint(await viewEndpoint(caller, endpointId)), secret });
    },
  });
};
