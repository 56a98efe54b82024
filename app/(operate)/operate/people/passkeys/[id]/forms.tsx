"use client";

import { useActionState } from "react";
import { SubmitButton } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { ConfirmationFields, type Means } from "../../../../../_edge/confirmation-fields";
import { IDLE } from "../../../../../_edge/form-state";
import { confirm } from "./actions";

type Props = { passkeyId: string; digest: string; means: Means };

/** The second person says that a passkey is its holder's. */
export function ConfirmPasskeyForm({ passkeyId, digest, means }: Props) {
  const [state, action, sending] = useActionState(confirm, IDLE);
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid max-w-2xl gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="passkey_id" value={passkeyId} />
      <input type="hidden" name="digest" value={digest} />
      <ConfirmationFields state={state} means={means} digest={digest} signs>
        <div>
          <SubmitButton busy="Signing…">Confirm that it is theirs</SubmitButton>
        </div>
      </ConfirmationFields>
    </KeptForm>
  );
}
