"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Entries } from "#lib/applications/form/read-section";
import { tellDraftSaved } from "./draft-saved";
import { forgetHere, keepHere } from "./kept-locally";
import { type Kept, putDraft, type Saved } from "./put-draft";

export type SaveState =
  | { kind: "idle" }
  | { kind: "saving" }
  | { kind: "saved"; at: Date }
  /** Not on the server; what was typed is in this browser. */
  | Kept
  | { kind: "conflict"; draftVersion: number; theirs: Entries };

const QUIET_MS = 900;
const RETRY_MS = 5_000;

/**
 * Saves a step while it is typed: after a moment of quiet, one save at a time, again when a save failed, and
 * once more when the page is left. What is not on the server yet is kept in this browser.
 *
 * @param input.read the form as it stands; null once it is off the page
 */
export function useAutosave(input: {
  url: string;
  localKey: string;
  draftVersion: number;
  read: () => Entries | null;
  onAnswer: (answered: Saved) => void;
}) {
  const { url, localKey, read, onAnswer } = input;
  const [state, setState] = useState<SaveState>({ kind: "idle" });
  const version = useRef(input.draftVersion);
  const editor = useRef("");
  /** The form as it was when it last changed: a save may still be due when the page is gone. */
  const typed = useRef<Entries>([]);
  const isLeft = useRef(false);
  const dirty = useRef(false);
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const saveOnce = useCallback(async (): Promise<boolean> => {
    editor.current ||= editorName();
    dirty.current = false;
    typed.current = read() ?? typed.current;
    setState({ kind: "saving" });
    const answered = await putDraft(url, {
      draftVersion: version.current,
      editor: editor.current,
      fields: typed.current,
    });
    if (answered.kind === "saved") {
      version.current = answered.draftVersion;
      if (!dirty.current) forgetHere(localKey);
      onAnswer(answered);
      tellDraftSaved();
      setState({ kind: "saved", at: new Date() });
      return true;
    }
    dirty.current = true;
    setState(answered);
    // Off the page it is not tried again: it is kept in this browser, and offered there when the step is opened.
    if (answered.kind === "kept" && answered.why === "offline" && !isLeft.current) {
      timer.current = setTimeout(() => void flush.current(), RETRY_MS);
    }
    return false;
  }, [url, localKey, read, onAnswer]);

  const flush = useRef(async (): Promise<boolean> => true);
  flush.current = async () => {
    clearTimeout(timer.current);
    if (running.current !== null) await running.current;
    if (!dirty.current) return true;
    running.current = saveOnce().finally(() => {
      running.current = null;
    });
    return running.current;
  };

  const changed = useCallback(() => {
    dirty.current = true;
    typed.current = read() ?? typed.current;
    keepHere(localKey, typed.current);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush.current(), QUIET_MS);
  }, [localKey, read]);

  /** Goes on from a version that the person has seen: theirs, or mine over theirs. */
  const goOnFrom = useCallback(
    (draftVersion: number, mine: boolean) => {
      version.current = draftVersion;
      dirty.current = mine;
      if (mine) return flush.current();
      forgetHere(localKey);
      setState({ kind: "idle" });
      return Promise.resolve(true);
    },
    [localKey],
  );

  useEffect(() => {
    isLeft.current = false;
    const onLeave = () => {
      if (document.visibilityState === "hidden") void flush.current();
    };
    const onOnline = () => void flush.current();
    document.addEventListener("visibilitychange", onLeave);
    window.addEventListener("online", onOnline);
    return () => {
      document.removeEventListener("visibilitychange", onLeave);
      window.removeEventListener("online", onOnline);
      isLeft.current = true;
      void flush.current();
    };
  }, []);

  return { state, changed, flush: useCallback(() => flush.current(), []), goOnFrom };
}

/** Not randomUUID, which browsers have on https and on this machine only. */
function editorName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join("");
}
