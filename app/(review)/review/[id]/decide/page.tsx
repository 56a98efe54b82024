import type { Metadata } from "next";
import { compileGrant } from "#lib/grants/compile-grant";
import { describeGrant } from "#lib/grants/describe-grant";
import { calibrationOf, floorChoices } from "#lib/recognition/calibration";
import { EMBEDDING_MODEL_ID } from "#lib/recognition/model-ids";
import { type DecisionDesk, decisionDesk } from "#lib/reviews/decision-view";
import { suggestConditions } from "#lib/reviews/suggest-conditions";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { OwnWords } from "#ui/own-words";
import { Page, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { requireActor } from "../../../../_edge/current-actor";
import { CaseHeader } from "../../_case/case-header";
import { ConflictForm } from "../../_case/conflict-form";
import { orRefusal } from "../../_case/or-refusal";
import { Refused } from "../../_case/refused";
import { UnverifiedDocuments } from "../../_case/unverified-documents";
import { declare } from "../actions";
import { DecideForm } from "./decide-form";
import { RecommendationView } from "./recommendation";
import { SendCaseBackForm } from "./send-case-back-form";

export const metadata: Metadata = { title: "Decide" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ outcome?: string | string[] }>;
};

export default async function DecidePage({ params, searchParams }: Props) {
  const { id } = await params;
  const actor = await requireActor(`/review/${id}/decide`);
  const seen = await orRefusal(() => decisionDesk(actor, id));
  if (!seen.ok) return <Refused {...seen} back={`/review/${id}`} />;
  const desk = seen.value;
  const outcome = [(await searchParams).outcome].flat()[0] === "decline" ? "decline" : "approve";
  return (
    <Page>
      <CaseHeader
        applicationId={id}
        hasBoard={desk.isBoardCase}
        above={
          <>
            <span className="font-mono">{desk.reference}</span>, revision {desk.revision.number}
          </>
        }
        title={`${desk.organisationName}: ${desk.title}`}
        states={<StateBadge>{`Tier ${desk.tier.slice(1)}, risk ${desk.risk}`}</StateBadge>}
      />
      {desk.emergency === null ? (
        <RecommendationView recommendation={desk.recommendation} />
      ) : (
        <EmergencyNotice emergency={desk.emergency} />
      )}
      <SentBack desk={desk} />
      <UnverifiedDocuments applicationId={id} documents={desk.documents} />
      <Proposing desk={desk} outcome={outcome} />
    </Page>
  );
}

/** Why nobody has scored this, and what an approval is bound to. */
function EmergencyNotice({ emergency }: { emergency: { danger: string; endsAt: Date } }) {
  return (
    <Notice tone="warn" title="Emergency lane: nobody has scored this">
      <OwnWords text={emergency.danger} />
      <p>
        An approval gives one key for one case and ends by <Moment at={emergency.endsAt} />, whatever last day
        is chosen. It is reviewed by itself afterwards.
      </p>
    </Notice>
  );
}

/** The question of whoever sent the last proposal back. */
function SentBack({ desk }: { desk: DecisionDesk }) {
  const [last] = desk.proposals;
  if (last?.state !== "void" || last.voidReason === null) return null;
  return (
    <Notice tone="warn" title="The last proposal is void">
      {last.voidReason
        .replace(/^sent_back: /, "Sent back: ")
        .replace(/^changed$/, "Something that it covered changed.")}
    </Notice>
  );
}

function Proposing({ desk, outcome }: { desk: DecisionDesk; outcome: "approve" | "decline" }) {
  const { applicationId } = desk;
  if (desk.state !== "decision_pending") {
    return (
      <Notice title="This is decided">
        <ButtonLink href={`/review/${applicationId}/decision`}>Read the record</ButtonLink>
      </Notice>
    );
  }
  if (desk.proposal !== null) {
    return (
      <Notice title="A proposal is open">
        <p>
          {desk.proposal.proposer} put it before the signers. It is signed or sent back before there is
          another.
        </p>
        <p>
          <ButtonLink href={`/review/${applicationId}/sign`} look="primary">
            Read and sign it
          </ButtonLink>
        </p>
      </Notice>
    );
  }
  if (desk.conflict === "undeclared" && desk.proposeRefusals.length === 1) {
    return (
      <Section title="Before you take part" lead="Say whether you have a conflict of interest in this case.">
        <ConflictForm applicationId={applicationId} declare={declare} next="decide" />
      </Section>
    );
  }
  if (desk.proposeRefusals.length > 0) {
    return (
      <Notice tone="warn" title="You do not decide this case">
        <ul className="list-disc pl-5">
          {desk.proposeRefusals.map((refusal) => (
            <li key={refusal}>{refusal}</li>
          ))}
        </ul>
      </Notice>
    );
  }
  return (
    <>
      <ProposalForm desk={desk} outcome={outcome} />
      {desk.emergency === null ? <SendCaseBackForm applicationId={applicationId} lanes={desk.lanes} /> : null}
    </>
  );
}

function ProposalForm({ desk, outcome }: { desk: DecisionDesk; outcome: "approve" | "decline" }) {
  const { application, struckSites, pack, screening } = desk;
  const floors = floorChoices(EMBEDDING_MODEL_ID);
  const model = { modelId: EMBEDDING_MODEL_ID, thresholdFloor: floorFor(application.deployment.operations) };
  const today = new Date().toISOString().slice(0, 10);
  const suggested = suggestConditions({ pack, application, screening }, model, today);
  const input = {
    application: {
      organisation: { country: application.organisation.country },
      purpose: { use_case: application.purpose.use_case },
      deployment: application.deployment,
      people: { subject_countries: application.people.subject_countries },
      data: { retention_days: application.data.retention_days },
    },
    struckSites,
  };
  return (
    <DecideForm
      applicationId={desk.applicationId}
      revisionId={desk.revision.id}
      outcome={desk.recommendation.recommends === "decline" ? "decline" : outcome}
      mayApprove={desk.recommendation.obstacles.length === 0}
      suggested={suggested}
      imposed={desk.imposed}
      input={input}
      before={describeGrant(compileGrant({ ...input, conditions: suggested }))}
      floors={floors}
      needed={desk.needed}
    />
  );
}

/** The least measured threshold that the calibration suggests for what is asked. */
function floorFor(operations: readonly string[]): number {
  const calibration = calibrationOf(EMBEDDING_MODEL_ID);
  if (calibration === null) throw new Error(`${EMBEDDING_MODEL_ID} was never calibrated`);
  const isSearch = operations.some(
    (operation) => operation.includes("1_n") || operation.startsWith("search"),
  );
  const wanted = isSearch ? calibration.defaults.identify : calibration.defaults.verify;
  return calibration.points.find(({ threshold }) => threshold >= wanted)?.threshold ?? wanted;
}
