import Link from "next/link";
import type { Dossier } from "#lib/reviews/dossier-view";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Card } from "#ui/page";
import { ConflictForm } from "../_case/conflict-form";
import { declare } from "./actions";
import { TakeLaneForm } from "./part-forms";

/** What this person does next in this case, if it is anything but scoring the factor at hand. */
export function NextStep({ found }: { found: Dossier }) {
  return (
    <>
      {found.amendingSince !== null && isOpen(found.state) ? (
        <Notice title="The applicant is writing an amendment">
          It replaces this revision once it is submitted, and what was proposed is void then. Scores stay
          where nothing they rest on has changed.
        </Notice>
      ) : null}
      <OwnStep found={found} />
      {found.state === "re_review" ? (
        <p className="text-small">
          This approval is to be looked at again.{" "}
          <Link href="/operate/re-reviews">Take it into its lanes</Link>
        </p>
      ) : null}
      {found.state === "deferred_for_authority" ? (
        <p className="text-small">
          It waits for an authority.{" "}
          <Link href={`/review/${found.applicationId}/authority`}>What for, and how it is recorded</Link>
        </p>
      ) : null}
      {found.state === "triaged" ? (
        <p className="text-small">
          <Link href={`/review/${found.applicationId}/emergency`}>Danger to life? The emergency lane</Link>
        </p>
      ) : null}
    </>
  );
}

function OwnStep({ found }: { found: Dossier }) {
  const { applicationId, me, state } = found;
  if (me.part.conflict === "undeclared" && isOpen(state)) {
    return (
      <Card className="grid gap-3">
        <h2>Before you take part</h2>
        <p className="text-small text-ink-2">
          Say whether you have a conflict of interest: work, money, family, or a past with the applicant or
          with whoever sells to it. You can read the case either way until you say that you have one.
        </p>
        <ConflictForm applicationId={applicationId} declare={declare} />
      </Card>
    );
  }
  const lanes = [...new Set(found.lanes.filter(({ canTake }) => canTake).map(({ lane }) => lane))];
  if (lanes.length > 0 && ["triaged", "in_review", "rfi"].includes(state)) {
    return (
      <Card className="grid gap-3">
        <h2>Take your lane</h2>
        <p className="text-small text-ink-2">
          You alone score its factors from then on; those who score do not sign.
        </p>
        <TakeLaneForm applicationId={applicationId} lanes={lanes} />
      </Card>
    );
  }
  const apart = state === "reconciliation" ? found.factors.filter((factor) => isToReconcile(factor)) : [];
  if (apart.length > 0) {
    return (
      <Card className="grid gap-2">
        <h2>Scores to reconcile</h2>
        <p className="text-small text-ink-2">
          Yours and another’s lie two points apart or more. Say in writing what explains it, or stand by what
          the other wrote.
        </p>
        <p className="flex flex-wrap gap-x-3">
          {apart.map(({ id, name }) => (
            <Link key={id} href={`/review/${applicationId}?factor=${id}`}>
              {id} {name}
            </Link>
          ))}
        </p>
      </Card>
    );
  }
  if (me.mayDecide && state === "decision_pending") {
    return (
      <Card className="flex flex-wrap items-center justify-between gap-3">
        <p>The case waits for two approvers.</p>
        <ButtonLink href={`/review/${applicationId}/decide`} look="primary">
          Decide
        </ButtonLink>
      </Card>
    );
  }
  return null;
}

/** The viewer is one of the two scorers, and has not stood by a text on it. */
function isToReconcile({ apart }: Dossier["factors"][number]): boolean {
  return apart?.isMine === true && apart.text?.isAgreedByMe !== true;
}

/** States in which people still act on a case. */
function isOpen(state: Dossier["state"]): boolean {
  return ["triaged", "in_review", "rfi", "scoring_locked", "reconciliation", "decision_pending"].includes(
    state,
  );
}
