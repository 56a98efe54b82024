import { getMessages, getTranslations } from "next-intl/server";
import type { Section, Step } from "#lib/applications/form/field";
import type { LiveScreening } from "#lib/applications/live-screening";
import { labelOf, type RowOf } from "./field-label";
import { stepsIn } from "./steps";

type Open = { section: Section; name: string; label: string };

/** Answers that are open, with each question in the page's language. */
export async function openIn<Any extends Open>(open: readonly Any[]): Promise<Any[]> {
  const steps = stepsIn(await getMessages());
  const t = await getTranslations("apply.conflict");
  const rowOf: RowOf = (list, number, label) => t("rowOf", { list, number, label });
  return open.map((one) => ({ ...one, label: labelIn(steps, one, rowOf) }));
}

function labelIn(steps: readonly Step[], { section, name, label }: Open, rowOf: RowOf): string {
  const step = steps.find((one) => one.section === section);
  const found = step === undefined ? null : labelOf(step, name, rowOf);
  return found ?? label;
}

/** What the policy would say of a draft, with questions and documents in the page's language. */
export async function liveIn(live: LiveScreening): Promise<LiveScreening> {
  const { labels } = await getMessages();
  const kinds: Readonly<Record<string, string>> = labels.documentKinds;
  return {
    ...live,
    documents: live.documents.map((one) => ({ ...one, title: kinds[one.kind] ?? one.title })),
    open: await openIn(live.open),
  };
}
