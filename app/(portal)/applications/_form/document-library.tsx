import { useTranslations } from "next-intl";
import type { LibraryDocument } from "#lib/applications/library-view";
import { Moment } from "#ui/moment";
import { useKindWords, useSizeWords } from "../../../_messages/documents";
import { ReuseDocument } from "./reuse-document";

/** What the organisation filed elsewhere, to be filed here without another upload. */
export function DocumentLibrary({
  applicationId,
  documents,
}: {
  applicationId: string;
  documents: readonly LibraryDocument[];
}) {
  const t = useTranslations("apply.docs");
  const [kindWords, sizeWords] = [useKindWords(), useSizeWords()];
  if (documents.length === 0) return null;
  return (
    <details className="border-t border-rule pt-4">
      <summary className="w-fit cursor-pointer font-semibold">
        {t("library", { count: documents.length })}
      </summary>
      <ul className="mt-2 grid">
        {documents.map((document) => (
          <li
            key={document.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-rule py-2.5 first:border-t-0"
          >
            <span className="grid min-w-0 gap-0.5">
              <span className="break-words">
                {document.fileName} <span className="text-small text-ink-2">{kindWords(document.kind)}</span>
              </span>
              <span className="text-small text-ink-2">
                {t.rich("filedWith", {
                  size: sizeWords(document.bytes),
                  reference: document.applicationReference,
                  when: () => <Moment at={document.createdAt} />,
                })}
              </span>
            </span>
            <ReuseDocument
              applicationId={applicationId}
              evidenceId={document.id}
              fileName={document.fileName}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
