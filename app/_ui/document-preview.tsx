"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";

// A PDF reader is most of a megabyte, wanted by those who open one.
const PdfPages = lazy(() => import("./pdf-pages"));

const PICTURES = ["image/png", "image/jpeg"];

/** Whether a document of this type can be looked at in the page. */
export function canPreview(mediaType: string): boolean {
  return PICTURES.includes(mediaType) || mediaType === "application/pdf";
}

/**
 * A document in the page, fetched when it is opened: a picture as it is, a PDF drawn page by page, so that nothing in
 * it runs. Without scripts a picture shows, and a PDF is the link beside it.
 */
export function DocumentPreview({
  href,
  mediaType,
  fileName,
}: {
  href: string;
  mediaType: string;
  fileName: string;
}) {
  const t = useTranslations("ui");
  const [opened, setOpened] = useState(false);
  if (!canPreview(mediaType)) return null;
  return (
    <details onToggle={(event) => setOpened(opened || event.currentTarget.open)} className="text-small">
      <summary className="w-fit cursor-pointer text-accent">
        {t("preview")} <span className="sr-only">{fileName}</span>
      </summary>
      <div className="mt-2 overflow-auto rounded-field border border-rule bg-sunken p-3">
        {PICTURES.includes(mediaType) ? (
          // biome-ignore lint/performance/noImgElement: a private document, served as it is and cached nowhere
          <img src={href} alt={fileName} loading="lazy" className="mx-auto max-h-[70vh] max-w-full" />
        ) : opened ? (
          <Suspense fallback={<p className="text-ink-2">{t("opening")}</p>}>
            <PdfPages href={href} fileName={fileName} />
          </Suspense>
        ) : null}
      </div>
    </details>
  );
}
