import { randomBytes } from "node:crypto";
import { Resolver } from "node:dns/promises";
import { appendEntry } from "#lib/ledger/append-entry";
import { read, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import { type Actor, requireMember } from "./actor";
import { type DomainCheck, judgeRecords, readDomain, recordName } from "./domain";
import { beginCheck, countDomains, deleteDomain, insertDomain, saveCheck } from "./domain-store";

const DOMAINS_MAX = 10;
const PAUSE_SECONDS = 5;
const PATIENCE_MS = 3_000;

/** Asks for the TXT records of a name; fails with an error that has a `code`. */
export type ResolveTxt = (name: string) => Promise<string[][]>;

type Of = { actor: Actor; organisationId: string };

/**
 * An admin names a domain as the organisation's own; nothing is verified by that.
 *
 * @throws AppError not_found | forbidden (admins only) | invalid_request (pointer /domain)
 */
export async function claimDomain({
  actor,
  organisationId,
  domain: typed,
}: Of & { domain: string }): Promise<{ domainId: string }> {
  requireMember(actor, organisationId, "admin");
  const domain = readDomain(typed);
  if (domain === null) throw atDomain("a domain such as company.example, without a path");
  const domainId = newId("dom");
  await transaction(async (tx) => {
    if ((await countDomains(tx, organisationId)) >= DOMAINS_MAX)
      throw atDomain(`at most ${DOMAINS_MAX} domains`);
    const proof = randomBytes(18).toString("base64url");
    if (!(await insertDomain(tx, { id: domainId, organisationId, domain, proof }))) {
      throw atDomain("is on the list already");
    }
    await appendEntry(tx, {
      kind: "organisation.domain_claimed",
      subjectId: organisationId,
      data: { domain, actor: actor.personId },
    });
  });
  return { domainId };
}

/**
 * Looks whether the domain's DNS has the record that only its owner can put there.
 *
 * @param resolveTxt another resolver than the machine's own
 * @throws AppError not_found | forbidden (admins only) | rate_limited within five seconds of the last look
 */
export async function verifyDomain({
  actor,
  organisationId,
  domainId,
  resolveTxt = askDns,
}: Of & { domainId: string; resolveTxt?: ResolveTxt }): Promise<{ result: DomainCheck }> {
  requireMember(actor, organisationId, "admin");
  const begun = await read((tx) =>
    beginCheck(tx, { id: domainId, organisationId, pauseSeconds: PAUSE_SECONDS }),
  );
  if (begun === null) throw new AppError("not_found");
  if (begun === "too_soon") {
    throw new AppError("rate_limited", "That was just looked up. Wait a few seconds.", {
      retryAfterSeconds: PAUSE_SECONDS,
    });
  }
  const { domain, proof } = begun;
  // Outside the transaction: another's name server may take its time.
  const result = judgeRecords(await answerOf(resolveTxt, recordName(domain)), proof);
  await transaction(async (tx) => {
    const saved = await saveCheck(tx, { id: domainId, result });
    if (saved?.isNews !== true) return;
    await appendEntry(tx, {
      kind: "organisation.domain_verified",
      subjectId: organisationId,
      data: { domain, actor: actor.personId },
    });
  });
  return { result };
}

/** @throws AppError not_found | forbidden (admins only) */
export async function removeDomain({
  actor,
  organisationId,
  domainId,
}: Of & { domainId: string }): Promise<void> {
  requireMember(actor, organisationId, "admin");
  await transaction(async (tx) => {
    if (!(await deleteDomain(tx, { id: domainId, organisationId }))) throw new AppError("not_found");
    await appendEntry(tx, {
      kind: "organisation.domain_removed",
      subjectId: organisationId,
      data: { domain_id: domainId, actor: actor.personId },
    });
  });
}

const askDns: ResolveTxt = (name) => new Resolver({ timeout: PATIENCE_MS, tries: 2 }).resolveTxt(name);

async function answerOf(resolveTxt: ResolveTxt, name: string) {
  try {
    return { records: await resolveTxt(name) };
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    return { failure: typeof code === "string" ? code : "EUNKNOWN" };
  }
}

function atDomain(message: string): AppError {
  return new AppError("invalid_request", "Please look at the domain.", {
    errors: [{ pointer: "/domain", message }],
  });
}
