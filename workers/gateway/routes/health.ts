import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { ledgerHealth } from "#lib/ledger/require-live-ledger";
import { AppError, ERROR_CODES } from "#lib/platform/errors";
import { API_CODES, answered, problems } from "../contract/problem";
import { problemType } from "../problem";

const health = z.strictObject({ status: z.literal("ok") });
const readiness = z.strictObject({
  status: z.literal("ready"),
  database: z.literal("ok"),
  ledger: z
    .enum(["live", "behind"])
    .meta({ description: "While it is behind, new work is refused with 503." }),
});
const kind = z.strictObject({ code: z.enum(API_CODES), title: z.string(), status: z.number().int() });

export const healthRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: "/healthz",
    schema: {
      operationId: "getHealth",
      tags: ["Service"],
      security: [],
      summary: "Alive",
      response: { 200: answered("Alive", health) },
    },
    handler: async () => ({ status: "ok" }) as const,
  });

  server.route({
    method: "GET",
    url: "/readyz",
    schema: {
      operationId: "getReadiness",
      tags: ["Service"],
      security: [],
      summary: "Able to take work",
      response: { 200: answered("Ready", readiness), ...problems(503) },
    },
    handler: async () => {
      const { isLive } = await ledgerHealth();
      return { status: "ready", database: "ok", ledger: isLive ? "live" : "behind" } as const;
    },
  });

  server.route({
    method: "GET",
    url: "/problems/:code",
    schema: {
      operationId: "getProblemType",
      tags: ["Service"],
      security: [],
      summary: "What a problem's type means",
      params: z.strictObject({ code: z.string().max(64) }),
      response: { 200: answered("What it means", kind), ...problems(404) },
    },
    handler: async (request) => {
      const code = API_CODES.find((one) => problemType(one) === `/problems/${request.params.code}`);
      if (code === undefined) throw new AppError("not_found");
      return { code, title: ERROR_CODES[code].title, status: ERROR_CODES[code].status };
    },
  });
};
