import type { Actor } from "#lib/identity/actor";
import { spendStepUpToSign } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { requireLiveLedger } from "#lib/ledger/require-live-ledger";
import { databaseNow, read, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { newId } from "#lib/platform/ids";
import { countKeepers, KEEPERS_MIN, requireKeeper } from "./keepers";
import { proposalText, type StaffDraft, type StaffStatement } from "./proposal";
import { proposalFaults } from "./proposal-faults";
import { findProposal, insertProposal } from "./proposal-store";
import { findByEmail, findStaff } from "./role-store";

/**
 * The text that a person is about to propose: checked, with an id of its own and the digest that they sign. Nothing is
 * saved.
 *
 * @throws AppError as `proposeStaff` does, but for what concerns the confirmation
 */
export function prepareProposal({
  actor,
  draft,
}: {
  actor: Actor;
  draft: StaffDraft;
}): Promise<{ proposalId: string; digest: string }> {
  requireKeeper(actor);
  return read(async (tx) => {
    await requireSound(tx, actor, draft);
    const id = newId("stf");
    return { proposalId: id, digest: proposalText({ id, ...draft }).digest };
  });
}

/**
 * Proposes that someone becomes staff or takes further roles, or that roles of theirs end. Nothing changes until another
 * person has confirmed it.
 *
 * @param said with the id that `prepareProposal` gave
 * @param stepUpId a confirmation by this person over `proposalText(said).digest`, at most five minutes old, unused
 * @throws AppError `forbidden` for others than compliance officers and operators, and for what concerns oneself;
 * `invalid_request` with a pointer to each field that is wrong; `wrong_state` where too few would be left to see to the
 * staff; `already_signed` for an id that is on record; `step_up_stale`; `step_up_failed` for a passkey that signed
 * nothing; `unavailable` while the ledger stands still
 * @see guarantees.md, "enrolment of a staff member and of their passkey takes two people"
 */
export function proposeStaff(input: {
  actor: Actor;
  said: StaffStatement;
  stepUpId: string;
}): Promise<{ proposalId: string; digest: string }> {
  const { actor, said, stepUpId } = input;
  requireKeeper(actor);
  return transaction(async (tx) => {
    await requireSound(tx, actor, said);
    if ((await findProposal(tx, said.id)) !== null)
      throw new AppError("already_signed", "It is on record already.");
    const { canonical, digest } = proposalText(said);
    await requireLiveLedger(tx);
    const { method, assertionDigest } = await spendStepUpToSign(tx, { actor, digest, stepUpId });
    const { id, action, email } = said;
    const { personId: proposedById } = actor;
    await insertProposal(tx, { id, action, email, canonical, digest, proposedById, method, stepUpId });
    await appendEntry(tx, {
      kind: "staff.proposed",
      subjectId: id,
      data: {
        action,
        roles: said.roles.map(({ role, home_lane }) => ({ role, home_lane })),
        digest,
        actor: proposedById,
        method,
        assertion_digest: assertionDigest,
      },
      secret: { email, name: said.name, reason: said.reason },
    });
    await emitEvent(tx, { kind: "staff.proposed", subjectId: id, data: {} });
    return { proposalId: id, digest };
  });
}

/** @throws AppError `forbidden` | `invalid_request` | `wrong_state` */
async function requireSound(tx: Tx, actor: Actor, draft: StaffDraft): Promise<void> {
  const today = (await databaseNow(tx)).toISOString().slice(0, 10);
  const errors = proposalFaults(draft, today);
  if (errors.length > 0) throw new AppError("invalid_request", "It cannot be proposed so.", { errors });
  const person = await findByEmail(tx, draft.email);
  if (person?.id === actor.personId)
    throw new AppError("forbidden", "Nobody proposes what concerns themselves; another person does.");
  if (person?.disabledAt != null) throw atField("/email", "This account is closed");
  const held = (person?.staffRoles ?? []).filter(({ endedAt }) => endedAt === null).map(({ role }) => role);
  const { action, roles } = draft;
  const wrong = roles.find(({ role }) => held.includes(role) === (action === "enrol"));
  if (wrong !== undefined) {
    const words = wrong.role.replaceAll("_", " ");
    throw atField("/roles", action === "enrol" ? `They hold ${words} already` : `They do not hold ${words}`);
  }
  if (action === "end") await requireKeepersLeft(tx, draft);
}

/** @throws AppError `wrong_state` */
export async function requireKeepersLeft(
  tx: Tx,
  { email, roles }: Pick<StaffDraft, "email" | "roles">,
): Promise<void> {
  const staff = await findStaff(tx);
  const left = countKeepers(staff, { email, roles: roles.map(({ role }) => role) });
  if (left >= KEEPERS_MIN || left === countKeepers(staff)) return;
  throw new AppError(
    "wrong_state",
    `Fewer than ${KEEPERS_MIN} people would be left who see to the staff, and none could be named any more. Enrol another first.`,
  );
}

function atField(pointer: string, message: string): AppError {
  return new AppError("invalid_request", `${message}.`, { errors: [{ pointer, message }] });
}
