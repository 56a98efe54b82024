import type { FastifyRequest, onRequestAsyncHookHandler } from "fastify";
import type { EnrolmentTarget } from "#lib/galleries/enrolment";
import type { GateRequest } from "#lib/grants/authorise";
import type { Operation } from "#lib/grants/terms";
import { requirePassageNow } from "#lib/jobs/enter";
import { resolveAsk, searchOperation } from "#lib/jobs/gate-request";
import { AppError } from "#lib/platform/errors";
import { EMBEDDING_MODEL_ID } from "#lib/recognition/model-ids";
import { entryOf } from "./caller";

/**
 * Hook `onRequest`, after the key: all that the headers can say is judged before the body is read, so that a
 * picture that may not be processed is never received, let alone stored.
 */
export function requireDoor(work: {
  operation: Operation | ((request: FastifyRequest) => Operation);
  accepts: readonly string[];
  /** Of an enrolment: whose face it is to keep. */
  target?: (request: FastifyRequest) => EnrolmentTarget;
}): onRequestAsyncHookHandler {
  return async (request) => {
    const { gate } = entryOf(request);
    const type = request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
    if (type === undefined || !work.accepts.includes(type)) {
      throw new AppError("unsupported_media_type", `Send one of: ${work.accepts.join(", ")}.`);
    }
    const operation = typeof work.operation === "function" ? work.operation(request) : work.operation;
    const ask = resolveAsk(gate.grant, askOf(request, operation, null));
    const enrol = work.target?.(request);
    await requirePassageNow(gate, enrol === undefined ? ask : { ...ask, enrol });
    await requireIdempotencyKey(request);
  };
}

/** Hook `onRequest`. @throws AppError idempotency_key_required */
export async function requireIdempotencyKey(request: FastifyRequest): Promise<void> {
  if (request.headers["idempotency-key"]) return;
  throw new AppError(
    "idempotency_key_required",
    "Send an Idempotency-Key of your own with every call that starts work.",
  );
}

/** The gate's question as this request puts it. */
export function askOf(request: FastifyRequest, operation: Operation, threshold: number | null): GateRequest {
  return {
    operation,
    threshold,
    purpose: textHeader(request, "countersign-purpose"),
    site: textHeader(request, "countersign-site"),
    mode: textHeader(request, "countersign-mode"),
    modelId: EMBEDDING_MODEL_ID,
    topK: null,
    clientAddress: request.ip,
  };
}

/** Which 1:N operation this request is, by its mode. */
export function searchOf(request: FastifyRequest): Operation {
  return searchOperation(entryOf(request).gate.grant, textHeader(request, "countersign-mode"));
}

/** Node gives header bytes as Latin-1; senders use UTF-8 or, where their client cannot, percent-encoding. */
function textHeader(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  if (typeof value !== "string" || value.trim() === "") return null;
  const utf8 = Buffer.from(value.trim(), "latin1").toString("utf8");
  const text = utf8.includes("\uFFFD") ? value.trim() : utf8;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
