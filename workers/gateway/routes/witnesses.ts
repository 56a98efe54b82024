import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { recordCosignature, witnessKeys } from "#lib/ledger/record-cosignature";
import { cosignatureBody, cosigned, witnesses } from "../contract/ledger";
import { answered, problems } from "../contract/problem";

const BODY_BYTES_MAX = 4_096;

/** Witnesses of the ledger: they come without a key of ours, and bring what only their own key can make. */
export const witnessesRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: "/v1/ledger/witnesses",
    schema: {
      operationId: "listWitnesses",
      tags: ["Ledger"],
      security: [],
      summary: "Whose cosignatures this ledger takes",
      description:
        "Take a witness's key from the witness itself before you trust it; this list is the ledger's word.",
      response: { 200: answered("Their keys", witnesses), ...problems(503) },
    },
    handler: async (_request, reply) => reply.send({ witnesses: witnessKeys() }),
  });

  server.route({
    method: "POST",
    url: "/v1/ledger/cosignatures",
    bodyLimit: BODY_BYTES_MAX,
    schema: {
      operationId: "addCosignature",
      tags: ["Ledger"],
      security: [],
      summary: "Cosign a checkpoint, as a witness",
      description:
        "Sent by `npm run witness` once it has seen that the checkpoint continues the last one that it cosigned. Needs no API key: the line itself is checked. From then on the checkpoint is published with it.",
      body: cosignatureBody,
      response: { 200: answered("Taken", cosigned), ...problems(400, 403, 404, 503) },
    },
    handler: async (request, reply) => {
      const { size, cosignature } = request.body;
      const taken = await recordCosignature({ size, line: cosignature });
      return reply.send({ ...taken, at: taken.at.toISOString() });
    },
  });
};
