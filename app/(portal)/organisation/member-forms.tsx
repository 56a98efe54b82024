"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { SelectField, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { invite, remove, setRole, withdraw } from "./actions";

export const ROLES = [
  { value: "admin", label: "admin: people, keys and signing" },
  { value: "signatory", label: "signatory: submits and signs" },
  { value: "contributor", label: "contributor: fills in and adds documents" },
];

type OfOrganisation = { organisationId: string };

export function InviteForm({ organisationId }: OfOrganisation) {
  const [state, action, sending] = useActionState(invite, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage
        state={state}
        ok={
          state.status === "ok" && state.value.mailed
            ? "The invitation is made. It goes out by mail too, where this portal sends any."
            : "The invitation is made. Pass the link on yourself: no mail goes out."
        }
      >
        {state.status === "ok" ? (
          <div className="grid gap-2 text-small">
            <p>Only you see this link, and only now. Whoever has it can join.</p>
            <code className="font-mono break-all">{state.value.link}</code>
            <div>
              <CopyButton text={state.value.link} label="Copy the link" />
            </div>
          </div>
        ) : null}
      </FormMessage>
      <input type="hidden" name="organisation_id" value={organisationId} />
      <TextField
        name="email"
        label="Work e-mail"
        type="email"
        autoComplete="off"
        error={fieldError(state, "email")}
        defaultValue={typed(state, "email")}
        required
      />
      <SelectField
        name="role"
        label="Role"
        choices={ROLES}
        error={fieldError(state, "role")}
        defaultValue={typed(state, "role") ?? "contributor"}
      />
      <div>
        <SubmitButton>Invite</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function RoleForm({
  organisationId,
  personId,
  name,
  role,
}: OfOrganisation & { personId: string; name: string; role: string }) {
  const [state, action, sending] = useActionState(setRole, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} empties={false} className="grid gap-2">
      <FormMessage state={state} ok="The role is changed." />
      <input type="hidden" name="organisation_id" value={organisationId} />
      <input type="hidden" name="person_id" value={personId} />
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          key={role}
          id={`role-${personId}`}
          name="role"
          label={<span className="sr-only">Role of {name}</span>}
          choices={ROLES}
          defaultValue={typed(state, "role") ?? role}
          error={fieldError(state, "role")}
        />
        <SubmitButton look="plain" busy="Changing…" aria-label={`Change the role of ${name}`}>
          Change
        </SubmitButton>
      </div>
    </KeptForm>
  );
}

export function RemoveForm({
  organisationId,
  personId,
  name,
  isSelf,
}: OfOrganisation & { personId: string; name: string; isSelf: boolean }) {
  const [state, action, sending] = useActionState(remove, IDLE);
  return (
    <details className="text-small">
      <summary className="cursor-pointer py-1 text-ink-2">{isSelf ? "Leave" : `Remove ${name}`}</summary>
      <KeptForm
        state={state}
        action={action}
        sending={sending}
        className="grid justify-items-start gap-2 pt-2"
      >
        <FormMessage state={state} />
        <input type="hidden" name="organisation_id" value={organisationId} />
        <input type="hidden" name="person_id" value={personId} />
        <p>
          {isSelf ? "Your" : "Their"} sessions end at once, and nothing of the organisation is shown any more.
          What was submitted stays.
        </p>
        <SubmitButton look="danger" busy="Removing…">
          {isSelf ? "Leave the organisation" : `Remove ${name}`}
        </SubmitButton>
      </KeptForm>
    </details>
  );
}

export function WithdrawForm({
  organisationId,
  invitationId,
  email,
}: OfOrganisation & { invitationId: string; email: string }) {
  const [state, action, sending] = useActionState(withdraw, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-2">
      <FormMessage state={state} />
      <input type="hidden" name="organisation_id" value={organisationId} />
      <input type="hidden" name="invitation_id" value={invitationId} />
      <SubmitButton look="danger" busy="Withdrawing…" aria-label={`Withdraw the invitation to ${email}`}>
        Withdraw
      </SubmitButton>
    </KeptForm>
  );
}
