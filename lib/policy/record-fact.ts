import { type Actor, requireStaffRole } from "#lib/identity/actor";
// Under another name: its own makes the linter take it for a hook of React.
import { useStepUp as spendStepUp } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activePack } from "./active-pack";
import { type Day, isDay } from "./days";
import { type FactStatement, factText } from "./fact-statement";
import { factsThatHold } from "./legal-fact";
import { insertFact, lockRecordedFact } from "./legal-fact-store";

/**
 * Records that a legal fact begins, or that one on record ends. It counts for nothing until someone of legal confirms
 * it and, where it begins, the board has passed it. A fact that the pack knows is recorded with every demand of its
 * checklist met: half a statute lifts nothing and is not asked about.
 *
 * @param stepUpId a confirmation by this person over `factText(said).digest`, at most five minutes old, unused
 * @throws AppError `forbidden` for others than compliance; `invalid_request` with a pointer to each field that is
 * wrong; `not_found` for a record to end that is not there; `wrong_state` for one that nobody confirmed;
 * `step_up_stale`; `unavailable` while the ledger stands still
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
    const { canonical, digest } = factText(said);
    await requireLiveLedger(tx);
    const { method } = await spendStepUp(tx, { actor, digest, stepUpId });
    const factId = await insertFact(tx, {
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
      subjectId: factId,
      data: {
        fact: said.fact,
        ends: said.ends,
        in_force_from: said.in_force_from,
        in_force_to: said.in_force_to,
        digest,
        actor: actor.personId,
        method,
      },
    });
    return { factId, digest };
  });
}

async function requireSound(tx: Tx, said: FactStatement): Promise<void> {
  const errors = said.ends === null ? await faultsOfBeginning(tx, said) : faultsOfEnding(said);
  if (said.source.trim() === "")
    errors.push({ pointer: "/source", message: "Cite the law, such as 140 Stat. 12, section 4" });
  if (errors.length > 0) throw new AppError("invalid_request", "The fact cannot be recorded so.", { errors });
  if (said.ends !== null) await requireEndable(tx, said, said.ends);
}

type Faults = { pointer: string; message: string }[];

async function faultsOfBeginning(tx: Tx, said: FactStatement): Promise<Faults> {
  const { legal_facts: known } = await activePack(tx);
  const asked = known.find(({ fact }) => fact === said.fact);
  if (asked === undefined) {
    const names = known.map(({ fact }) => fact).join(", ");
    return [{ pointer: "/fact", message: `No rule waits for it; the pack knows ${names}` }];
  }
  const { in_force_from: from, in_force_to: to, checklist } = said;
  if (from === null || !isDay(from))
    return [{ pointer: "/in_force_from", message: "Give the first day, such as 2031-01-01" }];
  const faults: Faults = [];
  if (to !== null && (!isDay(to) || to < from))
    faults.push({ pointer: "/in_force_to", message: "Give a day that is not before the first, or none" });
  const meets = (id: string) =>
    factsThatHold(
      [{ fact: said.fact, checklist: [{ id }] }],
      [{ fact: said.fact, in_force_from: from, checklist }],
      from,
    );
  for (const { id, says } of asked.checklist) {
    if (meets(id).length === 0)
      faults.push({ pointer: `/checklist/${id}`, message: `The statute must meet this: ${says}` });
  }
  return faults;
}

function faultsOfEnding({ in_force_from: from, in_force_to: to }: FactStatement): Faults {
  const faults: Faults = [];
  if (from !== null)
    faults.push({ pointer: "/in_force_from", message: "Leave it out: the record that ends has it" });
  if (to === null || !isDay(to))
    faults.push({ pointer: "/in_force_to", message: "Give the last day on which it is in force" });
  return faults;
}

async function requireEndable(tx: Tx, { fact }: FactStatement, ends: string): Promise<void> {
  const begun = await lockRecordedFact(tx, ends);
  if (begun === null || begun.fact !== fact) throw new AppError("not_found");
  if (begun.endsId !== null || begun.confirmation === null)
    throw new AppError("wrong_state", "Only a fact that was confirmed can be ended.");
}

function midnight(day: Day | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}
