"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useActionState } from "react";
import { MAIL_CHOICES } from "#lib/notices/kinds";
import { SubmitButton } from "#ui/button";
import { SelectField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { choosePreferences, markAllRead, openNotice } from "./actions";

/** A subject that leads to its page and is read from then on. A form, because following it changes something. */
export function OpenNoticeForm({ noticeId, children }: { noticeId: string; children: ReactNode }) {
  const [state, action] = useActionState(openNotice, IDLE);
  return (
    <form action={action} className="min-w-0">
      <FormMessage state={state} />
      <input type="hidden" name="notice_id" value={noticeId} />
      <button
        type="submit"
        className="text-left break-words text-accent underline decoration-from-font underline-offset-2 hover:decoration-2"
      >
        {children}
      </button>
    </form>
  );
}

export function MarkAllReadForm({ upToId }: { upToId: string }) {
  const t = useTranslations("inbox");
  const [state, action] = useActionState(markAllRead, IDLE);
  return (
    <form action={action}>
      <FormMessage state={state} />
      <input type="hidden" name="up_to" value={upToId} />
      <SubmitButton look="plain" busy={t("marking")}>
        {t("markAll")}
      </SubmitButton>
    </form>
  );
}

type Row = { kind: string; label: string; about: string; mail: string };

export function PreferencesForm({ rows }: { rows: readonly Row[] }) {
  const [state, action, sending] = useActionState(choosePreferences, IDLE);
  const t = useTranslations("inbox");
  const choices = MAIL_CHOICES.map((value) => ({ value, label: t(`mail.${value}`) }));
  return (
    <KeptForm state={state} action={action} sending={sending} empties={false} className="grid max-w-md gap-5">
      <FormMessage state={state} ok={t("settings.saved")} />
      {rows.map(({ kind, label, about, mail }) => (
        <SelectField
          key={kind}
          name={kind}
          label={label}
          help={about}
          choices={choices}
          defaultValue={typed(state, kind) ?? mail}
          error={fieldError(state, kind)}
        />
      ))}
      <div>
        <SubmitButton>{t("settings.save")}</SubmitButton>
      </div>
    </KeptForm>
  );
}
