"use client";

import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { classes } from "./classes";
import { fieldOfError, nameOfField } from "./field-of-error";
import { InEnglish } from "./in-english";
import { Said } from "./said";

/** The part of a form's state that is shown over it. */
type State =
  | { status: "idle" }
  | { status: "ok" }
  | { status: "refused"; message: string; errors: readonly { pointer: string; message: string }[] };

/**
 * Over a form that was sent: what was wrong, with a link to each field, or that it worked. It takes the focus, so
 * that people who do not see the page hear it first.
 */
export function FormMessage({ state, ok, children }: { state: State; ok?: ReactNode; children?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [names, setNames] = useState<ReadonlyMap<string, string | null>>(new Map());
  useEffect(() => {
    if (state.status !== "refused") return;
    const form = box.current?.closest("form") ?? null;
    setNames(new Map(state.errors.map(({ pointer }) => [pointer, nameOfField(form, pointer)])));
    box.current?.focus();
  }, [state]);

  function goTo(event: MouseEvent, pointer: string) {
    const field = fieldOfError(box.current?.closest("form") ?? null, pointer);
    if (field === null) return; // the address of the link may still lead there
    event.preventDefault();
    field.closest("details")?.setAttribute("open", "");
    field.focus();
  }

  if (state.status === "idle" || (state.status === "ok" && !ok)) return null;
  const refused = state.status === "refused";
  const errors = refused ? state.errors.filter(({ pointer }) => pointer !== "") : [];
  return (
    <div
      ref={box}
      role={refused ? "alert" : "status"}
      tabIndex={-1}
      className={classes(
        "grid gap-1 rounded-card border-s-4 px-4 py-3",
        refused ? "border-bad bg-bad-soft" : "border-good bg-good-soft",
      )}
    >
      <p className="font-semibold">{refused ? <Said>{state.message}</Said> : ok}</p>
      {errors.length > 0 ? (
        <ul className="list-disc ps-5 text-small">
          {errors.map(({ pointer, message }) => (
            <li key={`${pointer} ${message}`}>
              <a href={`#${pointer.slice(1).replaceAll("/", ".")}`} onClick={(event) => goTo(event, pointer)}>
                {names.get(pointer) ?? <InEnglish>{wordsOf(pointer)}</InEnglish>}
              </a>
              : <Said>{message}</Said>
            </li>
          ))}
        </ul>
      ) : null}
      {children}
    </div>
  );
}

/** Until the page's own words are there: `/deployment/sites/0/city` → "deployment, sites, 1, city". */
function wordsOf(pointer: string): string {
  return pointer
    .slice(1)
    .split("/")
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part.replaceAll("_", " ")))
    .join(", ");
}

/** A message that belongs to a page rather than to a form. */
export function Notice({
  tone = "info",
  title,
  children,
}: {
  tone?: "info" | "good" | "warn" | "bad";
  title: ReactNode;
  children?: ReactNode;
}) {
  const tones = {
    info: "border-accent bg-accent-soft",
    good: "border-good bg-good-soft",
    warn: "border-warn bg-warn-soft",
    bad: "border-bad bg-bad-soft",
  } as const;
  return (
    <div
      role={tone === "bad" ? "alert" : undefined}
      className={classes("grid gap-1 rounded-card border-s-4 px-4 py-3", tones[tone])}
    >
      <p className="font-semibold">{title}</p>
      {children ? <div className="text-small">{children}</div> : null}
    </div>
  );
}
