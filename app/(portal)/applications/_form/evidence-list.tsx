import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { EvidenceItem } from "#lib/applications/view";
import { DocumentPreview } from "#ui/document-preview";
import { Moment } from "#ui/moment";
import { StateBadge } from "#ui/state-badge";
import { useKindWords, useSizeWords } from "../../../_messages/documents";

/** Documents on file: what each is, its digest, whether it was scanned and verified. */
export function EvidenceList({
  applicationId,
  evidence,
  action,
}: {
  applicationId: string;
  evidence: readonly EvidenceItem[];
  action?: (item: EvidenceItem) => ReactNode;
}) {
  const t = useTranslations("apply.docs");
  const [kindWords, sizeWords] = [useKindWords(), useSizeWords()];
  return (
    <ul className="grid">
      {evidence.map((item) => (
        <li key={item.id} className="grid gap-1.5 border-t border-rule py-3 first:border-t-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <p className="min-w-0 break-words">
              <a href={`/api/applications/${applicationId}/evidence/${item.id}`} download>
                {item.fileName}
              </a>
              <span className="text-small text-ink-2">
                {" "}
                {kindWords(item.kind)}
                {item.earlier.length > 0 ? t("version", { number: item.earlier.length + 1 }) : ""}
              </span>
            </p>
            <div className="flex flex-wrap gap-1.5">
              <StateBadge tone={item.verified ? "good" : "plain"}>
                {t(item.verified ? "verified" : "notVerified")}
              </StateBadge>
              <StateBadge tone={item.scan === "clean" ? "good" : "plain"}>
                {t(item.scan === "clean" ? "scanned" : "notScanned")}
              </StateBadge>
            </div>
          </div>
          <p className="font-mono text-tiny break-all text-ink-3">sha256 {item.sha256}</p>
          <div className="flex flex-wrap items-center justify-between gap-2 text-small text-ink-2">
            <span>
              {sizeWords(item.bytes)}, <Moment at={item.createdAt} />
            </span>
            {action?.(item)}
          </div>
          {item.earlier.length === 0 ? null : (
            <p className="text-small text-ink-2">
              {t("before")}{" "}
              {item.earlier.map((one, place) => (
                <span key={one.id}>
                  {place > 0 ? ", " : ""}
                  {t.rich("earlier", {
                    number: item.earlier.length - place,
                    link: (chunks) => (
                      <a href={`/api/applications/${applicationId}/evidence/${one.id}`} download>
                        {chunks}
                      </a>
                    ),
                    when: () => <Moment at={one.createdAt} />,
                  })}
                </span>
              ))}
            </p>
          )}
          <DocumentPreview
            href={`/api/applications/${applicationId}/evidence/${item.id}`}
            mediaType={item.mediaType}
            fileName={item.fileName}
          />
        </li>
      ))}
    </ul>
  );
}
