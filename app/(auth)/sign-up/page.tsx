import type { Metadata } from "next";
import Link from "next/link";
import { Page, PageHeader } from "#ui/page";
import { SignUpForm } from "./sign-up-form";

export const metadata: Metadata = { title: "Your organisation" };

export default function SignUpPage() {
  return (
    <Page width="prose">
      <PageHeader
        title="Your organisation is new here"
        lead="You make its account and administer it; colleagues join later. Nothing is asked for by this: an application comes next."
      />
      <SignUpForm />
      <p className="text-small text-ink-2">
        The address is what you sign in with. We send a link to it: until you have opened it, you can fill in
        an application and not submit it. Show reviewers that your domain is yours on the page of your
        organisation.
      </p>
      <p className="text-small text-ink-2">
        Has it an account already? <Link href="/sign-in">Sign in</Link>, or ask its administrator to add you.
      </p>
    </Page>
  );
}
