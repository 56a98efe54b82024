import { useTranslations } from "next-intl";
import type { PolicyPack } from "#lib/policy/pack";
import { Section } from "#ui/page";

/** The numbered list that every factor and rule refers to. */
export function SourceSection({ pack }: { pack: PolicyPack }) {
  const t = useTranslations("policy.sources");
  return (
    <Section id="sources" title={t("title")} lead={t("lead")}>
      <dl className="grid gap-2 text-small">
        {pack.sources.map(({ id, text, urls }) => (
          <div key={id} id={`source-${id}`} className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-2">
            <dt className="font-mono text-ink-3">{id}</dt>
            <dd className="grid gap-0.5">
              <span lang="en">{text}</span>
              {urls.map((address) => (
                <a
                  key={address}
                  href={address}
                  rel="noreferrer"
                  className="min-h-6 wrap-anywhere underline print:after:hidden"
                >
                  {address}
                </a>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
