"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Entries } from "#lib/applications/form/read-section";
import { putDraft, type Saved } from "./put-draft";

export type SaveState =
  | { kind: "idle" }
  | { kind: "saving" }
  | { kind: "saved"; at: Date }
  /** Not on the server; what was typed is in this browser. */
  | { kind: "kept"; why: "offline" | "signed_out" | "refused"; message: string }
  | { kind: "conflict"; draftVersion: number; theirs: Entries };

const QUIET_MS = 900;
const RETRY_MS = 5_000;

/**
 * Saves a step while it is typed: after a moment of quiet, one save at a time, again when a save failed, and
 * once more when the page is left. What is not on the server yet is kept in this browser.
 *
 * @param input.read the form as it stands
 */
export function useAutosave(input: {
  url: string;
  localKey: string;
  draftVersion: number;
  read: () => Entries;
  onAnswer: (answered: Saved) => void;
}) {
  const { url, localKey, read, onAnswer } = input;
  const [state, setState] = useState<SaveState>({ kind: "idle" });
  const version = useRef(input.draftVersion);
  const editor = useRef("");
  const dirty = useRef(false);
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const saveOnce = useCallback(async (): Promise<boolean> => {
    editor.current ||= crypto.randomUUID();
    dirty.current = false;
    const fields = read();
    setState({ kind: "saving" });
    const answered = await putDraft(url, { draftVersion: version.current, editor: editor.current, fields });
    if (answered.kind === "saved") {
      version.current = answered.draftVersion;
      if (!dirty.current) localStorage.removeItem(localKey);
      onAnswer(answered);
      setState({ kind: "saved", at: new Date() });
      return true;
    }
    dirty.current = true;
    setState(answered);
    if (answered.kind === "kept" && answered.why === "offline") {
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
    keepHere(localKey, read());
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush.current(), QUIET_MS);
  }, [localKey, read]);

  /** Goes on from a version that the person has seen: theirs, or mine over theirs. */
  const goOnFrom = useCallback(
    (draftVersion: number, mine: boolean) => {
      version.current = draftVersion;
      dirty.current = mine;
      if (mine) return flush.current();
      localStorage.removeItem(localKey);
      setState({ kind: "idle" });
      return Promise.resolve(true);
    },
    [localKey],
  );

  useEffect(() => {
    const onLeave = () => {
      if (document.visibilityState === "hidden") void flush.current();
    };
    const onOnline = () => void flush.current();
    document.addEventListener("visibilitychange", onLeave);
    window.addEventListener("online", onOnline);
    return () => {
      document.removeEventListener("visibilitychange", onLeave);
      window.removeEventListener("online", onOnline);
      clearTimeout(timer.current);
    };
  }, []);

  return { state, changed, flush: useCallback(() => flush.current(), []), goOnFrom };
}

function keepHere(localKey: string, entries: Entries): void {
  try {
    localStorage.setItem(localKey, JSON.stringify({ at: new Date().toISOString(), entries }));
  } catch {
    // The browser keeps nothing for this site, or is full: the server's copy is the one that counts.
  }
}

/** What this browser kept and the server may not have; null when there is nothing, or nothing readable. */
export function keptHere(localKey: string): { at: Date; entries: Entries } | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(localKey) ?? "null");
    if (typeof kept !== "object" || kept === null || !("entries" in kept) || !("at" in kept)) return null;
    if (!Array.isArray(kept.entries) || typeof kept.at !== "string") return null;
    const entries = kept.entries.filter(isEntry);
    return { at: new Date(kept.at), entries };
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}
