"use client";

import { useEffect, useRef } from "react";
import { Button } from "#ui/button";
import { Kbd } from "#ui/kbd";

export type Shortcut = { keys: string; says: string };

/**
 * Keys of a page: `j` and `k` walk over `[data-key-item]`, `x` marks the row in focus, a digit presses `[data-key="3"]`,
 * ⌘↵ or Ctrl ↵ presses `[data-key="submit"]`, `?` shows what there is. Whoever types in a field keeps their letters.
 */
export function Shortcuts({ shortcuts }: { shortcuts: readonly Shortcut[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!pressed(event, dialog.current)) return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <Button look="quiet" onClick={() => dialog.current?.showModal()}>
        <Kbd>?</Kbd> shortcuts
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby="shortcuts-title"
        className="m-auto w-full max-w-sm rounded-card border border-rule bg-surface p-5 text-ink backdrop:bg-black/40"
      >
        <h2 id="shortcuts-title" className="mb-3">
          Keys of this page
        </h2>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2 text-sm">
          {shortcuts.map(({ keys, says }) => (
            <div key={keys} className="contents">
              <dt>
                <Kbd>{keys}</Kbd>
              </dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog" className="mt-4">
          <Button type="submit">Close</Button>
        </form>
      </dialog>
    </>
  );
}

/** @returns whether the key meant something here */
function pressed(event: KeyboardEvent, dialog: HTMLDialogElement | null): boolean {
  if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) return press("submit");
  if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return false;
  if (event.key === "?") {
    dialog?.showModal();
    return true;
  }
  if (dialog?.open) return false;
  if (event.key === "j") return walk(1);
  if (event.key === "k") return walk(-1);
  if (event.key === "x") return mark();
  return /^[0-4]$/.test(event.key) ? press(event.key) : false;
}

function press(name: string): boolean {
  const control = document.querySelector<HTMLElement>(`[data-key="${name}"]`);
  control?.click();
  control?.focus();
  return control !== null;
}

/** Moves the focus to the next item, from the one in focus or the one at hand. */
function walk(step: 1 | -1): boolean {
  const items = [...document.querySelectorAll<HTMLElement>("[data-key-item]")].filter(isShown);
  const focused = items.findIndex((item) => item.matches(":focus"));
  const start = focused === -1 ? items.findIndex((item) => item.hasAttribute("aria-current")) : focused;
  const next = items[Math.min(Math.max(start + step, 0), items.length - 1)];
  next?.focus();
  return next !== undefined;
}

/** Ticks the box, or unticks it, of the row in focus. */
function mark(): boolean {
  const row = document.activeElement?.closest("tr, li");
  const box = row?.querySelector<HTMLInputElement>("[data-key-mark]") ?? null;
  box?.click();
  return box !== null;
}

/** What a narrow screen or a closed part of the page leaves out cannot take the focus. */
function isShown(item: HTMLElement): boolean {
  return item.checkVisibility();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["radio", "checkbox", "submit", "button"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
