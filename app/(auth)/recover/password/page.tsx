import type { Metadata } from "next";
import { Page, PageHeader } from "#ui/page";
import { NewPasswordForm } from "./new-password-form";

export const metadata: Metadata = { title: "Set a new password", referrer: "no-referrer" };

export default function NewPasswordPage() {
  return (
    <Page width="prose">
      <PageHeader
        title="Set a new password"
        lead="It ends every session of your account and signs nobody in. An authenticator is asked for afterwards as before."
      />
      <NewPasswordForm />
    </Page>
  );
}
