import helmet from "@fastify/helmet";
import Fastify, { type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { JobWatch } from "#lib/jobs/watch-jobs";
import { env } from "#lib/platform/env";
import { newId } from "#lib/platform/ids";
import { metrics } from "#lib/platform/metrics";
import { registerDocs } from "./docs";
import { answerUnroutable, refuseAtTheDoor, registerProblems } from "./handlers";
import { registerOpenApi } from "./openapi";
import { JSON_BYTES_MAX, registerBodies } from "./read-body";
import { collectionsRoute } from "./routes/collections";
import { consentsRoute } from "./routes/consents";
import { detectRoute } from "./routes/detect";
import { enrolRoute } from "./routes/enrol";
import { erasuresRoute } from "./routes/erasures";
import { facesRoute } from "./routes/faces";
import { grantRoute } from "./routes/grant";
import { healthRoute } from "./routes/health";
import { identifyRoute } from "./routes/identify";
import { jobEventsRoute } from "./routes/job-events";
import { jobsRoute } from "./routes/jobs";
import { keysRoute } from "./routes/keys";
import { leadsRoute } from "./routes/leads";
import { ledgerRoute } from "./routes/ledger";
import { ledgerBundleRoute } from "./routes/ledger-bundle";
import { modelsRoute } from "./routes/models";
import { subjectsRoute } from "./routes/subjects";
import { usageRoute } from "./routes/usage";
import { verifyRoute } from "./routes/verify";
import { webhookDeliveriesRoute } from "./routes/webhook-deliveries";
import { webhookEndpointsRoute } from "./routes/webhook-endpoints";
import { witnessesRoute } from "./routes/witnesses";

export type GatewayParts = {
  watch: JobWatch;
  /** Whether this process has been asked to stop. */
  draining: () => boolean;
  /** How long a caller waits for an answer before getting 202; 10 s unless told otherwise. */
  waitMs?: number;
};

/** The tenants' HTTP API, not yet listening. */
export async function buildServer({ watch, draining, waitMs }: GatewayParts): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: undefined,
    genReqId: () => newId("req"),
    bodyLimit: JSON_BYTES_MAX,
    // A slow client is cut off: headers within 10 s, the whole request within 60 s, and no socket idle for long.
    requestTimeout: 60_000,
    keepAliveTimeout: 30_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    routerOptions: { ignoreTrailingSlash: false },
    // Its own answer would be no problem document; the hook below gives ours.
    return503OnClosing: false,
    frameworkErrors: answerUnroutable,
  }).withTypeProvider<ZodTypeProvider>();

  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.decorateRequest("entry", null);
  server.decorateRequest("jobId", null);
  server.addHook("onRequest", async (request, reply) => {
    reply.header("request-id", request.id);
  });
  server.addHook("onRequest", refuseAtTheDoor(draining));
  server.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    metrics.requests.inc({ route, status: reply.statusCode });
    metrics.requestSeconds.observe({ route }, reply.elapsedTime / 1_000);
  });

  registerProblems(server);
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // For whoever ends TLS in front of the gateway to send.
    hsts: false,
  });
  await registerBodies(server);
  await registerOpenApi(server, { url: env().gatewayUrl });
  await registerDocs(server);

  const waiting = waitMs === undefined ? { watch } : { watch, waitMs };
  await server.register(detectRoute(waiting));
  await server.register(verifyRoute(waiting));
  await server.register(identifyRoute(waiting));
  await server.register(leadsRoute);
  await server.register(enrolRoute(waiting));
  await server.register(collectionsRoute);
  await server.register(subjectsRoute);
  await server.register(facesRoute);
  await server.register(consentsRoute);
  await server.register(erasuresRoute);
  await server.register(webhookEndpointsRoute);
  await server.register(webhookDeliveriesRoute);
  await server.register(jobsRoute);
  await server.register(jobEventsRoute({ watch, draining }));
  await server.register(grantRoute);
  await server.register(usageRoute);
  await server.register(keysRoute);
  await server.register(modelsRoute);
  await server.register(ledgerRoute);
  await server.register(ledgerBundleRoute);
  await server.register(witnessesRoute);
  await server.register(healthRoute);
  await server.ready();
  return server;
}
