"use server";

import { redirect } from "next/navigation";
import { importForm, newApplicationForm } from "#lib/applications/contract";
import { createApplication } from "#lib/applications/create-application";
import { importApplication } from "#lib/applications/import-application";
import type { FormState } from "../../_edge/form-state";
import { runAction } from "../../_edge/run-action";
import { withFileText } from "./_form/with-file-text";

export async function openApplication(_before: FormState, form: FormData): Promise<FormState> {
  const state = await runAction(newApplicationForm, form, ({ title, organisation_id }, actor) =>
    createApplication({ actor, title, ...(organisation_id ? { organisationId: organisation_id } : {}) }),
  );
  // Outside the wrapper: redirect() works by throwing.
  if (state.status === "ok") redirect(`/applications/${state.value.applicationId}/organisation`);
  return state;
}

export async function importFile(_before: FormState, form: FormData): Promise<FormState> {
  const filled = await withFileText(form, { file: "file", text: "json" });
  const state = await runAction(importForm, filled, ({ json, organisation_id }, actor) =>
    importApplication({ actor, json, ...(organisation_id ? { organisationId: organisation_id } : {}) }),
  );
  if (state.status === "ok") redirect(`/applications/${state.value.applicationId}/review`);
  return state;
}
