"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { markAllReadForm, openNoticeForm, preferencesForm } from "#lib/notices/contract";
import { readAllNotices, readNotice } from "#lib/notices/read-notice";
import { savePreferences } from "#lib/notices/save-preferences";
import type { FormState } from "../../_edge/form-state";
import { runAction } from "../../_edge/run-action";

export async function openNotice(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(openNoticeForm, form, ({ notice_id }, actor) =>
    readNotice({ actor, noticeId: notice_id }),
  );
  // Outside the wrapper: redirect() works by throwing.
  if (state.status === "ok") redirect(state.value.path);
  return state;
}

export async function markAllRead(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(markAllReadForm, form, ({ up_to }, actor) =>
    readAllNotices({ actor, upToId: up_to }),
  );
  if (state.status === "ok") revalidatePath("/inbox");
  return state;
}

export async function choosePreferences(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(preferencesForm, form, (mail, actor) => savePreferences({ actor, mail }));
  if (state.status === "ok") revalidatePath("/inbox/settings");
  return state;
}
