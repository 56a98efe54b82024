import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { consistencyProof, entryAt, inclusionProof, latestCheckpoint } from "#lib/ledger/view";
import { consistency, inclusion, ledgerEntry } from "../contract/ledger";
import { answered, problems } from "../contract/problem";

const index = z.coerce.number("a whole number").int("a whole number").min(0, "at least 0");
const params = z.strictObject({ index });

/** The ledger is public: these answer without a key. */
export const ledgerRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: "/v1/ledger/checkpoint",
    schema: {
      operationId: "getCheckpoint",
      tags: ["Ledger"],
      security: [],
      summary: "The newest signed checkpoint",
      description: "A signed note as in C2SP tlog-checkpoint: origin, size, root hash, signature.",
      response: {
        200: { description: "The note", content: { "text/plain": { schema: z.string() } } },
        ...problems(503),
      },
    },
    handler: async (_request, reply) => {
      const { note } = await latestCheckpoint();
      return reply.type("text/plain").serializer(String).send(note);
    },
  });

  server.route({
    method: "GET",
    url: "/v1/ledger/entries/:index",
    schema: {
      operationId: "getLedgerEntry",
      tags: ["Ledger"],
      security: [],
      summary: "One entry, byte for byte",
      params,
      response: { 200: answered("The entry", ledgerEntry), ...problems(400, 404, 503) },
    },
    handler: async (request, reply) => {
      const { subjectId, leafHash, ...entry } = await entryAt(request.params.index);
      return reply.send({ ...entry, subject: subjectId, leaf_hash: leafHash });
    },
  });

  server.route({
    method: "GET",
    url: "/v1/ledger/proof/:index",
    schema: {
      operationId: "getInclusionProof",
      tags: ["Ledger"],
      security: [],
      summary: "The proof that an entry is in the tree",
      description:
        "Hashes from the leaf up (RFC 9162 §2.1.3), in hex, for the tree of the newest checkpoint or of `size`.",
      params,
      querystring: z.strictObject({ size: index.optional() }),
      response: { 200: answered("The proof", inclusion), ...problems(400, 404, 503) },
    },
    handler: async (request, reply) => {
      const { leafHash, ...proof } = await inclusionProof(request.params.index, request.query.size);
      return reply.send({ ...proof, leaf_hash: leafHash });
    },
  });

  server.route({
    method: "GET",
    url: "/v1/ledger/consistency",
    schema: {
      operationId: "getConsistencyProof",
      tags: ["Ledger"],
      security: [],
      summary: "The proof that the ledger only grew",
      description:
        "Hashes (RFC 9162 §2.1.4), in hex, by which the tree of `to` entries continues that of `from`. Whoever kept two checkpoints compares them with `npm run compare-checkpoints`.",
      querystring: z.strictObject({ from: index, to: index }),
      response: { 200: answered("The proof", consistency), ...problems(400, 503) },
    },
    handler: async (request, reply) => {
      const { from, to } = request.query;
      return reply.send(await consistencyProof(from, to));
    },
  });
};
