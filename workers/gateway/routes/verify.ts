import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { type Against, findAgainst } from "#lib/galleries/stored-faces";
import { answerOrder, type Waiting } from "../answer-order";
import { entryOf, requireKey } from "../caller";
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
          "Compares the one face of each picture, or of one picture with a face that was enrolled: `face_id`, or `subject_id` for the most alike of a subject's. The subject must agree to the purpose when the call is accepted and still when it is answered. `match` is true from the applied threshold on; a call may raise it above the grant's floor, never lower it. Answers within 10 s, or with 202 and the job's address.",
        headers: workHeaders,
        body: verifyBody,
        response: {
          200: answered("The comparison", verification),
          202: answered("Not yet; the job has an address", pendingJob),
          ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
        },
      },
      onRequest: [
        requireKey,
        requireDoor({ operation: OPERATION, accepts: Object.keys(verifyBody.content) }),
      ],
      preValidation: readForm,
      handler: async (request, reply) => {
        const body = request.body as VerifyBody;
        const { source, target, threshold = null } = body;
        const pictures = picturesOf([
          ["source", source] as const,
          ...(target === undefined ? [] : [["target", target] as const]),
        ]);
        const against = await againstOf(request, body);
        const ask = { ...askOf(request, OPERATION, threshold), ...(against === null ? {} : { against }) };
        return reply.send(
          await answerOrder({ request, reply }, { ask, pictures, present: presentVerification }, waiting),
        );
      },
    });
  };
}

async function againstOf(
  request: FastifyRequest,
  { face_id, subject_id }: VerifyBody,
): Promise<Against | null> {
  const { gate } = entryOf(request);
  if (face_id !== undefined) return findAgainst(gate, { faceId: face_id });
  return subject_id === undefined ? null : findAgainst(gate, { subjectId: subject_id });
}
