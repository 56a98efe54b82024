"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { MEMBER_ROLES } from "#lib/identity/roles";
import { SubmitButton } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { SelectField, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { invite, remove, setRole, withdraw } from "./actions";

function useRoleChoices() {
  const t = useTranslations("organisation.roleDoes");
  return MEMBER_ROLES.map((value) => ({ value, label: t(value) }));
}

type OfOrganisation = { organisationId: string };

export function InviteForm({ organisationId }: OfOrganisation) {
  const [state, action, sending] = useActionState(invite, IDLE);
  const t = useTranslations("organisation.invite");
  const roles = useRoleChoices();
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} ok={t(state.status === "ok" && state.value.mailed ? "mailed" : "unmailed")}>
        {state.status === "ok" ? (
          <div className="grid gap-2 text-small">
            <p>{t("link")}</p>
            <code className="font-mono break-all">{state.value.link}</code>
            <div>
              <CopyButton text={state.value.link} label={t("copy")} />
            </div>
          </div>
        ) : null}
      </FormMessage>
      <input type="hidden" name="organisation_id" value={organisationId} />
      <TextField
        name="email"
        label={t("email")}
        type="email"
        autoComplete="off"
        error={fieldError(state, "email")}
        defaultValue={typed(state, "email")}
        required
      />
      <SelectField
        name="role"
        label={t("role")}
        choices={roles}
        error={fieldError(state, "role")}
        defaultValue={typed(state, "role") ?? "contributor"}
      />
      <div>
        <SubmitButton>{t("send")}</SubmitButton>
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
  const t = useTranslations("organisation.members");
  const roles = useRoleChoices();
  return (
    <KeptForm state={state} action={action} sending={sending} empties={false} className="grid gap-2">
      <FormMessage state={state} ok={t("changed")} />
      <input type="hidden" name="organisation_id" value={organisationId} />
      <input type="hidden" name="person_id" value={personId} />
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          key={role}
          id={`role-${personId}`}
          name="role"
          label={<span className="sr-only">{t("roleOf", { name })}</span>}
          choices={roles}
          defaultValue={typed(state, "role") ?? role}
          error={fieldError(state, "role")}
        />
        <SubmitButton look="plain" busy={t("changing")} aria-label={t("changeOf", { name })}>
          {t("change")}
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
  const t = useTranslations("organisation.members");
  return (
    <details className="text-small">
      <summary className="cursor-pointer py-1 text-ink-2">
        {isSelf ? t("leave") : t("remove", { name })}
      </summary>
      <KeptForm
        state={state}
        action={action}
        sending={sending}
        className="grid justify-items-start gap-2 pt-2"
      >
        <FormMessage state={state} />
        <input type="hidden" name="organisation_id" value={organisationId} />
        <input type="hidden" name="person_id" value={personId} />
        <p>{t(isSelf ? "endsYours" : "endsTheirs")}</p>
        <SubmitButton look="danger" busy={t("removing")}>
          {isSelf ? t("leaveOrganisation") : t("remove", { name })}
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
  const t = useTranslations("organisation.invite");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-2">
      <FormMessage state={state} />
      <input type="hidden" name="organisation_id" value={organisationId} />
      <input type="hidden" name="invitation_id" value={invitationId} />
      <SubmitButton look="danger" busy={t("withdrawing")} aria-label={t("withdrawOf", { email })}>
        {t("withdraw")}
      </SubmitButton>
    </KeptForm>
  );
}
