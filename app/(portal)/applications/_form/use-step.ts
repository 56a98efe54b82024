"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, type RefObject, useCallback, useRef, useState } from "react";
import type { Step } from "#lib/applications/form/field";
import type { Entries } from "#lib/applications/form/read-section";
import { entriesOf, notAsked } from "./answer";
import type { Saved } from "./put-draft";
import { useAutosave } from "./use-autosave";

/** What the fields of a step show when they are put on the page; afterwards they are left to the browser. */
export type Shown = { entries: Entries; rowCounts: Readonly<Record<string, number>>; key: number };

type Errors = Readonly<Record<string, string>>;

/** One step while it is typed: which questions are asked, what is not right, what became of it. */
export function useStep(input: {
  form: RefObject<HTMLFormElement | null>;
  applicationId: string;
  step: Step;
  sections: { readonly [section: string]: unknown };
  first: Omit<Shown, "key">;
  errors: Errors;
  draftVersion: number;
  next: string;
}) {
  const { form, applicationId, step, sections, next } = input;
  const router = useRouter();
  const [shown, setShown] = useState<Shown>({ ...input.first, key: 0 });
  const [hidden, setHidden] = useState(() => notAsked(step, sections, shown.entries));
  const [errors, setErrors] = useState(input.errors);
  const touched = useRef(new Set<string>());

  const localKey = `countersign:${applicationId}:${step.section}`;
  const autosave = useAutosave({
    url: `/api/applications/${applicationId}/draft/${step.section}`,
    localKey,
    draftVersion: input.draftVersion,
    read: useCallback(() => (form.current === null ? null : entriesOf(form.current)), [form]),
    onAnswer: useCallback(
      (saved: Saved) => setErrors((before) => seen(before, saved.errors, touched.current)),
      [],
    ),
  });

  return {
    shown,
    hidden,
    errors,
    localKey,
    autosave,
    edited(event: FormEvent) {
      const name = (event.target instanceof Element && event.target.getAttribute("name")) || "";
      touched.current.add(name);
      // Whether it is right now is for the server to say, with the next save.
      setErrors(({ [name]: _, ...others }) => others);
      if (form.current !== null) setHidden(notAsked(step, sections, entriesOf(form.current)));
      autosave.changed();
    },
    show(entries: Entries) {
      setShown({ entries, rowCounts: countRows(step, entries), key: shown.key + 1 });
      setHidden(notAsked(step, sections, entries));
    },
    async goOn(event: FormEvent) {
      event.preventDefault();
      if (await autosave.flush()) router.push(next);
    },
  };
}

/** A field that nobody has come to yet is not told that it is empty. */
function seen(before: Errors, now: Errors, touched: ReadonlySet<string>): Errors {
  return Object.fromEntries(Object.entries(now).filter(([name]) => name in before || touched.has(name)));
}

function countRows(step: Step, entries: Entries): Readonly<Record<string, number>> {
  const rowOf = (list: string, name: string) =>
    name.startsWith(`${list}.`) ? Number(/^(\d+)\./.exec(name.slice(list.length + 1))?.[1] ?? -1) : -1;
  return Object.fromEntries(
    step.fields
      .filter(({ kind }) => kind === "rows")
      .map(({ name }) => [
        name,
        Math.max(-1, ...entries.map(([key]) => rowOf(`${step.section}.${name}`, key))) + 1,
      ]),
  );
}
