"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { LiveScreening } from "#lib/applications/live-screening";
import { AnsweredRules, PolicyAnswer } from "#ui/policy-answer";
import { DRAFT_SAVED } from "./draft-saved";

/** Saves come in bursts while someone types; one answer is enough for a burst. */
const QUIET_MS = 300;

type Props = { applicationId: string; section: string; first: LiveScreening };

/**
 * What the policy would say of the draft now, beside the step. The server works it out each time, with the evaluator
 * that judges a submission; this only asks again when a save was answered. Without scripts it stands as the page was
 * sent.
 */
export function LivePanel({ applicationId, section, first }: Props) {
  const t = useTranslations("apply.live");
  const panel = useTranslations("apply.step")("panel");
  const { live, isOld } = useLive(applicationId, first);
  const { screening, scale, documents, open } = live;
  return (
    <section
      aria-labelledby="live-panel"
      className="grid gap-4 border-t border-rule pt-4 xl:border-t-0 xl:border-l xl:pt-0 xl:pl-6"
    >
      <div className="grid gap-1">
        <h2 id="live-panel" className="text-base">
          {panel}
        </h2>
        <p className="text-tiny text-ink-3">{t("about")}</p>
      </div>
      <p role="status" className="sr-only">
        {screening === null ? "" : t("status", { tier: screening.tier.slice(1), risk: screening.risk })}
      </p>
      {isOld ? <p className="text-small text-warn">{t("old")}</p> : null}
      {screening === null ? (
        <p className="text-small text-ink-2">{t("nothing")}</p>
      ) : (
        <>
          <PolicyAnswer answer={screening} scale={scale} />
          <AnsweredRules rules={screening.rules} />
        </>
      )}
      <MissingDocuments applicationId={applicationId} documents={documents} />
      <OpenQuestions applicationId={applicationId} section={section} open={open} />
      {section === "organisation" ? (
        <p className="border-t border-rule pt-3 text-small text-ink-2">{t("parties")}</p>
      ) : null}
    </section>
  );
}

/** The latest answer of the server; an older one never takes the place of a newer. */
function useLive(applicationId: string, first: LiveScreening): { live: LiveScreening; isOld: boolean } {
  const [live, setLive] = useState(first);
  const [isOld, setOld] = useState(false);
  const asking = useRef<AbortController>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask() {
      asking.current?.abort();
      const controller = new AbortController();
      asking.current = controller;
      try {
        const response = await fetch(`/api/applications/${applicationId}/live`, {
          signal: controller.signal,
        });
        if (!response.ok) throw new Error(`answered ${response.status}`);
        const answer: LiveScreening = await response.json();
        if (controller.signal.aborted) return;
        setLive(answer);
        setOld(false);
      } catch {
        if (!controller.signal.aborted) setOld(true);
      }
    }
    function onSaved() {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), QUIET_MS);
    }
    window.addEventListener(DRAFT_SAVED, onSaved);
    return () => {
      window.removeEventListener(DRAFT_SAVED, onSaved);
      clearTimeout(timer);
      asking.current?.abort();
    };
  }, [applicationId]);
  return { live, isOld };
}

function MissingDocuments({
  applicationId,
  documents,
}: {
  applicationId: string;
  documents: LiveScreening["documents"];
}) {
  const t = useTranslations("apply.live");
  if (documents.length === 0) return null;
  return (
    <div className="grid gap-1.5">
      <h3>{t("documents")}</h3>
      <ul className="grid gap-1 text-small">
        {documents.map(({ kind, title, isFiled }) => (
          <li key={kind} className="flex items-baseline justify-between gap-3 border-t border-rule pt-1">
            <span>{title}</span>
            <span className={isFiled ? "text-ink-2" : "text-warn"}>{t(isFiled ? "filed" : "missing")}</span>
          </li>
        ))}
      </ul>
      <p className="text-small">
        <Link href={`/applications/${applicationId}/evidence`}>{t("add")}</Link>
      </p>
    </div>
  );
}

function OpenQuestions({
  applicationId,
  section,
  open,
}: {
  applicationId: string;
  section: string;
  open: LiveScreening["open"];
}) {
  const t = useTranslations("apply.live");
  if (open.length === 0) return null;
  return (
    <details className="text-small">
      <summary className="cursor-pointer">{t("open", { count: open.length })}</summary>
      <ul className="grid list-disc gap-0.5 pt-1.5 pl-5 text-ink-2">
        {open.map((question) => (
          <li key={question.name}>
            {question.section === section ? (
              question.label
            ) : (
              <Link href={`/applications/${applicationId}/${question.section}#${question.name}`}>
                {question.label}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
