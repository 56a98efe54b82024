"use client";

import { type ReactNode, useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { type FormState, fieldError, IDLE, typed } from "../../../../_edge/form-state";
import { endGrant, lift, reinstate, suspend } from "./actions";

type Action = (before: FormState, form: FormData) => Promise<FormState>;

/** A reason and a button: what each of these acts asks for. */
function ReasonForm({
  verb,
  hidden,
  label,
  button,
  look,
  note,
}: {
  verb: Action;
  hidden: Readonly<Record<string, string>>;
  label: string;
  button: string;
  look: "danger" | "plain";
  note?: ReactNode;
}) {
  const [state, action, sending] = useActionState(verb, IDLE);
  const id = `reason-${Object.values(hidden).join("-")}-${button.replaceAll(" ", "-")}`;
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-3">
      <FormMessage state={state} ok="Done, and on record." />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField
        id={id}
        name="reason"
        label={label}
        error={fieldError(state, "reason")}
        defaultValue={typed(state, "reason")}
        required
      />
      {note ? <p className="text-small text-ink-2">{note}</p> : null}
      <div>
        <SubmitButton look={look}>{button}</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function SuspendForm({ tenantId }: { tenantId: string }) {
  return (
    <ReasonForm
      verb={suspend}
      hidden={{ tenant_id: tenantId }}
      label="Why"
      button="Suspend this tenant"
      look="danger"
      note="Waiting jobs are cancelled and their photographs erased; nothing more is released."
    />
  );
}

export function LiftForm({ tenantId, second }: { tenantId: string; second: boolean }) {
  return (
    <ReasonForm
      verb={lift}
      hidden={{ tenant_id: tenantId }}
      label={second ? "Why you agree" : "Why it can be lifted"}
      button={second ? "Lift, as the second person" : "Ask to lift it"}
      look="plain"
    />
  );
}

export function RevokeGrantForm({ grantId }: { grantId: string }) {
  return (
    <details>
      <summary className="cursor-pointer text-small text-bad">Revoke this grant…</summary>
      <div className="pt-3">
        <ReasonForm
          verb={endGrant}
          hidden={{ grant_id: grantId }}
          label="Why"
          button="Revoke for good"
          look="danger"
          note="Every key under it ends with it. A new grant takes a new decision."
        />
      </div>
    </details>
  );
}

/** One stops a grant, two let it go on. */
export function ReinstateForm({ grantId, second }: { grantId: string; second: boolean }) {
  return (
    <ReasonForm
      verb={reinstate}
      hidden={{ grant_id: grantId }}
      label={second ? "Why you agree" : "What was put right"}
      button={second ? "Reinstate, as the second person" : "Ask to reinstate it"}
      look="plain"
      note="Its keys work again from the second confirmation on, within the same terms and no longer than before."
    />
  );
}
