"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { useCodeOfLink } from "../../_edge/code-of-link";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { accept, acceptAsNew } from "./actions";
import { acceptStaff, acceptStaffAsNew } from "./staff/actions";

function CodeField({ code, error }: { code: string; error: string | undefined }) {
  const t = useTranslations("auth");
  return (
    <TextField
      key={code}
      name="code"
      label={t("invitation.code")}
      help={t("linkCodeHelp")}
      autoComplete="off"
      spellCheck={false}
      className="font-mono"
      defaultValue={code}
      error={error}
      required
    />
  );
}

/** @param staff whether it is to the staff rather than to an organisation */
export function AcceptForm({ name, staff = false }: { name: string; staff?: boolean }) {
  const t = useTranslations("auth");
  const [state, action, sending] = useActionState(staff ? acceptStaff : accept, IDLE);
  const code = useCodeOfLink();
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} />
      <CodeField code={code} error={fieldError(state, "code")} />
      <div>
        <SubmitButton busy={t("invitation.joining")}>{t("invitation.joinAs", { name })}</SubmitButton>
      </div>
    </KeptForm>
  );
}

export function AcceptAsNewForm({ staff = false }: { staff?: boolean }) {
  const t = useTranslations("auth");
  const [state, action, sending] = useActionState(staff ? acceptStaffAsNew : acceptAsNew, IDLE);
  const code = useCodeOfLink();
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-md gap-4">
      <FormMessage state={state} />
      <CodeField code={code} error={fieldError(state, "code")} />
      <TextField
        name="name"
        label={t("invitation.person")}
        autoComplete="name"
        defaultValue={typed(state, "name")}
        error={fieldError(state, "name")}
        required
      />
      <TextField
        name="password"
        label={t("invitation.password")}
        help={t("passwordHelp")}
        type="password"
        autoComplete="new-password"
        error={fieldError(state, "password")}
        required
      />
      <div>
        <SubmitButton busy={t("invitation.joining")}>{t("invitation.join")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
