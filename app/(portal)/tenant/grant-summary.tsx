import { useTranslations } from "next-intl";
import type { grantsOfTenant } from "#lib/grants/view";
import { CodeBlock } from "#ui/digest";
import { InEnglish } from "#ui/in-english";
import { Moment } from "#ui/moment";
import { Section } from "#ui/page";
import { StateBadge, type Tone } from "#ui/state-badge";
import { useGrantWords, usePreconditionWords } from "../../_messages/grant-words";

type Grant = Awaited<ReturnType<typeof grantsOfTenant>>["grants"][number];

export const GRANT_TONES: Readonly<Record<Grant["state"], Tone>> = {
  provisioning: "info",
  active: "good",
  restricted: "warn",
  suspended: "warn",
  superseded: "plain",
  revoked: "bad",
  expired: "plain",
};

/** A grant in plain words, each clause beside what the machine reads; the whole as JSON on request. */
export function GrantSummary({ grant }: { grant: Grant }) {
  const t = useTranslations("tenant.grant");
  const say = useGrantWords();
  const waitsFor = usePreconditionWords();
  const open = grant.preconditions.filter(({ satisfiedAt }) => satisfiedAt === null);
  return (
    <Section
      title={grant.application.title}
      lead={t("version", { reference: grant.application.reference, version: grant.version })}
      actions={
        <StateBadge tone={GRANT_TONES[grant.state]}>
          {grant.state === "active"
            ? t.rich("live", { when: () => <Moment at={new Date(grant.expiresAt.getTime() - 1)} dayOnly /> })
            : t(`state.${grant.state}`)}
        </StateBadge>
      }
    >
      {open.length > 0 ? (
        <p className="text-small">{t("before", { list: waitsFor(open.map(({ kind }) => kind)) })}</p>
      ) : null}
      <ul className="grid">
        {grant.sentences.map(({ clause, sentence, machine }) => (
          <li
            key={machine}
            className="grid gap-x-6 gap-y-1 border-t border-rule py-2.5 first:border-t-0 md:grid-cols-[1fr_minmax(0,20rem)]"
          >
            <p className="font-serif text-base">{say(clause) ?? <InEnglish>{sentence}</InEnglish>}</p>
            <p className="font-mono text-tiny break-words text-ink-2">{machine}</p>
          </li>
        ))}
      </ul>
      <details className="text-small">
        <summary className="cursor-pointer text-accent">{t("json")}</summary>
        <div className="pt-3">
          <CodeBlock
            label={t("digest", { digest: grant.termsDigest.slice(0, 16) })}
            code={JSON.stringify(grant.terms, null, 2)}
          />
        </div>
      </details>
    </Section>
  );
}
