import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { describeGrant } from "#lib/grants/describe-grant";
import { requireAddress } from "#lib/jobs/enter";
import { entryOf, requireKey } from "../caller";
import { grant } from "../contract/grant";
import { callHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import { presentGrant } from "../present-grant";

export const grantRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: "/v1/grant",
    schema: {
      operationId: "getGrant",
      tags: ["Grant"],
      summary: "What may this key do?",
      description:
        "The terms that the signed decision compiled to, for machines and in words. Readable also while access is suspended, so that you can see why calls are refused.",
      headers: callHeaders,
      response: { 200: answered("The grant of this key", grant), ...problems(400, 401, 403, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { gate } = entryOf(request);
      requireAddress(gate, request.ip);
      return reply.send(presentGrant(gate, describeGrant(gate.grant.terms)));
    },
  });
};
