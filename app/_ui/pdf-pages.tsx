"use client";

import { useTranslations } from "next-intl";
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { Button } from "./button";

/** Pixels on paper a CSS pixel: sharp on most screens, bounded in memory on all. */
const SHARPNESS = 2;

/** The pages of a PDF, one at a time, drawn here: scripts, forms and links in it stay dead. */
export default function PdfPages({ href, fileName }: { href: string; fileName: string }) {
  const t = useTranslations("ui");
  const canvas = useRef<HTMLCanvasElement>(null);
  const [file, setFile] = useState<PDFDocumentProxy | null>(null);
  const [page, setPage] = useState(1);
  const [problem, setProblem] = useState(false);

  useEffect(() => {
    GlobalWorkerOptions.workerSrc = new URL("pdfjs-dist/build/pdf.worker.min.mjs", import.meta.url).href;
    const loading = getDocument({ url: href, isEvalSupported: false, enableXfa: false });
    let left = false;
    const unlessLeft =
      <Value,>(then: (value: Value) => void) =>
      (value: Value) => {
        if (!left) then(value);
      };
    loading.promise.then(
      unlessLeft(setFile),
      unlessLeft(() => setProblem(true)),
    );
    return () => {
      left = true;
      void loading.destroy();
    };
  }, [href]);

  useEffect(() => {
    const target = canvas.current;
    if (file === null || target === null) return;
    let drawing: { cancel: () => void } | undefined;
    let left = false;
    file.getPage(page).then(
      (drawn) => {
        if (left) return;
        const wide = drawn.getViewport({ scale: 1 }).width;
        const scale = (SHARPNESS * Math.min(900, target.parentElement?.clientWidth ?? 900)) / wide;
        const viewport = drawn.getViewport({ scale });
        target.width = viewport.width;
        target.height = viewport.height;
        const task = drawn.render({ canvas: target, viewport });
        drawing = task;
        // A page that was left before it was drawn.
        task.promise.catch(() => undefined);
      },
      () => setProblem(true),
    );
    return () => {
      left = true;
      drawing?.cancel();
    };
  }, [file, page]);

  if (problem) return <p className="text-bad">{t("noPreview")}</p>;
  return (
    <div className="grid gap-2">
      {file === null ? <p className="text-ink-2">{t("opening")}</p> : null}
      <div>
        <canvas
          ref={canvas}
          role="img"
          aria-label={t("pageOfFile", { file: fileName, page })}
          className="mx-auto w-full max-w-[900px]"
        />
      </div>
      {file === null || file.numPages < 2 ? null : (
        <div className="flex items-center justify-center gap-3">
          <Button disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t("pageBefore")}
          </Button>
          <span aria-live="polite">{t("pageOf", { page, pages: file.numPages })}</span>
          <Button disabled={page === file.numPages} onClick={() => setPage(page + 1)}>
            {t("pageNext")}
          </Button>
        </div>
      )}
    </div>
  );
}
