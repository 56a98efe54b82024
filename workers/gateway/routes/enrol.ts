import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { requireSubject } from "#lib/galleries/enrolment";
import { answerOrder, type Waiting } from "../answer-order";
import { entryOf, requireKey } from "../caller";
import { enrolment, pendingJob } from "../contract/answers";
import { subjectParams } from "../contract/galleries";
import { workHeaders } from "../contract/headers";
import { type DetectBody, detectBody } from "../contract/pictures";
import { answered, problems } from "../contract/problem";
import { askOf, requireDoor } from "../door";
import { presentEnrolment } from "../present-job";
import { picturesOf, readForm } from "../read-body";

const OPERATION = "enrol";

export function enrolRoute(waiting: Waiting): FastifyPluginAsyncZod {
  return async (server) => {
    server.route({
      method: "POST",
      url: "/v1/collections/:collection_id/subjects/:subject_id/faces",
      schema: {
        operationId: "enrolFace",
        tags: ["Galleries"],
        summary: "Enrol the face of a subject",
        description:
          "The picture's one face, of quality `high`, is measured and kept sealed; the picture is erased. Needs `enrol` and, where the grant asks for it, a consent of this subject that holds. Answers within 10 s, or with 202 and the job's address.",
        headers: workHeaders,
        params: subjectParams,
        body: detectBody,
        response: {
          200: answered("The face was enrolled", enrolment),
          202: answered("Not yet; the job has an address", pendingJob),
          ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
        },
      },
      onRequest: [
        requireKey,
        requireTarget,
        requireDoor({ operation: OPERATION, accepts: Object.keys(detectBody.content), target: targetOf }),
      ],
      preValidation: readForm,
      handler: async (request, reply) => {
        const body = request.body as DetectBody;
        const pictures = picturesOf([["image", body instanceof Uint8Array ? body : body.image]]);
        const ask = { ...askOf(request, OPERATION, null), enrol: targetOf(request) };
        return reply.send(
          await answerOrder({ request, reply }, { ask, pictures, present: presentEnrolment }, waiting),
        );
      },
    });
  };
}

/** Hook `onRequest`: no picture is received for someone who is not there. */
async function requireTarget(request: FastifyRequest): Promise<void> {
  await requireSubject(entryOf(request).gate, targetOf(request));
}

function targetOf(request: FastifyRequest): { collectionId: string; subjectId: string } {
  const { collection_id, subject_id } = request.params as Record<string, string | undefined>;
  return { collectionId: collection_id ?? "", subjectId: subject_id ?? "" };
}
