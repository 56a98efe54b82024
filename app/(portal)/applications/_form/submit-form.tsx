"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { Checkbox } from "#ui/choice-field";
import { TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { type FormState, fieldError, IDLE, typed } from "../../../_edge/form-state";
import { submit } from "../[id]/actions";

/** The signature: a name typed by the person whose it is, over the version that this page shows. */
export function SubmitForm({
  applicationId,
  draftVersion,
  signerName,
  isComplete,
}: {
  applicationId: string;
  draftVersion: number;
  signerName: string;
  isComplete: boolean;
}) {
  const [state, action, sending] = useActionState(submit, IDLE);
  const t = useTranslations("apply.review");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-xl gap-5">
      <FormMessage state={ownErrors(state)}>
        {isComplete ? null : (
          <a href="#open-answers" className="text-small">
            {t("namedAbove")}
          </a>
        )}
      </FormMessage>
      <input type="hidden" name="application_id" value={applicationId} />
      <input type="hidden" name="draft_version" value={draftVersion} />
      <TextField
        name="attested_name"
        label={t("name")}
        help={t("nameHelp", { name: signerName })}
        autoComplete="name"
        error={fieldError(state, "attested_name")}
        defaultValue={typed(state, "attested_name")}
      />
      <Checkbox
        name="attest"
        label={t("attest")}
        defaultChecked={typed(state, "attest") !== undefined}
        error={fieldError(state, "attest")}
      />
      <div className="grid justify-items-start gap-2">
        <SubmitButton busy={t("submitting")}>{t("sign")}</SubmitButton>
        {isComplete ? null : <p className="text-small text-ink-2">{t("stillOpen")}</p>}
      </div>
    </KeptForm>
  );
}

/** Answers that are missing stand at the top of the page, each with its step; here stand this form's own fields. */
function ownErrors(state: FormState): FormState {
  if (state.status !== "refused") return state;
  const own = ["/attested_name", "/attest"];
  return { ...state, errors: state.errors.filter(({ pointer }) => own.includes(pointer)) };
}
