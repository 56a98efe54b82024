import type { Actor } from "#lib/identity/actor";
import { databaseNow, read } from "#lib/platform/db";
import { activePack } from "#lib/policy/active-pack";
import { dayOf } from "#lib/policy/days";
import { factsInForce } from "#lib/policy/facts-in-force";
import { requirementsOf } from "#lib/policy/fired-clauses";
import { type RiskScale, riskScale } from "#lib/policy/risk-scale";
import { screen } from "#lib/policy/screen";
import { readForMember } from "./access";
import { loadBeside } from "./beside";
import { draftSoFar, type OpenQuestion } from "./draft-so-far";
import { documentKinds } from "./form/labels";
import { NEUTRAL } from "./neutral-application";
import { type ScreeningInWords, screeningInWords } from "./screening-words";

/** A document that a rule asks for: not on file, or there and not yet verified by staff. */
export type AskedDocument = { kind: string; title: string; isFiled: boolean };

/** What the policy would say of a draft now; plain JSON, for the page and for its script alike. */
export type LiveScreening = {
  /** Null while no decisive question is answered: silence, rather than the mildest tier as if it were judged. */
  screening: ScreeningInWords | null;
  scale: RiskScale;
  documents: readonly AskedDocument[];
  /** Questions that count as nothing yet, and could raise risk and rules. */
  open: readonly OpenQuestion[];
};

/**
 * The evaluator's answer for a draft, or for an amendment of what was submitted, as far as it goes: the same evaluator, pack and facts as at a submission, with
 * open questions read as their mildest. Nothing is stored, and it binds nobody.
 *
 * Parents, owners and end users play no part (`JUDGED_AT_SUBMISSION`), nor does what staff found about the applicant.
 *
 * @throws AppError `not_found` for other organisations' people
 */
export function liveScreening(actor: Actor, applicationId: string): Promise<LiveScreening> {
  return read(async (tx) => {
    const { draft } = await readForMember(tx, actor, applicationId);
    const { documents: filed } = await loadBeside(tx, applicationId);
    const pack = await activePack(tx);
    const on = dayOf(await databaseNow(tx));
    const circumstances = { facts: await factsInForce(tx, on), on };
    const { application, open, hasBegun } = draftSoFar(draft, filed);
    const asked = requirementsOf(pack, application, circumstances).documents;
    return {
      screening: hasBegun
        ? withoutOpenSites(screeningInWords(pack, screen(pack, application, circumstances)))
        : null,
      scale: riskScale(pack),
      documents: hasBegun ? asked.map((kind) => askedDocument(kind, filed)) : [],
      open,
    };
  });
}

/** While no site is named the rules were read at one that is made up: it is nobody's to see. */
function withoutOpenSites(screening: ScreeningInWords): ScreeningInWords {
  const madeUp = NEUTRAL.deployment.sites.map(({ name }) => name);
  const rules = screening.rules.map((rule) => ({
    ...rule,
    sites: rule.sites.filter((name) => !madeUp.includes(name)),
  }));
  return { ...screening, rules };
}

function askedDocument(kind: keyof typeof documentKinds, filed: readonly { kind: string }[]): AskedDocument {
  return { kind, title: documentKinds[kind], isFiled: filed.some((document) => document.kind === kind) };
}
