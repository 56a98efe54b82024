import { type Actor, requireStaffRole } from "#lib/identity/actor";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { databaseNow, read, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import { activePack } from "./active-pack";
import { type Day, dayOf } from "./days";
import { type FactDraft, factFaults } from "./fact-faults";
import { type FactStatement, factText } from "./fact-statement";
import { insertFact, lockRecordedFact } from "./legal-fact-store";

/**
 * The text that a person is about to put on record: checked, with an id of its own and the digest that they sign.
 * Nothing is saved.
 *
 * @throws AppError as `recordFact` does, but for what concerns the confirmation
 */
export function prepareFact({
  actor,
  draft,
}: {
  actor: Actor;
  draft: FactDraft;
}): Promise<{ factId: string; digest: string }> {
  requireStaffRole(actor, "compliance");
  return read(async (tx) => {
    await requireSound(tx, draft);
    const id = newId("fct");
    return { factId: id, digest: factText({ id, ...draft }).digest };
  });
}

/**
 * Records that a legal fact begins, or that one on record ends. It counts for nothing until someone of legal confirms
 * it and, where it begins, the board has passed it. A fact that the pack knows is recorded with every demand of its
 * checklist met, each with a reason: half a statute lifts nothing and is not asked about.
 *
 * @param said with the id that `prepareFact` gave
 * @param stepUpId a confirmation by this person over `factText(said).digest`, at most five minutes old, unused
 * @throws AppError `forbidden` for others than compliance; `invalid_request` with a pointer to each field that is
 * wrong; `not_found` for a record to end that is not there; `wrong_state` for one that nobody confirmed;
 * `already_signed` for an id that is on record; `step_up_stale`; `step_up_failed` for a passkey that signed nothing;
 * `unavailable` while the ledger stands still
 * @see policy pack 2026-11, HS01, "recorded by compliance, confirmed by legal, board vote"
 */
export function recordFact(input: {
  actor: Actor;
  said: FactStatement;
  stepUpId: string;
}): Promise<{ factId: string; digest: string }> {
  const { actor, said, stepUpId } = input;
  requireStaffRole(actor, "compliance");
  return transaction(async (tx) => {
    await requireSound(tx, said);
    if ((await lockRecordedFact(tx, said.id)) !== null)
      throw new AppError("already_signed", "It is on record already.");
    const { canonical, digest } = factText(said);
    await requireLiveLedger(tx);
    const { method, assertionDigest } = await spendStepUpToSign(tx, { actor, digest, stepUpId });
    await insertFact(tx, {
      id: said.id,
      fact: said.fact,
      endsId: said.ends,
      inForceFrom: midnight(said.in_force_from),
      inForceTo: midnight(said.in_force_to),
      canonical,
      digest,
      recordedById: actor.personId,
      method,
      stepUpId,
    });
    await appendEntry(tx, {
      kind: "fact.recorded",
      subjectId: said.id,
      data: {
        fact: said.fact,
        ends: said.ends,
        place: said.place,
        in_force_from: said.in_force_from,
        in_force_to: said.in_force_to,
        digest,
        actor: actor.personId,
        method,
        assertion_digest: assertionDigest,
      },
    });
    const { ends } = said;
    await emitEvent(tx, { kind: "fact.recorded", subjectId: said.id, data: ends === null ? {} : { ends } });
    return { factId: said.id, digest };
  });
}

async function requireSound(tx: Tx, draft: FactDraft): Promise<void> {
  const { legal_facts: known } = await activePack(tx);
  const errors = factFaults(known, draft, dayOf(await databaseNow(tx)));
  if (errors.length > 0) throw new AppError("invalid_request", "The fact cannot be recorded so.", { errors });
  if (draft.ends !== null) await requireEndable(tx, draft, draft.ends);
}

async function requireEndable(tx: Tx, { fact }: FactDraft, ends: string): Promise<void> {
  const begun = await lockRecordedFact(tx, ends);
  if (begun === null || begun.fact !== fact) throw new AppError("not_found");
  if (begun.endsId !== null || begun.confirmation === null)
    throw new AppError("wrong_state", "Only a fact that was confirmed can be ended.");
}

function midnight(day: Day | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}
