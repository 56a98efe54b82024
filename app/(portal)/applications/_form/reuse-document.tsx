"use client";

import { FilePlus2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { IDLE } from "../../../_edge/form-state";
import { reuseDocument } from "../[id]/actions";

/** Files one document of the library here too. */
export function ReuseDocument({
  applicationId,
  evidenceId,
  fileName,
}: {
  applicationId: string;
  evidenceId: string;
  fileName: string;
}) {
  const [state, action, sending] = useActionState(reuseDocument, IDLE);
  const t = useTranslations("apply.docs");
  return (
    <KeptForm state={state} action={action} sending={sending}>
      <input type="hidden" name="application_id" value={applicationId} />
      <input type="hidden" name="evidence_id" value={evidenceId} />
      <FormMessage state={state} />
      <SubmitButton look="quiet" busy={t("filing")}>
        <FilePlus2 aria-hidden size={15} />{" "}
        {t.rich("use", { file: () => <span className="sr-only">{fileName}</span> })}
      </SubmitButton>
    </KeptForm>
  );
}
