import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { requireAddress } from "#lib/jobs/enter";
import { reportLeak } from "#lib/keys/report-leak";
import { rotateOwnKey } from "#lib/keys/rotate-key";
import { entryOf, requireKey } from "../caller";
import { callHeaders } from "../contract/headers";
import { keyParams, keyRotationBody, leakBody, leakReceived, rotatedKey } from "../contract/keys";
import { answered, problems } from "../contract/problem";

const tags = ["Keys"];

export const keysRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "POST",
    url: "/v1/keys/:key_id/rotate",
    schema: {
      operationId: "rotateKey",
      tags,
      summary: "Give the key that calls a new secret",
      description:
        "A key rotates itself and no other; `GET /v1/grant` says its id. The old secret works until the overlap is over. No Idempotency-Key: the secret is stored nowhere, so an answer that was lost cannot be given again. Call once more: the secrets before it live for their overlap, five of them at most.",
      headers: callHeaders,
      params: keyParams,
      body: keyRotationBody,
      response: {
        200: answered("The new secret, once", rotatedKey),
        ...problems(400, 401, 403, 404, 409, 429, 503),
      },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { gate } = entryOf(request);
      requireAddress(gate, request.ip);
      const rotated = await rotateOwnKey(gate, {
        keyId: request.params.key_id,
        overlapSeconds: request.body.overlap_seconds,
      });
      return reply.send({
        id: rotated.keyId,
        key: rotated.key,
        expires_at: rotated.expiresAt.toISOString(),
        old_secret_ends_at: rotated.oldSecretEndsAt.toISOString(),
      });
    },
  });

  server.route({
    method: "POST",
    url: "/v1/leaks",
    schema: {
      operationId: "reportLeak",
      tags,
      security: [],
      summary: "Report a key that was found where it should not be",
      description:
        "For secret scanners and finders; needs no key of one's own. A key that works is revoked at once and its owner told; of one that was rotated since, the old secret alone ends. The answer is the same for every text: it tells nobody whether there is such a key.",
      body: leakBody,
      response: { 202: answered("Received", leakReceived), ...problems(400, 503) },
    },
    handler: async (request, reply) => {
      await reportLeak(request.body);
      return reply.code(202).header("cache-control", "no-store").send({ status: "received" });
    },
  });
};
