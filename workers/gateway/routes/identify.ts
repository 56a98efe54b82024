import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { findAgainst } from "#lib/galleries/stored-faces";
import { answerOrder, type Waiting } from "../answer-order";
import { entryOf, requireKey } from "../caller";
import { pendingJob } from "../contract/answers";
import { workHeaders } from "../contract/headers";
import { identification, sealedIdentification } from "../contract/identification";
import { type IdentifyBody, identifyBody } from "../contract/pictures";
import { answered, problems } from "../contract/problem";
import { askOf, requireDoor, searchOf } from "../door";
import { presentIdentification } from "../present-job";
import { picturesOf, readForm } from "../read-body";

export function identifyRoute(waiting: Waiting): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/identify",
      schema: {
        operationId: "identify",
        tags: ["Recognition"],
        summary: "Who of a collection may this be?",
        description:
          "Searches one collection, exactly, for the picture's one face. Only faces whose subjects agree to the purpose, and whose time is not over, are compared. Where the grant asks for human review, whoever is found stays sealed as a lead until your own people have judged: `status` is then `review`. Answers within 10 s, or with 202 and the job's address.",
        headers: workHeaders,
        body: identifyBody,
        response: {
          200: answered(
            "The candidates, or that there are some for people to judge",
            z.union([identification, sealedIdentification]),
          ),
          202: answered("Not yet; the job has an address", pendingJob),
          ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
        },
      },
      onRequest: [
        requireKey,
        requireDoor({ operation: searchOf, accepts: Object.keys(identifyBody.content) }),
      ],
      preValidation: readForm,
      handler: async (request, reply) => {
        const { image, collection_id, top_k = null, threshold = null } = request.body as IdentifyBody;
        const pictures = picturesOf([["image", image]]);
        const against = await findAgainst(entryOf(request).gate, { collectionId: collection_id });
        const ask = { ...askOf(request, searchOf(request), threshold), topK: top_k, against };
        return reply.send(
          await answerOrder({ request, reply }, { ask, pictures, present: presentIdentification }, waiting),
        );
      },
    });
  };
}
