import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { replayDelivery, testEndpoint } from "#lib/webhooks/replay-delivery";
import { viewDeliveries } from "#lib/webhooks/view";
import { requireKey } from "../caller";
import { callHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import { deliveries, deliveriesQuery, delivery, deliveryParams, endpointParams } from "../contract/webhooks";
import { galleryCaller } from "../gallery-caller";
import { presentPage } from "../present-galleries";
import { presentDelivery } from "../present-webhooks";

const ONE = "/v1/webhook_endpoints/:endpoint_id";
const tags = ["Webhooks"];

export const webhookDeliveriesRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "POST",
    url: `${ONE}/test`,
    schema: {
      operationId: "testWebhookEndpoint",
      tags,
      summary: "Send a message that says nothing but that it came",
      headers: callHeaders,
      params: endpointParams,
      response: {
        202: answered("It waits to be sent", delivery),
        ...problems(400, 401, 403, 404, 409, 429, 503),
      },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const sent = await testEndpoint(galleryCaller(request), { endpointId: request.params.endpoint_id });
      return reply.code(202).send(presentDelivery(sent));
    },
  });
  server.route({
    method: "GET",
    url: `${ONE}/deliveries`,
    schema: {
      operationId: "listWebhookDeliveries",
      tags,
      summary: "What an endpoint was told, newest first",
      description: "`dead` are the dead letters. Kept for 30 days.",
      headers: callHeaders,
      params: endpointParams,
      querystring: deliveriesQuery,
      response: { 200: answered("A page of them", deliveries), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const of = { ...request.query, endpointId: request.params.endpoint_id };
      return reply.send(presentPage(await viewDeliveries(galleryCaller(request), of), presentDelivery));
    },
  });
  server.route({
    method: "POST",
    url: `${ONE}/deliveries/:delivery_id/replay`,
    schema: {
      operationId: "replayWebhookDelivery",
      tags,
      summary: "Send a message again, under its own id",
      headers: callHeaders,
      params: deliveryParams,
      response: {
        202: answered("It waits to be sent", delivery),
        ...problems(400, 401, 403, 404, 409, 429, 503),
      },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { endpoint_id: endpointId, delivery_id: deliveryId } = request.params;
      const again = await replayDelivery(galleryCaller(request), { endpointId, deliveryId });
      return reply.code(202).send(presentDelivery(again));
    },
  });
};
