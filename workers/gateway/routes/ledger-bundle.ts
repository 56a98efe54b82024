import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { bundleText } from "#lib/ledger/bundle";
import { exportBundle } from "#lib/ledger/export-bundle";
import { problems } from "../contract/problem";

const ENTRIES_MAX = 1_000;
const index = z.coerce.number("a whole number").int("a whole number").min(0, "at least 0");
const query = z
  .strictObject({ subject: z.string().max(80).optional(), from: index.optional(), to: index.optional() })
  .refine(
    ({ subject, from, to }) => (subject === undefined) === (from !== undefined && to !== undefined),
    "either a subject, or a range as from and to",
  )
  .refine(({ from = 0, to = 0 }) => to - from <= ENTRIES_MAX, `at most ${ENTRIES_MAX} entries at once`);

/** What an auditor takes away: entries, checkpoints and proofs, judged offline by `npm run verify-ledger`. */
export const ledgerBundleRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: "/v1/ledger/bundle",
    schema: {
      operationId: "getLedgerBundle",
      tags: ["Ledger"],
      security: [],
      summary: "A part of the ledger that verifies offline",
      description:
        "What concerns one id, or a range of entries (`to` is exclusive), with what it rests on: a key brings its grant, a grant its decision and both signatures.",
      querystring: query,
      response: {
        200: { description: "A ledger bundle", content: { "application/json": { schema: z.unknown() } } },
        ...problems(400, 404, 503),
      },
    },
    handler: async (request, reply) => {
      const { subject, from = 0, to = 0 } = request.query;
      const bundle = await exportBundle(subject === undefined ? { from, to } : { subjectId: subject });
      return reply.type("application/json").serializer(String).send(bundleText(bundle));
    },
  });
};
