"use client";

import { Trash2 } from "lucide-react";
import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { IDLE } from "../../../_edge/form-state";
import { takeOutEvidence } from "../[id]/actions";

/** Takes one document out of a draft. */
export function RemoveEvidence({ evidenceId, fileName }: { evidenceId: string; fileName: string }) {
  const [state, action, sending] = useActionState(takeOutEvidence, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending}>
      <input type="hidden" name="evidence_id" value={evidenceId} />
      <FormMessage state={state} />
      <SubmitButton look="quiet" busy="Taking out…">
        <Trash2 aria-hidden size={15} /> Take out <span className="sr-only">{fileName}</span>
      </SubmitButton>
    </KeptForm>
  );
}
