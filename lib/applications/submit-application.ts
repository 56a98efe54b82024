import type { Actor } from "#lib/identity/actor";
import { requireConfirmedAddress } from "#lib/identity/confirm-address";
import { appendEntry } from "#lib/ledger/append-entry";
import { canonicalJson, type Json, sha256Hex } from "#lib/platform/canonical-json";
import { databaseNow, type Tx, transaction } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { emitEvent } from "#lib/platform/events";
import { activePack } from "#lib/policy/active-pack";
import type { ApplicationData } from "#lib/policy/contract";
import { dayOf } from "#lib/policy/days";
import { factsInForce } from "#lib/policy/facts-in-force";
import type { Outcome } from "#lib/policy/screen";
import { lockForMember } from "./access";
import type { ApplicationState, ReasonCode } from "./application";
import { assembleApplication } from "./assemble-application";
import { loadBeside } from "./beside";
import { changeState } from "./change-state";
import { isAmending } from "./editable";
import { endAmendment } from "./end-amendment";
import { freezeRevision, writeSubmitted } from "./revision-store";
import { applyScreening, recordScreening } from "./screen-revision";
import type { ApplicationRow } from "./store";

export type Submission = {
  applicationId: string;
  revisionId: string;
  revision: number;
  digest: string;
  state: ApplicationState;
  outcome: Outcome;
};

/**
 * Freezes the draft as the next revision, attested by name, and screens it with the active pack. An open amendment
 * is submitted the same way, from wherever people have the case: what they had decided on is void from then on.
 *
 * @param input.draftVersion what the signatory was shown: a colleague's later edit is not signed unseen
 * @param input.attestedName the signatory's own name, typed
 * @throws AppError `not_found`; `forbidden` for a contributor and for an address that is not confirmed; `wrong_state`
 * when it was submitted already; `stale_draft`; `application_incomplete` with a pointer to each answer that is missing or wrong
 */
export function submitApplication(input: {
  actor: Actor;
  applicationId: string;
  draftVersion: number;
  attestedName: string;
  attest: boolean;
}): Promise<Submission> {
  const { actor, applicationId } = input;
  return transaction(async (tx) => {
    const application = await lockForMember(tx, actor, applicationId, "admin", "signatory");
    const reasonCode = await requireOpenDraft(tx, application, input.draftVersion);
    requireAttestation(actor, input);
    await requireConfirmedAddress(tx, actor);
    const now = await databaseNow(tx);
    const pack = await activePack(tx);
    const data = await assembled(tx, application, { name: actor.name, day: dayOf(now) });

    const frozen = await freeze(tx, { applicationId, actor, data, packVersion: pack.version, now });
    if (reasonCode === "amended") await endAmendment(tx, { applicationId, endedAs: "submitted", actor });
    await changeState(tx, { applicationId, from: application.state, to: "submitted", actor, reasonCode });
    await emitEvent(tx, {
      kind: "application.submitted",
      subjectId: applicationId,
      data: { revisionId: frozen.revisionId },
    });

    await changeState(tx, {
      applicationId,
      from: "submitted",
      to: "screening",
      actor: "service",
      reasonCode: "screening_started",
    });
    const facts = await factsInForce(tx, dayOf(now));
    const { revisionId } = frozen;
    const result = await recordScreening(tx, {
      applicationId,
      revisionId,
      pack,
      application: data,
      facts,
      now,
      actor: "service",
    });
    const { country } = data.organisation;
    const state = await applyScreening(tx, { applicationId, pack, result, country, now });
    return { applicationId, ...frozen, state, outcome: result.outcome };
  });
}

async function requireOpenDraft(tx: Tx, application: ApplicationRow, shown: number): Promise<ReasonCode> {
  const { state, draftVersion } = application;
  const isDraft = state === "draft";
  if (!isDraft && !(await isAmending(tx, application))) {
    throw new AppError("wrong_state", "This application was submitted already.");
  }
  if (draftVersion !== shown) {
    throw new AppError(
      "stale_draft",
      "A colleague changed the application since you opened this page. Read it again, then sign.",
    );
  }
  return isDraft ? "submitted" : "amended";
}

function requireAttestation(actor: Actor, input: { attestedName: string; attest: boolean }): void {
  const errors = [
    ...(sameName(input.attestedName, actor.name)
      ? []
      : [{ pointer: "/attested_name", message: `Type your name as it is in your account: ${actor.name}` }]),
    ...(input.attest
      ? []
      : [{ pointer: "/attest", message: "Tick to confirm that you sign for your organisation" }]),
  ];
  if (errors.length > 0)
    throw new AppError("application_incomplete", "It has to be signed by name.", { errors });
}

function sameName(typed: string, name: string): boolean {
  const plain = (text: string) => text.normalize("NFKC").trim().replace(/\s+/gu, " ").toLocaleLowerCase("en");
  return plain(typed) !== "" && plain(typed) === plain(name);
}

async function assembled(
  tx: Tx,
  application: ApplicationRow,
  attestedBy: { name: string; day: string },
): Promise<ApplicationData> {
  const beside = await loadBeside(tx, application.id);
  const checked = assembleApplication(application.draft, beside, attestedBy);
  if (checked.ok) return checked.data;
  const { errors } = checked;
  throw new AppError(
    "application_incomplete",
    errors.length === 1
      ? "One answer is missing or not right."
      : `${errors.length} answers are missing or not right.`,
    { errors },
  );
}

async function freeze(
  tx: Tx,
  run: { applicationId: string; actor: Actor; data: ApplicationData; packVersion: string; now: Date },
): Promise<{ revisionId: string; revision: number; digest: string }> {
  const { applicationId, actor, data, packVersion } = run;
  // Through JSON, where an answer left out and one that is undefined are the same.
  const json: Json = JSON.parse(JSON.stringify(data));
  const canonical = canonicalJson(json);
  const digest = sha256Hex(canonical);
  const { id: revisionId, number: revision } = await freezeRevision(tx, {
    applicationId,
    canonical,
    digest,
    packVersion,
    attestedById: actor.personId,
    attestedName: actor.name,
  });
  await writeSubmitted(tx, applicationId, { revisionId, packVersion, submittedAt: run.now });
  await appendEntry(tx, {
    kind: "application.submitted",
    subjectId: applicationId,
    data: {
      revision: revisionId,
      number: revision,
      digest,
      pack: packVersion,
      evidence: data.documents.flatMap(({ kind, sha256 }) => (sha256 == null ? [] : [{ kind, sha256 }])),
      actor: actor.personId,
    },
    secret: { attested_name: actor.name },
  });
  return { revisionId, revision, digest };
}
