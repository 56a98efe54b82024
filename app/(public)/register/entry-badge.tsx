import { getTranslations } from "next-intl/server";
import type { EntryState } from "#lib/register/entry";
import { StateBadge, type Tone } from "#ui/state-badge";

const TONES: Readonly<Record<EntryState, Tone>> = {
  provisioning: "info",
  active: "good",
  restricted: "warn",
  suspended: "bad",
  superseded: "plain",
  revoked: "bad",
  expired: "plain",
  refused_by_rule: "bad",
  declined: "bad",
  lifted: "plain",
};

export async function EntryBadge({ state }: { state: EntryState }) {
  const t = await getTranslations("register");
  return <StateBadge tone={TONES[state]}>{t(`states.${state}`)}</StateBadge>;
}
