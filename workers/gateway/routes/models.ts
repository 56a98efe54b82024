import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { MODEL_CARDS } from "#lib/recognition/model-card";
import { requireKey } from "../caller";
import { callHeaders } from "../contract/headers";
import { models } from "../contract/models";
import { answered, problems } from "../contract/problem";
import { presentModels } from "../present-models";

/** The same for every caller, and while a process lives. */
const ANSWER = presentModels(MODEL_CARDS);

export const modelsRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: "/v1/models",
    schema: {
      operationId: "listModels",
      tags: ["Models"],
      summary: "Which networks answer, and how far can they be trusted?",
      description:
        "A card for each network that looks at your pictures: where it comes from, what it was trained on, what was measured and on which set, and its limits. Rates hold for that set; measure on your own pictures before you rely on one.",
      headers: callHeaders,
      response: {
        200: answered("The networks that the workers run", models),
        ...problems(400, 401, 429, 503),
      },
    },
    onRequest: requireKey,
    handler: async (_request, reply) => reply.send(ANSWER),
  });
};
