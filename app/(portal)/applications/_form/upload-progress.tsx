"use client";

import { Button } from "#ui/button";
import { StateBadge } from "#ui/state-badge";
import { classes } from "../../../_ui/classes";
import type { Sending } from "./send-file";

const STATES = {
  sending: { word: "sending", tone: "info" },
  waiting: { word: "waiting for the connection", tone: "warn" },
  done: { word: "on file", tone: "good" },
  refused: { word: "refused", tone: "bad" },
  lost: { word: "not sent", tone: "warn" },
} as const;

/** Every file of this visit with what became of it. */
export function UploadProgress({
  sending,
  onAgain,
}: {
  sending: readonly Sending[];
  onAgain: (sending: Sending) => void;
}) {
  return (
    <ul aria-live="polite" aria-label="Uploads" className="grid gap-2 empty:hidden">
      {sending.map((one) => (
        <li key={one.key} className="grid gap-1 rounded-field bg-sunken px-3 py-2">
          <div className="flex flex-wrap items-center justify-between gap-2 text-small">
            <span className="min-w-0 break-words">{one.file.name}</span>
            <StateBadge tone={STATES[one.state].tone}>{STATES[one.state].word}</StateBadge>
          </div>
          {one.state === "sending" || one.state === "waiting" ? (
            <progress
              value={one.part}
              max={1}
              aria-label={`Upload of ${one.file.name}`}
              className="h-1.5 w-full accent-accent"
            />
          ) : null}
          {one.detail === "" ? null : (
            <p
              className={classes(
                one.state === "done" && "font-mono text-tiny break-all text-ink-2",
                one.state === "waiting" && "text-small text-ink-2",
                (one.state === "refused" || one.state === "lost") && "text-small text-bad",
              )}
            >
              {one.state === "done" ? `sha256 ${one.detail}` : one.detail}
            </p>
          )}
          {one.state === "lost" ? (
            <div>
              <Button onClick={() => onAgain(one)}>Send again</Button>
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
