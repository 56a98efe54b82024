import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { answerOrder, type Waiting } from "../answer-order";
import { requireKey } from "../caller";
import { pendingJob, verification } from "../contract/answers";
import { workHeaders } from "../contract/headers";
import { type VerifyBody, verifyBody } from "../contract/pictures";
import { answered, problems } from "../contract/problem";
import { askOf, requireDoor } from "../door";
import { presentVerification } from "../present-job";
import { picturesOf, readForm } from "../read-body";

const OPERATION = "verify_1_1";

export function verifyRoute(waiting: Waiting): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/verify",
      schema: {
        operationId: "verify",
        tags: ["Recognition"],
        summary: "Are these two pictures of one person?",
        description:
          "Compares the one face of each picture. `match` is true from the applied threshold on; a call may raise it above the grant's floor, never lower it. Answers within 10 s, or with 202 and the job's address.",
        headers: workHeaders,
        body: verifyBody,
        response: {
          200: answered("The comparison", verification),
          202: answered("Not yet; the job has an address", pendingJob),
          ...problems(400, 401, 403, 409, 413, 415, 422, 429, 503),
        },
      },
      onRequest: [
        requireKey,
        requireDoor({ operation: OPERATION, accepts: Object.keys(verifyBody.content) }),
      ],
      preValidation: readForm,
      handler: async (request, reply) => {
        const { source, target, threshold = null } = request.body as VerifyBody;
        const pictures = picturesOf([
          ["source", source],
          ["target", target],
        ]);
        const ask = askOf(request, OPERATION, threshold);
        return reply.send(
          await answerOrder({ request, reply }, { ask, pictures, present: presentVerification }, waiting),
        );
      },
    });
  };
}
