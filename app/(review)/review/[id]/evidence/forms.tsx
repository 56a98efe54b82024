"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { DocumentPreview } from "#ui/document-preview";
import { TextArea } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { StateBadge } from "#ui/state-badge";
import { fieldError, IDLE, typed, typedList } from "../../../../_edge/form-state";
import { finding, rescreen, verify } from "./actions";

type DocumentLine = {
  id: string;
  kind: string;
  fileName: string;
  mediaType: string;
  sha256: string;
  size: string;
  scan: string;
  isVerified: boolean;
  issuedOn: string | null;
};

/** The documents, each with a box; two buttons say what was found of those that are marked. */
export function VerifyForm({
  applicationId,
  documents,
  mayVerify,
}: {
  applicationId: string;
  documents: readonly DocumentLine[];
  mayVerify: boolean;
}) {
  const [state, action, sending] = useActionState(verify, IDLE);
  const marked = typedList(state, "evidence_id") ?? [];
  const dates = typedList(state, "issued_on") ?? [];
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-4">
      <FormMessage state={state} ok="Recorded. Screen again so that it counts." />
      <input type="hidden" name="application_id" value={applicationId} />
      <ul id="evidence_id" tabIndex={-1} className="grid">
        {documents.map((item, index) => (
          <li
            key={item.id}
            className="grid grid-cols-[auto_1fr_auto] items-start gap-3 border-t border-rule py-3 text-sm first:border-t-0"
          >
            {mayVerify ? (
              <input
                type="checkbox"
                name="evidence_id"
                value={item.id}
                defaultChecked={marked.includes(item.id)}
                aria-label={`I read: ${item.kind}, ${item.fileName}`}
                className="mt-1 size-4 accent-accent"
              />
            ) : (
              <span />
            )}
            <span className="grid min-w-0 gap-0.5">
              <a href={`/review/${applicationId}/evidence/${item.id}`} target="_blank" rel="noreferrer">
                {item.kind}
              </a>
              <span className="break-words text-small text-ink-2">
                {item.fileName}, {item.size}, {item.scan}
              </span>
              <span className="font-mono text-tiny break-all text-ink-3">sha256 {item.sha256}</span>
              <DocumentPreview
                href={`/review/${applicationId}/evidence/${item.id}`}
                mediaType={item.mediaType}
                fileName={item.fileName}
              />
            </span>
            {mayVerify ? (
              <span className="col-start-2 row-start-2 flex flex-wrap items-center gap-2 text-small">
                <input type="hidden" name="document_id" value={item.id} />
                <label htmlFor={`issued_on.${item.id}`} className="text-ink-2">
                  Issued on
                </label>
                <input
                  id={`issued_on.${item.id}`}
                  type="date"
                  name="issued_on"
                  defaultValue={dates[index] ?? item.issuedOn ?? ""}
                  className="rounded-field border border-field bg-surface px-2 py-1 text-ink"
                />
              </span>
            ) : item.issuedOn === null ? null : (
              <span className="col-start-2 row-start-2 text-small text-ink-2">issued on {item.issuedOn}</span>
            )}
            <StateBadge tone={item.isVerified ? "good" : "plain"}>
              {item.isVerified ? "verified" : "not verified"}
            </StateBadge>
          </li>
        ))}
      </ul>
      {mayVerify ? (
        <div className="flex flex-wrap gap-2">
          <SubmitButton name="verified" value="yes">
            The marked ones are in order
          </SubmitButton>
          <SubmitButton look="plain" name="verified" value="no">
            The marked ones are not
          </SubmitButton>
        </div>
      ) : (
        <p className="text-small text-ink-2">Intake and compliance verify documents.</p>
      )}
    </KeptForm>
  );
}

export function FindingForm({ applicationId }: { applicationId: string }) {
  const [state, action, sending] = useActionState(finding, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-4">
      <FormMessage state={state} ok="Recorded. Screen again so that it counts." />
      <input type="hidden" name="application_id" value={applicationId} />
      <RadioGroup
        name="value"
        label="What the lists say"
        choices={[
          { value: "clear", label: "Clear: no match" },
          { value: "hit", label: "A hit: the case is held" },
        ]}
        value={typed(state, "value")}
        error={fieldError(state, "value")}
        required
      />
      <TextArea
        name="note"
        label="What was searched, and where"
        rows={2}
        defaultValue={typed(state, "note")}
        error={fieldError(state, "note")}
        required
      />
      <div>
        <SubmitButton look="plain">Record the finding</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function RescreenForm({ applicationId }: { applicationId: string }) {
  const [state, action, sending] = useActionState(rescreen, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-3">
      <FormMessage state={state} ok={state.status === "ok" ? `Screened again: ${state.value}.` : undefined} />
      <input type="hidden" name="application_id" value={applicationId} />
      <div>
        <SubmitButton look="plain" name="rescreen" value="yes" busy="Screening…">
          Screen again
        </SubmitButton>
      </div>
    </KeptForm>
  );
}
