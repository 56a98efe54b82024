import { useTranslations } from "next-intl";
import type { PolicyPack } from "#lib/policy/pack";
import { InEnglish } from "#ui/in-english";

/** Where a sentence comes from: each number leads to the list of sources, each title to the page itself. */
export function SourceLinks({
  pack,
  sources,
}: {
  pack: PolicyPack;
  /** Numbers of sources, with how the rule cites them. */
  sources: readonly { ref: string; cite?: string }[];
}) {
  const t = useTranslations("policy.sources");
  return (
    <ul className="grid text-small text-ink-2">
      {sources.map(({ ref, cite }) => {
        const source = pack.sources.find(({ id }) => id === ref);
        const address = source?.urls[0];
        const title = cite ?? source?.text ?? ref;
        return (
          <li key={`${ref} ${cite}`} className="py-1 wrap-anywhere">
            {address === undefined ? (
              <InEnglish>{title}</InEnglish>
            ) : (
              <a href={address} rel="noreferrer" lang="en">
                {title}
              </a>
            )}{" "}
            <a
              href={`#source-${ref}`}
              aria-label={t("one", { ref })}
              className="inline-block min-w-6 text-center no-underline"
            >
              [{ref}]
            </a>
          </li>
        );
      })}
    </ul>
  );
}
