import { type Actor, hasStaffRole } from "#lib/identity/actor";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { ApplicationData } from "#lib/policy/contract";
import { dayOf } from "#lib/policy/days";
import { factsInForce } from "#lib/policy/facts-in-force";
import { loadPack } from "#lib/policy/load-pack";
import type { Outcome, Screening } from "#lib/policy/screen";
import { lockForStaff } from "./access";
import { type ApplicationState, DESK_ROLES, IN_HAND } from "./application";
import { loadBeside } from "./beside";
import { changeState } from "./change-state";
import { type EvidenceRow, findEvidenceEver } from "./evidence-store";
import { revisionData } from "./revision-data";
import { findRevision, type RevisionRow } from "./revision-store";
import { applyScreening, isReviewable, recordScreening } from "./screen-revision";
import { findLatestScreening } from "./screening-store";
import type { ApplicationRow } from "./store";

/**
 * Screens the frozen revision again under the pack that it was submitted under, with what staff verified and
 * found, and with the legal facts that came into force, since.
 *
 * The revision itself stays as it was signed: only the `verified` marks and the sanctions finding are staff's.
 * A case moves when the policy's answer moves it; one that people have in hand stays with them unless it is now
 * stopped or its tier changed.
 *
 * @throws AppError `not_found`, `wrong_state` where the table has no way to screening, `forbidden` for other
 * roles, and for all but compliance while a sanctions hold (HS24) stands
 */
export function rescreenApplication(input: {
  actor: Actor;
  applicationId: string;
}): Promise<{ state: ApplicationState; outcome: Outcome }> {
  const { actor, applicationId } = input;
  return transaction(async (tx) => {
    const application = await lockForStaff(tx, actor, applicationId, ...DESK_ROLES);
    const revision = await currentRevision(tx, application);
    const before = await findLatestScreening(tx, revision.id);
    requireClearance(actor, before?.result);

    const now = await databaseNow(tx);
    const { pack } = await loadPack(tx, revision.packVersion);
    const facts = await factsInForce(tx, dayOf(now));
    const data = await asJudgedNow(tx, revision);
    const run = { applicationId, revisionId: revision.id, pack, application: data, facts, now, actor };
    const result = await recordScreening(tx, run);

    const { state } = application;
    // A new screening that changes nothing for the people who have the case leaves it where it is.
    const isInHand = IN_HAND.some((held) => held === state);
    const sameForPeople = isReviewable(result.outcome) && result.tier === application.tier;
    if (isInHand && sameForPeople) return { state, outcome: result.outcome };
    await changeState(tx, { applicationId, from: state, to: "screening", actor, reasonCode: "rescreened" });
    const { country } = data.organisation;
    return {
      state: await applyScreening(tx, { applicationId, pack, result, country, now }),
      outcome: result.outcome,
    };
  });
}

async function currentRevision(tx: Tx, { revisionId, state }: ApplicationRow): Promise<RevisionRow> {
  const revision = revisionId === null || state === "draft" ? undefined : await findRevision(tx, revisionId);
  if (revision === undefined) throw new AppError("wrong_state", "Nothing has been submitted yet.");
  return revision;
}

function requireClearance(actor: Actor, before: Screening | undefined): void {
  const held = before?.rules.some(({ id }) => id === SANCTIONS_HOLD) === true;
  if (held && !hasStaffRole(actor, "compliance", "compliance_officer")) {
    throw new AppError("forbidden", "A sanctions hold is lifted by compliance.");
  }
}

const SANCTIONS_HOLD = "HS24";

/** The revision as signed, with what staff judged since. */
export async function asJudgedNow(tx: Tx, revision: RevisionRow): Promise<ApplicationData> {
  const { sanctions } = await loadBeside(tx, revision.applicationId);
  // Also what an amendment took out since: the revision that people have at hand rests on it until it is submitted.
  const ever = await findEvidenceEver(tx, revision.applicationId);
  return judgedSince(revisionData(revision), { sanctions, ever });
}

/**
 * An application with the marks that staff set in place of its own. Pure.
 *
 * @param judged.ever every document that was ever on file, in the order in which it came
 */
export function judgedSince(
  data: ApplicationData,
  judged: {
    sanctions: ApplicationData["organisation"]["sanctions"];
    ever: readonly Pick<EvidenceRow, "kind" | "sha256" | "verifiedAt" | "issuedOn" | "removedAt">[];
  },
): ApplicationData {
  const filedLast = judged.ever.toSorted(
    (one, other) => Number(one.removedAt === null) - Number(other.removedAt === null),
  );
  const byPlace = new Map(filedLast.map((document) => [placeOf(document), document]));
  return {
    ...data,
    organisation: { ...data.organisation, sanctions: judged.sanctions },
    documents: data.documents.map((document) => {
      const now = document.sha256 == null ? undefined : byPlace.get(placeOf(document));
      return { ...document, verified: now != null && now.verifiedAt !== null, issued_on: now?.issuedOn };
    }),
  };
}

/** The same bytes can be on file as two kinds: found to be one of them says nothing of the other. */
function placeOf({ kind, sha256 }: { kind: string; sha256?: string | null | undefined }): string {
  return `${kind} ${sha256}`;
}
