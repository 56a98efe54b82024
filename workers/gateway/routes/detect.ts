import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { answerOrder, type Waiting } from "../answer-order";
import { requireKey } from "../caller";
import { detection, pendingJob } from "../contract/answers";
import { workHeaders } from "../contract/headers";
import { type DetectBody, detectBody } from "../contract/pictures";
import { answered, problems } from "../contract/problem";
import { askOf, requireDoor } from "../door";
import { presentDetection } from "../present-job";
import { picturesOf, readForm } from "../read-body";

const OPERATION = "detect";

export function detectRoute(waiting: Waiting): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/detect",
      schema: {
        operationId: "detect",
        tags: ["Recognition"],
        summary: "Where are the faces, and how good are they?",
        description:
          "Box, landmarks, pose and quality with reasons for every face. It identifies no one, and comes with any granted operation. A picture without a face is an answer here: `faces` is empty.",
        headers: workHeaders,
        body: detectBody,
        response: {
          200: answered("The faces, largest first", detection),
          202: answered("Not yet; the job has an address", pendingJob),
          ...problems(400, 401, 403, 409, 413, 415, 422, 429, 503),
        },
      },
      onRequest: [
        requireKey,
        requireDoor({ operation: OPERATION, accepts: Object.keys(detectBody.content) }),
      ],
      preValidation: readForm,
      handler: async (request, reply) => {
        const body = request.body as DetectBody;
        const pictures = picturesOf([["image", body instanceof Uint8Array ? body : body.image]]);
        const ask = askOf(request, OPERATION, null);
        return reply.send(
          await answerOrder({ request, reply }, { ask, pictures, present: presentDetection }, waiting),
        );
      },
    });
  };
}
