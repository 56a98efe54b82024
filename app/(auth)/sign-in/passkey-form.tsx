"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition, useActionState, useEffect, useState } from "react";
import { Button } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { type FormState, IDLE } from "../../_edge/form-state";
import { passkeyFailure } from "../../_edge/passkey-failure";
import { signInByPasskey, startPasskey } from "./actions";

/** Signs in by a passkey, with nothing to type. It is there with scripts only; the password works without. */
export function PasskeyForm({ next }: { next: string }) {
  const t = useTranslations("auth");
  const words = useTranslations("ui");
  const [state, action, sending] = useActionState<FormState, FormData>(signInByPasskey, IDLE);
  const [isThere, setThere] = useState(false);
  const [asking, setAsking] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  useEffect(() => setThere("PublicKeyCredential" in window), []);

  async function ask() {
    setAsking(true);
    setMessage(null);
    try {
      const asked = await startPasskey();
      if (asked.status !== "ok") {
        setMessage(asked.status === "refused" ? asked.message : null);
        return;
      }
      const form = new FormData();
      form.set("passkey", JSON.stringify(await startAuthentication({ optionsJSON: asked.value })));
      form.set("next", next);
      startTransition(() => action(form));
    } catch (error) {
      setMessage(words(passkeyFailure(error)));
    } finally {
      setAsking(false);
    }
  }

  if (!isThere) return null;
  return (
    <div className="grid max-w-sm justify-items-start gap-3">
      <FormMessage state={state} />
      <Button onClick={() => void ask()} aria-disabled={asking || sending}>
        <Fingerprint aria-hidden size={16} />
        {asking || sending ? words("confirm.waiting") : t("byPasskey")}
      </Button>
      {message === null ? null : (
        <p role="alert" className="text-small font-medium text-bad">
          {message}
        </p>
      )}
    </div>
  );
}
