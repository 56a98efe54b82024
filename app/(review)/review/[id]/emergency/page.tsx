import type { Metadata } from "next";
import { type EmergencyDesk, emergencyDesk } from "#lib/reviews/emergency-view";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../../_edge/current-actor";
import { orRefusal } from "../../_case/or-refusal";
import { Refused } from "../../_case/refused";
import { EmergencyForm } from "./emergency-form";

export const metadata: Metadata = { title: "Emergency lane" };

export default async function EmergencyPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor(`/review/${id}/emergency`);
  const seen = await orRefusal(() => emergencyDesk(actor, id));
  if (!seen.ok) return <Refused {...seen} back={`/review/${id}`} />;
  const desk = seen.value;
  return (
    <Page width="prose">
      <PageHeader
        above={<span className="font-mono">{desk.reference}</span>}
        title="Emergency lane"
        lead="One key for one case, 24 hours at most, decided by two approvers and reviewed by itself afterwards. It overrides no denial."
        actions={<ButtonLink href={`/review/${id}`}>The case</ButtonLink>}
      />
      <Lane desk={desk} />
    </Page>
  );
}

function Lane({ desk }: { desk: EmergencyDesk }) {
  if (desk.opened !== null) {
    return (
      <Section
        title="It is open"
        lead={
          <>
            Since <Moment at={desk.opened.at} />. Two approvers decide.
          </>
        }
      >
        <OwnWords text={desk.opened.danger} />
        <div>
          <ButtonLink href={`/review/${desk.applicationId}/decide`}>To the decision</ButtonLink>
        </div>
      </Section>
    );
  }
  if (desk.refusals.length > 0) {
    return (
      <Notice tone="warn" title="This case cannot take the emergency lane">
        <ul className="list-disc pl-5">
          {desk.refusals.map((refusal) => (
            <li key={refusal}>{refusal}</li>
          ))}
        </ul>
      </Notice>
    );
  }
  return <EmergencyForm applicationId={desk.applicationId} />;
}
