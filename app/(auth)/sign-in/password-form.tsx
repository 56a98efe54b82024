"use client";

import Link from "next/link";
import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { Button } from "#ui/button";
import { TextField } from "#ui/field";
import { Notice } from "#ui/form-message";

/** Closed words from the server; an unknown one reads as a wrong password. */
const REFUSALS: Readonly<Record<string, string>> = {
  locked: "Too many failed attempts. Wait a quarter of an hour, then try again.",
  totp_required: "Enter the six digits that your authenticator shows.",
  totp_wrong: "The code is not right, or was used already. Wait for the next one.",
};
const WRONG = "The e-mail address or the password is not right.";

export function PasswordForm({ next, refusal }: { next: string; refusal: string | undefined }) {
  const [error, setError] = useState(refusal === undefined ? null : (REFUSALS[refusal] ?? WRONG));
  const [askTotp, setAskTotp] = useState(refusal?.startsWith("totp") === true);
  const [busy, setBusy] = useState(false);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const answer = await signIn("credentials", {
      redirect: false,
      email: String(form.get("email")),
      password: String(form.get("password")),
      totp: String(form.get("totp") ?? ""),
    });
    setBusy(false);
    if (answer?.ok) {
      window.location.assign(next);
      return;
    }
    const word = answer?.error ?? "";
    setAskTotp(askTotp || word.startsWith("totp"));
    setError(REFUSALS[word] ?? WRONG);
  }

  return (
    <form onSubmit={(event) => void send(event)} className="grid max-w-sm gap-4">
      {error ? <Notice tone="bad" title={error} /> : null}
      <TextField name="email" label="Work e-mail" type="email" autoComplete="username" required />
      <TextField name="password" label="Password" type="password" autoComplete="current-password" required />
      {askTotp ? (
        <TextField
          name="totp"
          label="Code of your authenticator"
          inputMode="numeric"
          autoComplete="one-time-code"
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" look="primary" aria-disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </Button>
        <Link href="/sign-up">Your organisation is new here?</Link>
      </div>
    </form>
  );
}
