import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { viewJob } from "#lib/jobs/view";
import { entryOf, requireKey } from "../caller";
import { job } from "../contract/answers";
import { callHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import { presentJob } from "../present-job";

/** Any text may be asked for: what is not the caller's is not found, whatever it looks like. */
const params = z.strictObject({ id: z.string().max(64) });

export const jobsRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: "/v1/jobs/:id",
    schema: {
      operationId: "getJob",
      tags: ["Jobs"],
      summary: "Where is this job, and what came of it?",
      description:
        "`released` means that the answer is out: in `result`, or as a `refusal` about the picture such as `no_face`. Answers are deleted at `expires_at`.",
      headers: callHeaders,
      params,
      response: { 200: answered("The job as it stands", job), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { gate } = entryOf(request);
      const view = await viewJob({
        keyId: gate.keyId,
        tenantId: gate.tenantId,
        jobId: request.params.id,
        clientAddress: request.ip,
      });
      return reply.send(presentJob(view));
    },
  });
};
