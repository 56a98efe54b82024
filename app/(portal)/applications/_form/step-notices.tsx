"use client";

import { useTranslations } from "next-intl";
import type { Step } from "#lib/applications/form/field";
import type { Entries } from "#lib/applications/form/read-section";
import { Button, ButtonLink } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import type { FormState } from "../../../_edge/form-state";
import { useRowOf } from "../../../_messages/row-of";
import { differences } from "./answer";
import { Conflict } from "./conflict";
import type { SaveState } from "./use-autosave";

/** A step that was sent without scripts and refused: why, or both versions with the choice between them. */
export function SentWithoutScripts({
  sent,
  step,
  mine,
  stored,
  here,
}: {
  sent: FormState;
  step: Step;
  mine: Entries;
  stored: Entries;
  here: string;
}) {
  const t = useTranslations("apply.conflict");
  const rowOf = useRowOf();
  if (sent.status !== "refused") return null;
  if (sent.code !== "stale_draft") return <FormMessage state={sent} />;
  return (
    <Conflict differences={differences(step, mine, stored, rowOf)}>
      <Button type="submit" look="primary">
        {t("saveMine")}
      </Button>
      <ButtonLink href={here}>{t("takeTheirs")}</ButtonLink>
    </Conflict>
  );
}

/** The same for a save that met someone else's while typing. */
export function MetWhileTyping({
  state,
  step,
  mine,
  onMine,
  onTheirs,
}: {
  state: SaveState;
  step: Step;
  mine: () => Entries;
  onMine: (draftVersion: number) => void;
  onTheirs: (draftVersion: number, theirs: Entries) => void;
}) {
  const t = useTranslations("apply.conflict");
  const rowOf = useRowOf();
  if (state.kind !== "conflict") return null;
  const { draftVersion, theirs } = state;
  return (
    <Conflict differences={differences(step, mine(), theirs, rowOf)}>
      <Button look="primary" onClick={() => onMine(draftVersion)}>
        {t("saveMine")}
      </Button>
      <Button onClick={() => onTheirs(draftVersion, theirs)}>{t("takeTheirs")}</Button>
    </Conflict>
  );
}
