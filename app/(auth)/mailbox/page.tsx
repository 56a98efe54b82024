import type { Metadata } from "next";
import { z } from "zod";
import { mailbox } from "#lib/notices/mailbox";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader } from "#ui/page";
import { requireActor } from "../../_edge/current-actor";
import { orNotFound } from "../../_edge/or-not-found";

export const metadata: Metadata = { title: "Mailbox of the demo" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };
const query = z.object({
  before: z
    .string()
    .regex(/^eml_[0-9A-Z]{26}$/)
    .optional()
    .catch(undefined),
});

export default async function MailboxPage({ searchParams }: Props) {
  const { before } = query.parse(await searchParams);
  const actor = await requireActor("/mailbox");
  const { mails, next } = await orNotFound(() => mailbox(actor, before));
  return (
    <Page width="prose">
      <PageHeader
        title="Mailbox of the demo"
        lead="What would have been sent to the demo's people. A demo sends no mail to anyone."
      />
      {mails.length === 0 ? (
        <Empty title="No mail yet">
          <p>Move a case, or invite a colleague, and it comes within a few seconds.</p>
        </Empty>
      ) : (
        <ul className="grid">
          {mails.map(({ id, address, subject, text, createdAt }) => (
            <li key={id} className="border-t border-rule first:border-t-0">
              <details className="py-3">
                <summary className="cursor-pointer">
                  <span className="font-medium">{subject}</span>
                  <span className="block pl-4 text-small text-ink-2">
                    to {address}, <Moment at={createdAt} />
                  </span>
                </summary>
                <div className="grid gap-3 pt-3 sm:pl-4">
                  <h2 className="text-small font-semibold">Plain part</h2>
                  <pre className="font-mono text-small break-words whitespace-pre-wrap">{text}</pre>
                  <h2 className="text-small font-semibold">HTML part</h2>
                  <iframe
                    src={`/api/mailbox/${id}/html`}
                    title={`HTML part of “${subject}”`}
                    loading="lazy"
                    sandbox=""
                    className="h-80 w-full rounded-card border border-rule bg-white"
                  />
                </div>
              </details>
            </li>
          ))}
        </ul>
      )}
      {next === null ? null : (
        <div>
          <ButtonLink href={`/mailbox?before=${next}`}>Older</ButtonLink>
        </div>
      )}
      <Notice title="Only in the demo">
        With <code>COUNTERSIGN_MODE=production</code> there is no such page, and mail goes out by{" "}
        <code>SMTP_URL</code>.
      </Notice>
    </Page>
  );
}
