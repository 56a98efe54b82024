import type { FastifyReply, FastifyRequest } from "fastify";
import { type Entry, enter } from "#lib/jobs/enter";
import { spendRequest } from "#lib/jobs/spend-request";
import { AppError } from "#lib/platform/errors";
import { API_VERSION } from "./contract/headers";
import { tellRequestRate } from "./tell-rate";

declare module "fastify" {
  interface FastifyRequest {
    /** Who calls and their grant, once the key was checked; null on public routes. */
    entry: Entry | null;
  }
}

/**
 * Hook `onRequest`: the key is checked, and its grant's calls of any kind are counted, before a byte of the body is
 * read.
 */
export async function requireKey(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const entry = await enter({ authorization: request.headers.authorization });
  request.entry = entry;
  reply.header("countersign-decision", entry.gate.grant.decisionId);
  reply.header("countersign-version", API_VERSION);
  // What an answer to a key says is for its holder alone.
  reply.header("cache-control", "no-store");
  await spendRequest(entry.gate, (rate) => tellRequestRate(reply, rate));
}

/** The caller, behind `requireKey`. */
export function entryOf(request: FastifyRequest): Entry {
  if (request.entry === null) throw new AppError("key_missing");
  return request.entry;
}
