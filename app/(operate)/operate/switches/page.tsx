import type { Metadata } from "next";
import { thrownSwitches } from "#lib/grants/view";
import { ButtonLink } from "#ui/button";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../_edge/current-actor";
import { orNotFound } from "../../../_edge/or-not-found";
import { LiftSwitchForm, ThrowSwitchForm } from "./forms";

export const metadata: Metadata = { title: "Kill switches" };

export default async function SwitchesPage() {
  const actor = await requireActor("/operate/switches");
  const switches = await orNotFound(() => thrownSwitches(actor));
  return (
    <Page>
      <PageHeader
        above={<ButtonLink href="/operate">All tenants</ButtonLink>}
        title="Kill switches"
        lead="Checked at the door, when a worker takes a job, and before an answer is written. One person throws; two lift."
      />
      <Section title="Thrown now">
        {switches.length === 0 ? <Empty title="None." /> : null}
        <ul className="grid">
          {switches.map((thrown) => (
            <li
              key={thrown.id}
              className="flex flex-wrap items-start justify-between gap-3 border-t border-rule py-3 first:border-t-0"
            >
              <span className="grid gap-0.5">
                <b>{thrown.scope === "global" ? "Everything" : `${thrown.scope}: ${thrown.value}`}</b>
                <span className="text-small">{thrown.reason}</span>
                <span className="text-tiny text-ink-3">
                  since <Moment at={thrown.createdAt} />
                </span>
              </span>
              <LiftSwitchForm switchId={thrown.id} second={thrown.firstLiftById !== null} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Throw one">
        <ThrowSwitchForm />
      </Section>
    </Page>
  );
}
