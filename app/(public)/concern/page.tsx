import type { Metadata } from "next";
import { policyInForce } from "#lib/policy/public-view";
import { Page, PageHeader } from "#ui/page";
import { ConcernForm } from "./concern-form";

export const metadata: Metadata = {
  title: "Raise a concern",
  description: "You were wrongly identified, or know of someone who was. No account is needed.",
};

export default async function ConcernPage() {
  const { pack } = await policyInForce();
  return (
    <Page width="prose">
      <PageHeader
        title="Raise a concern"
        lead="A face recognition system took you for someone else, or you know of a use that harms people. Tell us. You need no account, and need not say who you are."
      />
      <div className="grid gap-2 border-l-2 border-rule-2 pl-4 text-small text-ink-2">
        <p>
          A person reads it within {pack.clocks.triage_days} business days; nothing passes it over. Someone
          else decides. When you were right, the approval behind it is reviewed again.
        </p>
        <p>
          What you write is kept encrypted, and only the people who handle concerns read it. Your name is not
          asked.
        </p>
      </div>
      <ConcernForm />
    </Page>
  );
}
