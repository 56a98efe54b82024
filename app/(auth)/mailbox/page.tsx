import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { mailbox } from "#lib/notices/mailbox";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { Empty, Page, PageHeader } from "#ui/page";
import { requireActor } from "../../_edge/current-actor";
import { orNotFound } from "../../_edge/or-not-found";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("mailbox.title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };
const query = z.object({
  before: z
    .string()
    .regex(/^eml_[0-9A-Z]{26}$/)
    .optional()
    .catch(undefined),
});

export default async function MailboxPage({ searchParams }: Props) {
  const t = await getTranslations("auth");
  const { before } = query.parse(await searchParams);
  const actor = await requireActor("/mailbox");
  const { mails, next } = await orNotFound(() => mailbox(actor, before));
  return (
    <Page width="prose">
      <PageHeader title={t("mailbox.title")} lead={t("mailbox.lead")} />
      {mails.length === 0 ? (
        <Empty title={t("mailbox.none")}>
          <p>{t("mailbox.noneText")}</p>
        </Empty>
      ) : (
        <ul className="grid">
          {mails.map(({ id, address, subject, text, createdAt }) => (
            <li key={id} className="border-t border-rule first:border-t-0">
              <details className="py-3">
                <summary className="cursor-pointer">
                  <span className="font-medium">{subject}</span>
                  <span className="block ps-4 text-small text-ink-2">
                    {t.rich("mailbox.to", { address, moment: () => <Moment at={createdAt} /> })}
                  </span>
                </summary>
                <div className="grid gap-3 pt-3 sm:ps-4">
                  <h2 className="text-small font-semibold">{t("mailbox.plain")}</h2>
                  <pre className="font-mono text-small break-words whitespace-pre-wrap">{text}</pre>
                  <h2 className="text-small font-semibold">{t("mailbox.html")}</h2>
                  <iframe
                    src={`/api/mailbox/${id}/html`}
                    title={t("mailbox.htmlOf", { subject })}
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
          <ButtonLink href={`/mailbox?before=${next}`}>{t("mailbox.older")}</ButtonLink>
        </div>
      )}
      <Notice title={t("mailbox.demoOnly")}>
        {t.rich("mailbox.production", {
          mode: () => <code>COUNTERSIGN_MODE=production</code>,
          smtp: () => <code>SMTP_URL</code>,
        })}
      </Notice>
    </Page>
  );
}
