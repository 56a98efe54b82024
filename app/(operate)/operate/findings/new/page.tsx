import type { Metadata } from "next";
import Link from "next/link";
import { findingSubject } from "#lib/findings/view";
import { Empty, Page, PageHeader } from "#ui/page";
import { requireActor } from "../../../../_edge/current-actor";
import { orNotFound } from "../../../../_edge/or-not-found";
import { RecordFindingForm } from "../forms";

export const metadata: Metadata = { title: "Record a finding" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewFindingPage({ searchParams }: Props) {
  const tenantId = [(await searchParams).tenant].flat()[0] ?? "";
  const actor = await requireActor(`/operate/findings/new?tenant=${encodeURIComponent(tenantId)}`);
  const tenant = await orNotFound(() => findingSubject(actor, tenantId));
  return (
    <Page>
      <PageHeader
        above={<Link href={`/operate/tenants/${tenant.id}`}>{tenant.name}</Link>}
        title="Record a finding"
        lead="The tenant is told at once, and can answer. Someone else than you closes it."
      />
      {tenant.grants.length === 0 ? (
        <Empty title="This organisation holds no grant that has not ended." />
      ) : (
        <RecordFindingForm
          tenantId={tenant.id}
          grants={tenant.grants.map(({ id, reference, version, state }) => ({
            id,
            label: `${reference}, version ${version}, ${state}`,
          }))}
        />
      )}
    </Page>
  );
}
