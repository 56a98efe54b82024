"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "#ui/button";
import { startStepUp } from "./passkey-actions";
import { passkeyFailure } from "./passkey-failure";

/**
 * Confirms the form that it stands in with a passkey, over a digest, and sends it. Without scripts it is not there:
 * the form's other means are.
 *
 * @param signs the answer is a signature over the digest, and kept
 */
export function PasskeyConfirm({ digest, label, signs }: { digest: string; label: string; signs: boolean }) {
  const t = useTranslations("ui");
  const field = useRef<HTMLInputElement>(null);
  const [isThere, setThere] = useState(false);
  const [state, setState] = useState<{ busy: boolean; message: string | null }>({
    busy: false,
    message: null,
  });
  useEffect(() => setThere("PublicKeyCredential" in window), []);

  async function confirm() {
    setState({ busy: true, message: null });
    try {
      const form = new FormData();
      form.set("digest", digest);
      form.set("purpose", signs ? "sign" : "step_up");
      const asked = await startStepUp(form);
      if (asked.status !== "ok") {
        setState({ busy: false, message: asked.status === "refused" ? asked.message : null });
        return;
      }
      const answer = await startAuthentication({ optionsJSON: asked.value });
      const input = field.current;
      if (input === null) return;
      input.value = JSON.stringify(answer);
      input.form?.requestSubmit();
      // An answer is good once: what is sent again asks again.
      input.value = "";
      setState({ busy: false, message: null });
    } catch (error) {
      setState({ busy: false, message: t(passkeyFailure(error)) });
    }
  }

  return (
    <div className="grid justify-items-start gap-1.5">
      <input ref={field} type="hidden" name="passkey" />
      {isThere ? (
        <Button onClick={() => void confirm()} aria-disabled={state.busy}>
          <Fingerprint aria-hidden size={16} />
          {state.busy ? t("confirm.waiting") : label}
        </Button>
      ) : null}
      {state.message === null ? null : (
        <p role="alert" className="text-small font-medium text-bad">
          {state.message}
        </p>
      )}
    </div>
  );
}
