import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { endJob } from "#lib/jobs/end-job";
import { viewJob, viewJobs } from "#lib/jobs/view";
import { entryOf, requireKey } from "../caller";
import { job, jobs, jobsQuery } from "../contract/answers";
import { callHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import { galleryCaller } from "../gallery-caller";
import { presentPage } from "../present-galleries";
import { presentJob, presentJobLine } from "../present-job";

/** Any text may be asked for: what is not the caller's is not found, whatever it looks like. */
const params = z.strictObject({ id: z.string().max(64) });

export const jobsRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: "/v1/jobs",
    schema: {
      operationId: "listJobs",
      tags: ["Jobs"],
      summary: "Your jobs, the newest first",
      description: "Without what came of them: a result is asked for by the id of its job.",
      headers: callHeaders,
      querystring: jobsQuery,
      response: { 200: answered("A page of them", jobs), ...problems(400, 401, 403, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { status = null, operation = null, ...paging } = request.query;
      const page = await viewJobs(galleryCaller(request), { ...paging, status, operation });
      return reply.send(presentPage(page, presentJobLine));
    },
  });
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
  server.route({
    method: "DELETE",
    url: "/v1/jobs/:id",
    schema: {
      operationId: "endJob",
      tags: ["Jobs"],
      summary: "Cancel a job, or delete its answer",
      description:
        "A job that is not over is `cancelled` and gives no answer any more; an answer that lies ready is deleted, and the job `expired`. Its pictures are erased. One that is over already stays as it is. Works also while access is suspended.",
      headers: callHeaders,
      params,
      response: { 204: z.null().meta({ description: "Over" }), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      await endJob(galleryCaller(request), request.params.id);
      return reply.code(204).send(null);
    },
  });
};
