import { LEAKED } from "#lib/keys/revocation";
import type { HandedEvent } from "#lib/platform/handle-events";
import { TEXTS } from "./notice-texts";
import { OTHER_EVENTS, type OtherEvent } from "./other-events";
import type { Telling } from "./telling";
import type { NoticeFacts } from "./templates";
import { TURNS } from "./turns";

/** Where to look for the people of an event. */
export type Scope = {
  applicationId?: string;
  grantId?: string;
  organisationId?: string;
  personId?: string;
};

export type Told = { event: string; tellings: readonly Telling[]; scope: Scope; facts: NoticeFacts };

/** What an event has to say, to whom to look, and the facts that it brings. @returns null for one that tells nothing */
export function tellingsOf({
  kind,
  subjectId,
  data,
}: Pick<HandedEvent, "kind" | "subjectId" | "data">): Told | null {
  const said = wordsOf(data);
  switch (kind) {
    case "application.stage_changed": {
      const tellings = Object.entries(TURNS).find(([reason]) => reason === said.reason)?.[1] ?? [];
      return { event: said.reason ?? "", tellings, scope: { applicationId: subjectId }, facts: {} };
    }
    case "information.due_soon":
    case "clock.due_soon":
    case "clock.overdue":
    case "grant.ends_soon":
      return other(kind, { applicationId: subjectId });
    case "information.answered":
      // When nothing is left open the case moves, and is told of as that.
      return isStillOpen(data) ? other(kind, { applicationId: subjectId }) : null;
    case "grant.changed":
      return grantTold(subjectId, said);
    case "key.revoked":
      return other(said.why === LEAKED ? "key.leaked" : kind, ownerOf(said));
    case "key.rotated":
    case "key.old_secret_leaked":
      return other(kind, ownerOf(said));
    case "key.expiring":
      return other(kind, ownerOf(said), { days: said.days ?? "" });
    case "quota.reached":
      return other(
        said.percent === "100" ? "quota.used_up" : kind,
        { grantId: subjectId },
        { percent: said.percent ?? "" },
      );
    case "appeal.due_soon":
    case "appeal.overdue":
      return other(kind, { ...(said.application_id && { applicationId: said.application_id }) });
    case "staff.proposed":
    case "staff.passkey_waiting":
      return other(kind, {});
    case "fact.recorded":
      // The board is not asked about an end.
      return other(said.ends === undefined ? "fact.recorded" : "fact.end_recorded", {});
    case "concern.filed":
    case "concern.overdue":
      return other(kind, {});
    case "finding.recorded":
    case "finding.due_soon":
    case "finding.answered":
    case "finding.closed":
    case "finding.revocation_proposed":
      return other(kind, ownerOf(said));
    case "tenant.suspended":
      return other(kind, { organisationId: subjectId });
    case "member.joined":
    case "member.left":
    case "member.role_changed":
      return other(
        kind,
        { organisationId: subjectId, ...(said.person_id && { personId: said.person_id }) },
        { role: said.role ?? "member" },
      );
    case "person.sign_in_changed":
      return other(kind, { personId: subjectId }, { what: changeIn(said.what) });
    default:
      return null;
  }
}

function ownerOf({ tenant_id }: Record<string, string | undefined>): Scope {
  return tenant_id === undefined ? {} : { organisationId: tenant_id };
}

/** How a sign-in was changed, by a code that there are words for. */
function changeIn(what: string | undefined): string {
  return what !== undefined && Object.hasOwn(TEXTS.en.what, what) ? what : "other";
}

/** Whether other questions wait for their answer still. */
function isStillOpen(data: unknown): boolean {
  const { stillOpen } = Object(data) as { stillOpen?: unknown };
  return stillOpen === true || (typeof stillOpen === "number" && stillOpen > 0);
}

/** The other turns of a grant are turns of its case, and told as such. */
function grantTold(grantId: string, { to }: Record<string, string | undefined>): Told | null {
  if (to === "restricted") return other("grant.restricted", { grantId });
  return null;
}

function other(event: OtherEvent, scope: Scope, facts: NoticeFacts = {}): Told {
  return { event, tellings: OTHER_EVENTS[event], scope, facts };
}

/** An event's data as far as it is words. */
function wordsOf(data: unknown): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(Object(data)).filter(([, value]) => typeof value === "string"),
  ) as Record<string, string>;
}
