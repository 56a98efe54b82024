"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { IDLE } from "../../../_edge/form-state";
import { takeOutEvidence } from "../[id]/actions";

/** Takes one document out of a draft. */
export function RemoveEvidence({ evidenceId, fileName }: { evidenceId: string; fileName: string }) {
  const [state, action, sending] = useActionState(takeOutEvidence, IDLE);
  const t = useTranslations("apply.docs");
  return (
    <KeptForm state={state} action={action} sending={sending}>
      <input type="hidden" name="evidence_id" value={evidenceId} />
      <FormMessage state={state} />
      <SubmitButton look="quiet" busy={t("takingOut")}>
        <Trash2 aria-hidden size={15} />{" "}
        {t.rich("takeOut", { file: () => <span className="sr-only">{fileName}</span> })}
      </SubmitButton>
    </KeptForm>
  );
}
