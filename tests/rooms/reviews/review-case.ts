import type { Actor } from "#lib/identity/actor";
import type { Lane, StaffRole } from "#lib/identity/roles";
import { canonicalJson, type Json, sha256Hex } from "#lib/platform/canonical-json";
import { type Tx, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { checkApplication } from "#lib/policy/check-application";
import type { ApplicationData } from "#lib/policy/contract";
import { readPackFile } from "#lib/policy/read-pack-file";
import { releasePack } from "#lib/policy/release-pack";
import { type Screening, screen } from "#lib/policy/screen";
import { declareConflict } from "#lib/reviews/declare-conflict";
import { lockLane } from "#lib/reviews/lock-lane";
import { saveScore } from "#lib/reviews/save-score";
import { takeLane } from "#lib/reviews/take-lane";
import { seedPerson } from "#tests/support/seed-person";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { exampleApplication } from "../applications/example";

export const pack = await readPackFile("prisma/packs/2026-11.json");

export type ReviewCase = {
  applicationId: string;
  revisionId: string;
  organisationId: string;
  application: ApplicationData;
  screening: Screening;
};

export const REASON = "The evidence shows it on pages 6 to 8 of the procedure.";

/** A staff member with a session. */
export function seedStaff(role: StaffRole, homeLane: Lane | null = null): Promise<Actor> {
  return transaction(async (tx) => {
    const actor = await seedPerson(tx, homeLane === null ? role : `${role} of ${homeLane}`);
    await seedStaffRole(tx, { data: { id: newId("rol"), personId: actor.personId, role, homeLane } });
    return { ...actor, staffRoles: [{ role, homeLane }] };
  });
}

/** A triaged case: the airline of scenario S2 unless `change` makes it another. */
export async function seedCase(
  change: (application: ApplicationData) => void = () => {},
): Promise<ReviewCase> {
  await releasePack({ actor: "service", pack });
  const checked = checkApplication(exampleApplication());
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  const application = checked.data;
  change(application);
  const screening = screen(pack, application, { facts: [], on: "2026-11-20" });
  return transaction(async (tx) => {
    const organisationId = newId("org");
    await tx.organisation.create({
      data: { id: organisationId, name: "Northwind Airways Ltd", country: "GB" },
    });
    const applicant = await seedPerson(tx, "A. Signatory");
    await tx.membership.create({
      data: { id: newId("mem"), organisationId, personId: applicant.personId, role: "admin" },
    });
    const applicationId = newId("app");
    await tx.application.create({
      data: {
        id: applicationId,
        reference: `APP-TEST-${applicationId.slice(-8)}`,
        organisationId,
        createdById: applicant.personId,
        title: "Opt-in boarding at Terminal 2",
        state: "triaged",
        draft: {},
        packVersion: pack.version,
        tier: screening.tier,
        track: screening.track,
        submittedAt: new Date(),
        dueAt: new Date(Date.now() + 10 * 86_400_000),
      },
    });
    const by = { applicationId, personId: applicant.personId };
    const revisionId = await seedRevision(tx, by, application, screening);
    return { applicationId, revisionId, organisationId, application, screening };
  });
}

/** Files another revision, as an amendment would. */
export async function seedRevision(
  tx: Tx,
  by: { applicationId: string; personId: string },
  application: ApplicationData,
  screening: Screening,
): Promise<string> {
  const id = newId("rev");
  const { applicationId } = by;
  const canonical = canonicalJson(JSON.parse(JSON.stringify(application)) as Json);
  await tx.applicationRevision.create({
    data: {
      id,
      applicationId,
      number: (await tx.applicationRevision.count({ where: { applicationId } })) + 1,
      canonical,
      digest: sha256Hex(canonical),
      packVersion: pack.version,
      attestedById: by.personId,
      attestedName: "A. Signatory",
    },
  });
  await seedScreening(tx, id, screening);
  await tx.application.update({ where: { id: applicationId }, data: { revisionId: id } });
  return id;
}

export async function seedScreening(
  tx: Tx,
  revisionId: string,
  result: Screening,
  restsOn: readonly string[] = [],
): Promise<void> {
  const { tier, risk, outcome } = result;
  await tx.screening.create({
    data: {
      id: newId("scr"),
      revisionId,
      packVersion: pack.version,
      outcome,
      tier,
      risk,
      result: JSON.parse(JSON.stringify(result)),
      restsOn: [...restsOn],
    },
  });
}

export function declareNone(actor: Actor, { applicationId }: ReviewCase): Promise<void> {
  return declareConflict({ actor, applicationId, hasConflict: false, detail: "" });
}

/** Somebody takes the lane, having declared no conflict. */
export async function holdLane(review: ReviewCase, lane: Lane): Promise<Actor> {
  const actor = await seedStaff(lane);
  await declareNone(actor, review);
  await takeLane({ actor, applicationId: review.applicationId, lane });
  return actor;
}

export const T1_FACTORS: Partial<Record<Lane, readonly string[]>> = {
  compliance: ["F01", "F03", "F13", "F14"],
  privacy: ["F02", "F04", "F05", "F08", "F10", "F11"],
  technical: ["F06", "F07", "F12"],
};

/** Every lane taken, scored and locked. @returns who did it */
export async function scoreAll(
  review: ReviewCase,
  points: (factorId: string) => number = () => 3,
): Promise<Actor[]> {
  const scorers: Actor[] = [];
  for (const [lane, factorIds] of Object.entries(T1_FACTORS)) {
    const actor = await holdLane(review, lane as Lane);
    for (const factorId of factorIds) await score(actor, review, factorId, points(factorId));
    await lockLane({ actor, applicationId: review.applicationId });
    scorers.push(actor);
  }
  return scorers;
}

export function score(
  actor: Actor,
  review: ReviewCase,
  factorId: string,
  points: number | null,
): Promise<void> {
  const { applicationId, revisionId } = review;
  return saveScore({
    actor,
    applicationId,
    revisionId,
    factorId,
    points,
    rationale: REASON,
    privateNote: "",
  });
}

/** The refusal's code of a verb, or "accepted". */
export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "accepted";
  } catch (error) {
    if (error instanceof Error && "code" in error) return String(error.code);
    throw error;
  }
}
