import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "#lib/galleries/access";
import type { Made } from "#lib/galleries/make-once";
import { EMBEDDING_MODEL_ID } from "#lib/recognition/model-ids";
import { entryOf } from "./caller";

export function galleryCaller(request: FastifyRequest): Caller {
  const { keyId, tenantId } = entryOf(request).gate;
  return { keyId, tenantId, modelId: EMBEDDING_MODEL_ID, clientAddress: request.ip };
}

export function idempotencyKeyOf(request: FastifyRequest): string {
  return String(request.headers["idempotency-key"]);
}

/** Says of a thing that it was made: now, or by the first request under this key. */
export function announceMade(reply: FastifyReply, { repeated }: Made, location: string): void {
  reply.code(201).header("location", location);
  if (repeated) reply.header("idempotency-replayed", "true");
}
