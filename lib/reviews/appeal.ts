import type { ApplicationState } from "#lib/applications/application";
import { canonicalJson, sha256Hex } from "#lib/platform/canonical-json";
import type { PolicyPack } from "#lib/policy/pack";
import { APPEAL_GROUNDS, type AppealGround, type AppealOutcome } from "./appeal-words";

/** What can be appealed against: a refusal by the policy, one by people, and the end of an approval. */
export const APPEALABLE = ["rejected_hard_stop", "declined", "revoked"] as const;
export type Appealable = (typeof APPEALABLE)[number];

/** What an appeal is against. */
export const AGAINST_WORDS: Readonly<Record<Appealable, string>> = {
  rejected_hard_stop: "the refusal by a rule of the policy",
  declined: "the refusal that two people signed",
  revoked: "the end of the approval",
};

export function isAppealable(state: ApplicationState): state is Appealable {
  return APPEALABLE.some((appealable) => appealable === state);
}

/** A panel has two members, and both sign the same text. */
export const PANEL_SIZE = 2;

/**
 * The grounds on which a decision can be appealed: a hard stop is the policy's and no judgement, so that only the
 * facts that it fired on can be tested.
 *
 * @see policy pack 2026-11, part D, "Appeal"
 */
export function groundsAgainst(against: Appealable): readonly AppealGround[] {
  return against === "rejected_hard_stop" ? ["fact"] : APPEAL_GROUNDS;
}

const DAY_MS = 86_400_000;

/** When the panel is to have decided: calendar days. A breach escalates and decides nothing. */
export function appealDueAt(pack: PolicyPack, filedAt: Date): Date {
  return new Date(filedAt.getTime() + pack.clocks.appeal_decision_days * DAY_MS);
}

/** Everything that a signature of the panel stands for. Keys are the text's own. */
export type AppealContent = {
  v: 1;
  proposal_id: string;
  appeal: {
    id: string;
    application_id: string;
    revision_id: string;
    against: string;
    grounds: readonly string[];
    /** SHA-256 of the statement's UTF-8, hex. */
    statement_digest: string;
  };
  outcome: AppealOutcome;
  reasons: string;
  public_reasons: string;
};

/** @returns RFC 8785 canonical JSON, and its SHA-256 as 64 hex digits */
export function appealText(content: AppealContent): { canonical: string; digest: string } {
  const { appeal, ...rest } = content;
  const canonical = canonicalJson({ ...rest, appeal: { ...appeal, grounds: [...appeal.grounds] } });
  return { canonical, digest: sha256Hex(canonical) };
}
