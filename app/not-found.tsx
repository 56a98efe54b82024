import type { Metadata } from "next";
import { ButtonLink } from "#ui/button";
import { Page, PageHeader } from "#ui/page";
import { Shell } from "./_edge/shell";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Shell>
      <Page width="prose">
        <PageHeader
          title="There is nothing here"
          lead="The address is wrong, or what it names is not yours to see. If a link brought you here, its case may belong to another organisation or role."
        />
        <p>
          <ButtonLink href="/home">Go to your own pages</ButtonLink>
        </p>
      </Page>
    </Shell>
  );
}
