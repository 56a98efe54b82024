import type { Lane } from "#lib/identity/roles";

/** What one person has to do with one case, read from the database. Past parts count like present ones. */
export type PartInCase = {
  /** Belongs, or once belonged, to the applicant's organisation. */
  isApplicantMember: boolean;
  /** The applicant employs the person, or did so within five years, as it stands on record of the staff. */
  isPastEmployee: boolean;
  conflict: "undeclared" | "none" | "declared";
  /** Verified the applicant's evidence or recorded findings about it. */
  didIntake: boolean;
  hasScored: boolean;
  /** Recorded a legal fact on which a screening of the case rests: it would not have gone so without. */
  recordedFact: boolean;
  /** The lane that the person holds here now. */
  lane: Lane | null;
  recused: boolean;
};

export type ScoreRefusal =
  | "applicant_member"
  | "past_employer"
  | "conflict_undeclared"
  | "conflict_declared"
  | "recused"
  | "role_missing"
  | "other_lane_held"
  | "signed_here";

export type SignRefusal =
  | "not_approver"
  | "applicant_member"
  | "past_employer"
  | "conflict_undeclared"
  | "conflict_declared"
  | "recused"
  | "scored_here"
  | "lane_held"
  | "intake_done"
  | "fact_recorded"
  | "already_signed"
  | "same_home_lane"
  | "chair_missing";

export type VoteRefusal =
  | Exclude<SignRefusal, "not_approver" | "already_signed" | "same_home_lane" | "chair_missing">
  | "not_seated"
  | "signed_proposal";

export type Eligibility<R> = { ok: true } | { ok: false; refusals: readonly [R, ...R[]] };

/** Each refusal as a sentence to the person whom it concerns. */
export const REFUSAL_WORDS: Readonly<Record<ScoreRefusal | SignRefusal | VoteRefusal, string>> = {
  applicant_member: "You belong, or belonged, to the applicant's organisation.",
  past_employer: "The applicant employs you, or did so within five years.",
  conflict_undeclared: "Declare first whether you have a conflict of interest in this case.",
  conflict_declared: "You declared a conflict of interest in this case.",
  recused: "You are recused from this case.",
  role_missing: "You do not hold the role of this lane.",
  other_lane_held: "You hold another lane in this case; one person has one lane.",
  signed_here: "You signed in this case; those who sign do not score.",
  not_approver: "You do not hold the role approver with a home lane.",
  scored_here: "You scored in this case; those who score do not sign.",
  lane_held: "You hold a lane in this case; those who score do not sign.",
  intake_done: "You verified evidence or recorded findings in this case; those who did intake do not sign.",
  fact_recorded: "You recorded a legal fact that this case rests on; others decide what it opens or shuts.",
  already_signed: "You have signed this already; the other signature is someone else's.",
  same_home_lane: "Someone from your home lane has signed; signers come from different lanes.",
  not_seated: "You do not sit on the board.",
  signed_proposal: "You signed this as an approver; those who sign do not vote.",
  chair_missing: "Tier 3 needs the ethics chair: one of the signers has the home lane ethics.",
};

/**
 * May this person hold a lane, and score in it?
 *
 * @returns every reason against, not the first alone, so that nobody meets them one by one
 * @see policy pack 2026-11, part D, "Separation of duties"
 */
export function canScore(
  part: PartInCase,
  asked: { lane: Lane; roles: readonly string[]; hasSigned: boolean },
): Eligibility<ScoreRefusal> {
  return verdictOf<ScoreRefusal>([
    [part.isApplicantMember, "applicant_member"],
    [part.isPastEmployee, "past_employer"],
    [part.recused, "recused"],
    [part.conflict === "declared", "conflict_declared"],
    [!asked.roles.includes(asked.lane), "role_missing"],
    [part.lane !== null && part.lane !== asked.lane, "other_lane_held"],
    [asked.hasSigned, "signed_here"],
    [part.conflict === "undeclared", "conflict_undeclared"],
  ]);
}

/** The signatures that stand already, and what the case asks of all of them together. */
export type SignersSoFar = {
  tier: string;
  /** 2, or more where a rule asks for an extra sign-off. */
  needed: number;
  signed: readonly { signerId: string; lane: Lane }[];
};

/** May this person put a decision of this case before the signers? The same people who may sign one. */
export function canPropose(part: PartInCase, homeLane: Lane | null): Eligibility<SignRefusal> {
  return verdictOf(refusalsToSign(part, homeLane));
}

/**
 * May this person sign now? Independent of the case, and of everyone who signed before.
 *
 * @param signer.homeLane of the role approver; null when the person does not hold it
 * @returns every reason against
 * @see policy pack 2026-11, part D, "Separation of duties" and "Tracks"
 */
export function canSign(
  part: PartInCase,
  signer: { personId: string; homeLane: Lane | null },
  { tier, needed, signed }: SignersSoFar,
): Eligibility<SignRefusal> {
  const hasSigned = signed.some(({ signerId }) => signerId === signer.personId);
  const lanes = signed.map(({ lane }) => lane);
  const isLast = signed.length + 1 >= needed;
  const hasChair = signer.homeLane === "ethics" || lanes.includes("ethics");
  return verdictOf([
    [hasSigned, "already_signed"],
    ...refusalsToSign(part, signer.homeLane),
    [!hasSigned && signer.homeLane !== null && lanes.includes(signer.homeLane), "same_home_lane"],
    [!hasSigned && isLast && tier === "T3" && !hasChair, "chair_missing"],
  ]);
}

/**
 * May this person vote on a proposal as a member of the board? As independent of the case as a signer.
 *
 * @returns every reason against
 */
export function canVote(
  part: PartInCase,
  member: { isSeated: boolean; hasSigned: boolean },
): Eligibility<VoteRefusal> {
  return verdictOf<VoteRefusal>([
    [!member.isSeated, "not_seated"],
    [member.hasSigned, "signed_proposal"],
    ...partRefusals(part),
  ]);
}

function refusalsToSign(part: PartInCase, homeLane: Lane | null): [boolean, SignRefusal][] {
  return [[homeLane === null, "not_approver"], ...partRefusals(part)];
}

type PartRefusal = Extract<SignRefusal, VoteRefusal>;

function partRefusals(part: PartInCase): [boolean, PartRefusal][] {
  return [
    [part.isApplicantMember, "applicant_member"],
    [part.isPastEmployee, "past_employer"],
    [part.recused, "recused"],
    [part.conflict === "declared", "conflict_declared"],
    [part.hasScored, "scored_here"],
    [part.lane !== null, "lane_held"],
    [part.didIntake, "intake_done"],
    [part.recordedFact, "fact_recorded"],
    [part.conflict === "undeclared", "conflict_undeclared"],
  ];
}

/** @returns every reason that holds, in the order in which they stand */
export function verdictOf<R>(checks: readonly (readonly [boolean, R])[]): Eligibility<R> {
  const [first, ...rest] = checks.filter(([refused]) => refused).map(([, refusal]) => refusal);
  return first === undefined ? { ok: true } : { ok: false, refusals: [first, ...rest] };
}
