import type { Metadata } from "next";
import { ownAccount } from "#lib/identity/view";
import { packDraft } from "#lib/policy/pack-draft-view";
import { type SimulationSeen, simulationOf } from "#lib/simulator/view";
import { ButtonLink } from "#ui/button";
import { Digest } from "#ui/digest";
import { Notice } from "#ui/form-message";
import { Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { ReleaseForm, SimulateForm, WithdrawForm, WriteDraftForm } from "../forms";
import { draftTone } from "../words";
import { Difference } from "./difference";
import { PackErrors } from "./pack-errors";
import { SimulationResult } from "./simulation-result";

export const metadata: Metadata = { title: "Draft of a policy pack" };

type Props = { params: Promise<{ id: string }> };
type Draft = Awaited<ReturnType<typeof packDraft>>;

/** One draft: what it changes, what it would have said of past applications, its text, and its release. */
export default async function DraftPage({ params }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/operate/packs/${id}`);
  const draft = await orNotFound(() => packDraft(actor, id));
  const tried = await simulationOf(actor, id);
  const { hasTotp, passkeys } = await ownAccount(actor);
  return (
    <Page width="wide">
      <PageHeader
        above={`Begun from ${draft.basedOn ?? "nothing"}, written by ${draft.authors.join(", ")}`}
        title={draft.version === null ? "A draft that is no valid pack yet" : `Draft ${draft.version}`}
        states={<StateBadge tone={draftTone(draft.state)}>{draft.state}</StateBadge>}
        actions={
          <>
            <ButtonLink href={`/operate/packs/${id}/draft.json`}>Its text as a file</ButtonLink>
            <ButtonLink href="/operate/packs">All packs</ButtonLink>
          </>
        }
      />
      {draft.errors.length > 0 ? <PackErrors errors={draft.errors} /> : null}
      {draft.pack === null ? null : <Difference before={draft.base} after={draft.pack} state={draft.state} />}
      <Trial draft={draft} tried={tried} />
      {draft.may.release ? (
        <Release draft={draft} tried={tried} means={{ hasTotp, hasPasskey: passkeys.length > 0 }} />
      ) : null}
      {draft.may.write ? (
        <Section
          title="Its text"
          lead="Kept as you type it, valid or not. Whoever saves a change is an author of it for good."
        >
          <WriteDraftForm draftId={id} edition={draft.edition} text={draft.text} />
          <WithdrawForm draftId={id} />
        </Section>
      ) : null}
    </Page>
  );
}

function Trial({ draft, tried }: { draft: Draft; tried: SimulationSeen | null }) {
  const mayTry = draft.may.simulate && draft.pack !== null;
  if (!mayTry && tried === null) return null;
  return (
    <Section
      id="trial"
      title="Tried on past applications"
      lead="Every application that was ever submitted, read again under the pack in force and under this draft, on its own day and with the facts of that day."
      actions={mayTry ? <SimulateForm draftId={draft.id} isAgain={tried?.isCurrent === true} /> : null}
    >
      {tried === null ? (
        <p className="text-ink-2">Not tried yet. Nobody can release it before.</p>
      ) : (
        <>
          {draft.state === "open" && !tried.isCurrent ? (
            <Notice tone="warn" title="This is of another text, or against another pack">
              The draft or the pack in force has changed since. Try it again before it is released.
            </Notice>
          ) : null}
          <SimulationResult tried={tried} draftId={draft.id} />
        </>
      )}
    </Section>
  );
}

type Signing = {
  draft: Draft;
  tried: SimulationSeen | null;
  means: { hasTotp: boolean; hasPasskey: boolean };
};

function Release({ draft, tried, means }: Signing) {
  const { digest, version } = draft;
  const why = whyNot(draft, tried);
  return (
    <Section
      title="Release"
      lead="From then on it judges what is submitted. Cases in flight keep the pack that they were submitted under."
    >
      {why !== null || digest === null || version === null ? (
        <Notice title="You cannot release this now">{why}</Notice>
      ) : (
        <div className="grid max-w-2xl gap-4">
          <div className="grid gap-1">
            <p className="text-small font-semibold">You sign exactly this</p>
            <Digest value={digest} />
          </div>
          <ReleaseForm draftId={draft.id} digest={digest} version={version} means={means} />
        </div>
      )}
    </Section>
  );
}

function whyNot(draft: Draft, tried: SimulationSeen | null): string | null {
  if (draft.may.isAuthor) return "You wrote some of it. Someone who wrote none releases it.";
  if (draft.pack === null) return "It is no valid pack yet.";
  if (tried?.isCurrent !== true)
    return "It has to be tried on past applications against the pack in force first.";
  return null;
}
