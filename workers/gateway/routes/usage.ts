import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { requireAddress } from "#lib/jobs/enter";
import { measureUsage } from "#lib/jobs/usage";
import { entryOf, requireKey } from "../caller";
import { callHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import { usage, usageQuery } from "../contract/usage";
import { presentUsage } from "../present-usage";

export const usageRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: "/v1/usage",
    schema: {
      operationId: "getUsage",
      tags: ["Grant"],
      summary: "How much was called, against what was signed and declared?",
      description:
        "Calls of your whole organisation by day or month, operation and grant; and this month's, grant by grant, against its quota and the volume that the application declares. Readable also while access is suspended.",
      headers: callHeaders,
      querystring: usageQuery,
      response: {
        200: answered("Usage of the tenant that this key belongs to", usage),
        ...problems(400, 401, 403, 429, 503),
      },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { gate } = entryOf(request);
      requireAddress(gate, request.ip);
      return reply.send(presentUsage(await measureUsage({ tenantId: gate.tenantId, ...request.query })));
    },
  });
};
