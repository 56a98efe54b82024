import { revisionData } from "#lib/applications/revision-data";
import type { Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import type { ApplicationData } from "#lib/policy/contract";
import { doubleScoredFactors } from "#lib/policy/double-scoring";
import { factorsOfLane, lanesFor } from "#lib/policy/lanes";
import { loadPack } from "#lib/policy/load-pack";
import type { PolicyPack } from "#lib/policy/pack";
import type { Screening } from "#lib/policy/screen";
import { type CaseRow, findCase, lockCase } from "./case-store";
import { type EmergencyRow, findEmergency } from "./emergency-store";
import type { LanePlan } from "./lanes";

/** A case with what it is judged by: the pack of its screening, and who scores which factor under it. */
export type OpenCase = Omit<CaseRow, "screening"> & {
  screening: Omit<CaseRow["screening"], "result"> & { result: Screening };
  application: ApplicationData;
  pack: PolicyPack;
  /** SHA-256 of the pack's canonical JSON, hex. */
  packDigest: string;
  plan: LanePlan;
  /** The emergency as which this revision goes to the approvers without scores; null for all others. */
  emergency: EmergencyRow | null;
};

/**
 * The case, locked until the transaction ends.
 *
 * @throws AppError `not_found` when there is none that was submitted and screened
 */
export async function lockOpenCase(tx: Tx, applicationId: string): Promise<OpenCase> {
  return withPack(tx, await lockCase(tx, applicationId));
}

/** The case, unlocked, for reading. */
export async function readOpenCase(tx: Tx, applicationId: string): Promise<OpenCase> {
  return withPack(tx, await findCase(tx, applicationId));
}

async function withPack(tx: Tx, row: CaseRow | undefined): Promise<OpenCase> {
  if (row === undefined) throw new AppError("not_found");
  const { pack, digest: packDigest } = await loadPack(tx, row.screening.packVersion);
  // What `screen` returned, saved as it was; append-only in the database.
  const result = row.screening.result as unknown as Screening;
  const application = revisionData(row.revision);
  const plan = casePlan(pack, result.tier, application);
  const emergency = await findEmergency(tx, row.revision.id);
  return { ...row, screening: { ...row.screening, result }, application, pack, packDigest, plan, emergency };
}

/** Who scores which factors of this application; lanes, and second seats, with nothing to score are left out. */
export function casePlan(pack: PolicyPack, tier: Screening["tier"], application: ApplicationData): LanePlan {
  const twice = doubleScoredFactors(pack, tier, application);
  return lanesFor(pack, tier)
    .flatMap((lane) => {
      const factorIds = factorsOfLane(pack, tier, lane, application).map(({ id }) => id);
      return [
        { lane, seat: 1, factorIds } as const,
        { lane, seat: 2, factorIds: factorIds.filter((id) => twice.includes(id)) } as const,
      ];
    })
    .filter(({ factorIds }) => factorIds.length > 0);
}
