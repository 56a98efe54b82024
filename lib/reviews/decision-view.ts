import type { Actor } from "#lib/identity/actor";
import { databaseNow, read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emergencyEndsAt } from "#lib/policy/clock";
import type { ApplicationData } from "#lib/policy/contract";
import type { PolicyPack } from "#lib/policy/pack";
import type { Screening } from "#lib/policy/screen";
import { homeLane, requirePart } from "./access";
import { boardRefusal, boardTally, isBoardCase } from "./board-check";
import { imposedConditions, struckSites } from "./check-conditions";
import { canPropose, canSign, type Eligibility, REFUSAL_WORDS, type SignRefusal } from "./eligibility";
import { judgedDocuments } from "./judged-documents";
import { areAllLocked, laneProgress } from "./lanes";
import { type OpenCase, readOpenCase } from "./open-case";
import { findOpenProposal } from "./proposal-store";
import { type ProposalView, proposalViews, withNames } from "./proposal-view";
import { recommendFor } from "./propose-decision";
import type { Recommendation } from "./recommendation";
import { recomputeDigest } from "./recompute-digest";
import { findScores } from "./score-store";
import { signersSoFar } from "./sign-decision";
import type { SignedDocument } from "./signed-content";

/** A case as its approvers meet it. */
export type DecisionDesk = {
  applicationId: string;
  reference: string;
  title: string;
  organisationName: string;
  state: string;
  /** Its approvals are voted on by the board. */
  isBoardCase: boolean;
  revision: { id: string; number: number; digest: string };
  tier: string;
  risk: number;
  pack: PolicyPack;
  screening: Screening;
  /** What the revision rests on, and whether the desk has found it in order. */
  documents: readonly SignedDocument[];
  /** The revision as data, from which the page compiles the grant. */
  application: ApplicationData;
  struckSites: readonly string[];
  imposed: readonly { id: string; text: string; from: readonly string[] }[];
  recommendation: Recommendation;
  /** How many sign: 2, or more where a rule asks for it. */
  needed: number;
  /** Why this person may not propose; empty when they may. */
  proposeRefusals: readonly string[];
  proposal: ProposalView | null;
  /** All proposals, the latest first. */
  proposals: readonly ProposalView[];
  conflict: "undeclared" | "none" | "declared";
  /** Lanes that scored it. */
  lanes: readonly string[];
  /** Why it came here without scores, and when an approval made now would end at the latest; null for all others. */
  emergency: { danger: string; endsAt: Date } | null;
};

/**
 * What approvers decide on: recommendation, conditions to start from, and what was proposed before.
 *
 * @throws AppError as `dossier`; `wrong_state` while lanes are open: scores are sealed, and so is what they suggest
 */
export function decisionDesk(actor: Actor, applicationId: string): Promise<DecisionDesk> {
  return read(async (tx) => {
    const { part, found, scores } = await openedCase(tx, actor, applicationId);
    const proposals = await proposalViews(tx, found.id, actor);
    const { pack, screening, application, revision } = found;
    const { result } = screening;
    const eligible = canPropose(part, homeLane(actor));
    return {
      applicationId: found.id,
      reference: found.reference,
      title: found.title,
      organisationName: found.organisationName,
      state: found.state,
      isBoardCase: isBoardCase(found),
      revision: { id: revision.id, number: revision.number, digest: revision.digest },
      tier: result.tier,
      risk: result.risk,
      pack,
      screening: result,
      documents: await judgedDocuments(tx, found),
      application,
      struckSites: struckSites(pack, result),
      imposed: imposedInWords(pack, result),
      recommendation: await recommendFor(tx, found, scores),
      needed: Math.max(2, result.approvers),
      proposeRefusals: refusalWords(eligible),
      proposal: proposals.find(({ state }) => state === "open") ?? null,
      proposals,
      conflict: part.conflict,
      lanes: [...new Set(found.plan.map(({ lane }) => lane))],
      emergency:
        found.emergency === null
          ? null
          : { danger: found.emergency.danger, endsAt: emergencyEndsAt(pack, await databaseNow(tx)) },
    };
  });
}

export type SigningDesk = {
  applicationId: string;
  reference: string;
  title: string;
  organisationName: string;
  revisionNumber: number;
  proposal: ProposalView;
  /** Anything that the proposal covers has changed since: nobody signs it. */
  isStale: boolean;
  needed: number;
  /** Why this person may not sign; empty when they may. */
  signRefusals: readonly string[];
  /** Approvals of the case are voted on by the board. */
  isBoardCase: boolean;
  /** The board votes on this proposal before anyone signs. */
  isForBoard: boolean;
  hasSigned: boolean;
  /** This person could have proposed, and so may send it back. */
  maySendBack: boolean;
  conflict: "undeclared" | "none" | "declared";
  recommendation: Recommendation;
};

/**
 * The open proposal, word for word as it would be signed.
 *
 * @throws AppError as `decisionDesk`; `wrong_state` when nothing is open to be signed
 */
export function signingDesk(actor: Actor, applicationId: string): Promise<SigningDesk> {
  return read(async (tx) => {
    const { part, found, scores } = await openedCase(tx, actor, applicationId);
    const row = await findOpenProposal(tx, applicationId);
    if (row === undefined) throw new AppError("wrong_state", "Nothing is open to be signed.");
    const signer = { personId: actor.personId, homeLane: homeLane(actor) };
    const soFar = signersSoFar(found, row);
    const eligible = canSign(part, signer, soFar);
    const boardSays = await boardRefusal(tx, { actor, found, proposal: row });
    const [proposal] = await withNames(tx, [row], actor);
    if (proposal === undefined) throw new AppError("not_found");
    return {
      applicationId,
      reference: found.reference,
      title: found.title,
      organisationName: found.organisationName,
      revisionNumber: found.revision.number,
      proposal,
      isStale: (await recomputeDigest(tx, found, row)) !== row.digest,
      needed: soFar.needed,
      signRefusals: [...refusalWords(eligible), ...(boardSays === null ? [] : [boardSays])],
      isBoardCase: isBoardCase(found),
      isForBoard: (await boardTally(tx, { found, proposal: row })) !== null,
      hasSigned: row.signatures.some(({ signerId }) => signerId === actor.personId),
      maySendBack: canPropose(part, homeLane(actor)).ok,
      conflict: part.conflict,
      recommendation: await recommendFor(tx, found, scores),
    };
  });
}

/** The case with its scores, once the seal is open: whatever state it went on to, drafts are never added up. */
async function openedCase(tx: Tx, actor: Actor, applicationId: string) {
  const part = await requirePart(tx, actor, applicationId);
  const found: OpenCase = await readOpenCase(tx, applicationId);
  const scores = await findScores(tx, found.revision.id);
  if (found.emergency === null && !areAllLocked(laneProgress(found.plan, [], scores))) {
    throw new AppError("wrong_state", "Scores are sealed until every lane has locked; the decision is next.");
  }
  return { part, found, scores };
}

function imposedInWords(pack: PolicyPack, screening: Screening): DecisionDesk["imposed"] {
  return imposedConditions(screening).map((id) => ({
    id,
    text: pack.conditions.find((condition) => condition.id === id)?.text ?? id,
    from: screening.conditions.filter((condition) => condition.id === id).map(({ from }) => from),
  }));
}

function refusalWords(eligible: Eligibility<SignRefusal>): string[] {
  return eligible.ok ? [] : eligible.refusals.map((refusal) => REFUSAL_WORDS[refusal]);
}
