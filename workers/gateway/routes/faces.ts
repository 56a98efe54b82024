import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { deleteFace } from "#lib/galleries/delete-face";
import { viewFaces } from "#lib/galleries/view";
import { requireKey } from "../caller";
import { faceParams, faces, pageQuery, subjectParams } from "../contract/galleries";
import { callHeaders } from "../contract/headers";
import { answered, problems } from "../contract/problem";
import { galleryCaller } from "../gallery-caller";
import { presentFace, presentPage } from "../present-galleries";

const URL = "/v1/collections/:collection_id/subjects/:subject_id/faces";
const tags = ["Galleries"];

export const facesRoute: FastifyPluginAsyncZod = async (server) => {
  server.route({
    method: "GET",
    url: URL,
    schema: {
      operationId: "listFaces",
      tags,
      summary: "The enrolled faces of a subject",
      description: "What is known about them. The numbers that stand for a face never leave the service.",
      headers: callHeaders,
      params: subjectParams,
      querystring: pageQuery,
      response: { 200: answered("A page of them", faces), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { collection_id: collectionId, subject_id: subjectId } = request.params;
      const target = { collectionId, subjectId };
      const page = await viewFaces(galleryCaller(request), target, request.query);
      return reply.send(presentPage(page, presentFace));
    },
  });
  server.route({
    method: "DELETE",
    url: `${URL}/:face_id`,
    schema: {
      operationId: "deleteFace",
      tags,
      summary: "Delete one enrolled face",
      headers: callHeaders,
      params: faceParams,
      response: { 204: z.null().meta({ description: "Gone" }), ...problems(400, 401, 403, 404, 429, 503) },
    },
    onRequest: requireKey,
    handler: async (request, reply) => {
      const { collection_id: collectionId, subject_id: subjectId, face_id: faceId } = request.params;
      await deleteFace(galleryCaller(request), { collectionId, subjectId, faceId });
      return reply.code(204).send(null);
    },
  });
};
