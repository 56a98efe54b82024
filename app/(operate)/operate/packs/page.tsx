import type { Metadata } from "next";
import Link from "next/link";
import { casesUnderEarlierPacks } from "#lib/applications/earlier-packs-view";
import { packsOnRecord, type packsOnRecord as packsView } from "#lib/policy/pack-draft-view";
import { ButtonLink } from "#ui/button";
import { DefinitionList } from "#ui/definition-list";
import { Digest } from "#ui/digest";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { MoveCaseForm, StartDraftForm } from "./forms";
import { draftTone } from "./words";

export const metadata: Metadata = { title: "Policy packs" };

type Packs = Awaited<ReturnType<typeof packsView>>;

/** The pack in force, those before it, and what is being written. */
export default async function PacksPage() {
  const actor = await requireActor("/operate/packs");
  const { packs, drafts, may } = await orNotFound(() => packsOnRecord(actor));
  const cases = await casesUnderEarlierPacks(actor);
  const [inForce, ...earlier] = packs;
  return (
    <Page width="wide">
      <PageHeader
        title="Policy packs"
        lead="What applications are judged by. A pack is written as a draft, tried on every past application, and released by someone who wrote none of it. A released version never changes."
        actions={<ButtonLink href="/policy">The policy, as the public reads it</ButtonLink>}
      />
      {inForce === undefined ? <Empty title="No pack is in force." /> : <InForce pack={inForce} />}
      <Section title="Drafts" lead="Open ones first.">
        {drafts.length === 0 ? <Empty title="Nobody has begun one." /> : <Drafts drafts={drafts} />}
      </Section>
      {may.write ? (
        <Section title="Begin a draft">
          <StartDraftForm inForce={inForce?.version ?? "none"} />
        </Section>
      ) : null}
      {earlier.length === 0 ? null : (
        <Section title="Earlier packs" lead="Cases that were submitted under them keep them.">
          <Earlier packs={earlier} />
        </Section>
      )}
      {cases.length === 0 || inForce === undefined ? null : (
        <Section
          title="Cases under earlier packs"
          lead="Each keeps the pack that it was submitted under. Moving one screens the same signed text again: a signature on what was there is void, and the record of the case says why."
        >
          <MoveCaseForm
            to={inForce.version}
            cases={cases.map(({ id, reference, title, packVersion }) => ({
              value: id,
              label: `${reference}, ${title} (${packVersion})`,
            }))}
          />
        </Section>
      )}
    </Page>
  );
}

function InForce({ pack }: { pack: Packs["packs"][number] }) {
  const signed = pack.releasedBy === null ? "the pack that this installation came with" : pack.releasedBy;
  return (
    <Section title={`In force: ${pack.version}`}>
      <DefinitionList
        items={[
          { key: "since", term: "Since", value: <Moment at={pack.releasedAt} /> },
          { key: "by", term: "Released by", value: signed },
          ...(pack.reason === null ? [] : [{ key: "why", term: "Why", value: pack.reason }]),
          { key: "digest", term: "Digest", value: <Digest value={pack.digest} /> },
        ]}
      />
      {pack.draftId === null ? null : (
        <p>
          <Link href={`/operate/packs/${pack.draftId}`}>The draft that it was, and what it changed</Link>
        </p>
      )}
    </Section>
  );
}

function Drafts({ drafts }: { drafts: Packs["drafts"] }) {
  return (
    <Table
      caption="Drafts of policy packs"
      columns={[
        { key: "version", head: "Draft" },
        { key: "from", head: "Begun from" },
        { key: "authors", head: "Written by" },
        { key: "changed", head: "Last saved" },
        { key: "state", head: "State" },
      ]}
      rows={drafts.map(({ id, version, basedOn, authors, changedAt, state, isValid }) => ({
        key: id,
        cells: [
          <Link key="version" href={`/operate/packs/${id}`}>
            {version ?? "no valid pack yet"}
          </Link>,
          basedOn ?? "nothing",
          authors.join(", "),
          <Moment key="changed" at={changedAt} />,
          <StateBadge key="state" tone={state === "open" && !isValid ? "warn" : draftTone(state)}>
            {state === "open" && !isValid ? "has errors" : state}
          </StateBadge>,
        ],
      }))}
    />
  );
}

function Earlier({ packs }: { packs: Packs["packs"] }) {
  return (
    <Table
      caption="Earlier policy packs"
      columns={[
        { key: "version", head: "Version" },
        { key: "since", head: "Released" },
        { key: "by", head: "By" },
        { key: "digest", head: "Digest" },
      ]}
      rows={packs.map(({ version, draftId, releasedAt, releasedBy, digest }) => ({
        key: version,
        cells: [
          draftId === null ? (
            version
          ) : (
            <Link key="version" href={`/operate/packs/${draftId}`}>
              {version}
            </Link>
          ),
          <Moment key="since" at={releasedAt} />,
          releasedBy ?? "shipped",
          <code key="digest" className="font-mono text-small">
            {digest.slice(0, 16)}…
          </code>,
        ],
      }))}
    />
  );
}
