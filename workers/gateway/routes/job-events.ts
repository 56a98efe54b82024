import { Readable } from "node:stream";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { FOLLOW_MS_MAX, followJob } from "#lib/jobs/follow-job";
import { isOver, PHASES, type Phase } from "#lib/jobs/job";
import { type JobReader, viewJob } from "#lib/jobs/view";
import type { JobWatch } from "#lib/jobs/watch-jobs";
import { AppError } from "#lib/platform/errors";
import { log } from "#lib/platform/log";
import { entryOf, requireKey } from "../caller";
import { callHeaders } from "../contract/headers";
import { problems } from "../contract/problem";
import { toAppError } from "../problem";

const params = z.strictObject({ id: z.string().max(64) });
const headers = callHeaders.extend({
  "last-event-id": z.string().optional().meta({
    description: "The `id` of the event that you saw last: what came since is told, nothing twice.",
  }),
});

/** Connections that one key may keep open here. */
const STREAMS_A_KEY = 20;

const EXAMPLE = `id: running\nevent: status\ndata: {"id":"job_01K9Z3M5T8V0W2X4Y6A8C0E2G4","status":"running"}\n\n`;

/** @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
export const jobEventsRoute =
  ({ watch, draining }: { watch: JobWatch; draining: () => boolean }): FastifyPluginAsyncZod =>
  async (server) => {
    const open = new Map<string, number>();

    server.route({
      method: "GET",
      url: "/v1/jobs/:id/events",
      schema: {
        operationId: "followJob",
        tags: ["Jobs"],
        summary: "Follow a job until it is over",
        description: `Server-sent events: \`status\` each time that the job is elsewhere, \`refusal\` with a code when you may not follow it any more. They never hold an answer, which is asked for by the id of the job. The connection ends with the job, and after ${FOLLOW_MS_MAX / 60_000} minutes; connected again with \`Last-Event-ID\`, as browsers do by themselves, it goes on, or is told by 204 that there is nothing more.`,
        headers,
        params,
        response: {
          200: {
            description: "Events until the job is over",
            content: { "text/event-stream": { schema: z.string().meta({ examples: [EXAMPLE] }) } },
          },
          204: z.null().meta({ description: "Over, as you have seen" }),
          ...problems(400, 401, 403, 404, 429, 503),
        },
      },
      onRequest: requireKey,
      handler: async (request, reply) => {
        const { keyId, tenantId } = entryOf(request).gate;
        const reader = { keyId, tenantId, jobId: request.params.id, clientAddress: request.ip };
        const seen = PHASES.find((phase) => phase === request.headers["last-event-id"]) ?? null;
        const { status } = await viewJob(reader); // refusals before the first byte are problem documents
        if (status === seen && isOver(status)) return reply.code(204).send(null);
        const streams = open.get(keyId) ?? 0;
        if (streams >= STREAMS_A_KEY) {
          throw new AppError("rate_limited", `A key follows ${STREAMS_A_KEY} jobs at once.`, {
            retryAfterSeconds: 5,
          });
        }
        open.set(keyId, streams + 1);
        const stream = Readable.from(events(reader, watch, { seen, isStopping: draining }));
        stream.once("close", () => leave(open, keyId));
        // What sits between may keep back bytes until there are more of them.
        reply.type("text/event-stream; charset=utf-8").header("x-accel-buffering", "no");
        return reply.send(stream as unknown as string);
      },
    });
  };

async function* events(
  reader: JobReader,
  watch: JobWatch,
  from: { seen: Phase | null; isStopping: () => boolean },
): AsyncGenerator<string> {
  try {
    for await (const status of followJob(reader, watch, from)) {
      yield status === null ? ": still here\n\n" : eventOf(status, "status", { id: reader.jobId, status });
    }
  } catch (error) {
    const refusal = toAppError(error);
    if (error !== refusal) log.error({ err: error, jobId: reader.jobId }, "job not followed");
    yield eventOf(null, "refusal", { code: refusal.code, title: refusal.title });
  }
}

function eventOf(id: string | null, event: string, data: object): string {
  return `${id === null ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

function leave(open: Map<string, number>, keyId: string): void {
  const left = (open.get(keyId) ?? 1) - 1;
  if (left === 0) open.delete(keyId);
  else open.set(keyId, left);
}
