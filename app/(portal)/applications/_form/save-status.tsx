"use client";

import { Check, CircleAlert, CloudOff, LoaderCircle } from "lucide-react";
import { usePathname } from "next/navigation";
import { ButtonLink } from "#ui/button";
import type { SaveState } from "./use-autosave";

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** What became of what was typed, in words, always in the same place. */
export function SaveStatus({ state }: { state: SaveState }) {
  const here = usePathname();
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 text-small text-ink-2">
      {content(state, here)}
    </div>
  );
}

function content(state: SaveState, here: string) {
  switch (state.kind) {
    case "saving":
      return (
        <>
          <LoaderCircle aria-hidden size={15} className="motion-safe:animate-spin" /> Saving…
        </>
      );
    case "saved":
      return (
        <>
          <Check aria-hidden size={15} className="text-good" /> Saved {CLOCK.format(state.at)}
        </>
      );
    case "kept":
      return (
        <>
          <CloudOff aria-hidden size={15} className="text-warn" />
          <span className="text-warn">Could not save, kept here.</span> {state.message}
          {state.why === "signed_out" ? (
            <ButtonLink href={`/sign-in?next=${encodeURIComponent(here)}`} look="quiet">
              Sign in again
            </ButtonLink>
          ) : null}
        </>
      );
    case "conflict":
      return (
        <>
          <CircleAlert aria-hidden size={15} className="text-warn" />
          <span className="text-warn">Someone else saved this step</span>
        </>
      );
    default:
      return <>Saved as you type</>;
  }
}
