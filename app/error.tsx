"use client";

import { Button, ButtonLink } from "#ui/button";
import { Page, PageHeader } from "#ui/page";

/** Something broke on our side. What was typed is still in the form's draft or in the browser's history. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Page width="prose">
      <PageHeader
        title="Something broke on our side"
        lead="It was recorded. Nothing that was saved is lost; what you had just sent may not have arrived."
      />
      {error.digest ? <p className="text-small text-ink-2">Reference: {error.digest}</p> : null}
      <div className="flex gap-2">
        <Button look="primary" onClick={reset}>
          Try again
        </Button>
        <ButtonLink href="/home">Go to your own pages</ButtonLink>
      </div>
    </Page>
  );
}
