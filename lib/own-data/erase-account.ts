import type { Actor } from "#lib/identity/actor";
import type { Confirmation } from "#lib/identity/confirm-person";
import { type MemberInRole, roleLeftEmpty } from "#lib/identity/members";
import { MEMBER_ROLES } from "#lib/identity/roles";
import { confirmStepUp, spendStepUp } from "#lib/identity/step-up";
import { appendEntry } from "#lib/ledger/append-entry";
import { sha256Hex } from "#lib/platform/canonical-json";
import { read, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { newId } from "#lib/platform/ids";
import {
  countAccountRows,
  endAccount,
  eraseAccountRows,
  insertReceipt,
  lockAccount,
  lockOwnOrganisations,
} from "./erase-store";

export type ErasureReceipt = {
  receiptId: string;
  erased: Record<string, number>;
  kept: Record<string, number>;
};

/** What a person signs for when they erase their account. */
export function accountErasureDigest(personId: string): string {
  return sha256Hex(`erasure of the account ${personId}`);
}

/**
 * Erases the actor's own account: address, name, sign-in, sessions, notices and mail. What was signed stays as it was
 * signed, under an id that names nobody any more.
 *
 * @returns what went and what is left, counted after the fact; the same stands in the ledger
 * @throws AppError wrong_state in words that say what to do first (`whyNotErased`) | step_up_failed | sign_in_locked
 */
export async function eraseAccount({
  actor,
  confirmation,
}: {
  actor: Actor;
  confirmation: Confirmation;
}): Promise<ErasureReceipt> {
  const { personId } = actor;
  const digest = accountErasureDigest(personId);
  const { stepUpId } = await confirmStepUp({ actor, digest, ...confirmation });
  return transaction(async (tx) => {
    await spendStepUp(tx, { actor, digest, stepUpId });
    const account = await lockAccount(tx, personId);
    const refusal = await refusalOf(tx, personId, account);
    if (refusal !== null || account === null) throw new AppError("wrong_state", refusal ?? undefined);

    const erased = await eraseAccountRows(tx, { personId, email: account.email });
    await endAccount(tx, personId);

    const { gone, kept } = await countAccountRows(tx, personId);
    const left = Object.entries(gone).filter(([, count]) => count > 0);
    if (left.length > 0) throw new Error(`rows are left after an erasure: ${left.map(String).join("; ")}`);
    const receiptId = newId("era");
    await insertReceipt(tx, {
      id: receiptId,
      subjectId: personId,
      kind: "person",
      erasedById: personId,
      erased,
      kept,
    });
    await appendEntry(tx, {
      kind: "person.erased",
      subjectId: personId,
      data: { receipt: receiptId, erased, kept },
    });
    return { receiptId, erased, kept };
  });
}

/** What stands in the way of erasing one's own account, in words that say what to do first; null when nothing does. */
export async function whyNotErased({ personId }: Actor): Promise<string | null> {
  return read(async (tx) => refusalOf(tx, personId, await lockAccount(tx, personId)));
}

async function refusalOf(
  tx: Tx,
  personId: string,
  account: Awaited<ReturnType<typeof lockAccount>>,
): Promise<string | null> {
  if (account === null) return "This account is erased already.";
  if (account.isDemo) return "The demo's people stay: others are signed in as them.";
  if (account.wasStaff) {
    return "Decisions rest on the signatures of staff, so their accounts are closed and not erased.";
  }
  for (const { name, memberships } of await lockOwnOrganisations(tx, personId)) {
    const empty = roleLeftEmpty(inRoles(memberships), personId, null);
    if (empty !== null) {
      return `Nobody else is ${empty} of ${name}. Give another member that role first.`;
    }
  }
  return null;
}

function inRoles(rows: readonly { personId: string; role: string }[]): MemberInRole[] {
  return rows.flatMap(({ personId, role }) => {
    const known = MEMBER_ROLES.find((one) => one === role);
    return known === undefined ? [] : [{ personId, role: known }];
  });
}
