import type { Entries } from "#lib/applications/form/read-section";

export type Saved = {
  kind: "saved";
  draftVersion: number;
  /** What is missing or not right in this step now, by field name. */
  errors: Readonly<Record<string, string>>;
};
export type Answered =
  | Saved
  | { kind: "kept"; why: "offline" | "signed_out" | "refused"; message: string }
  | { kind: "conflict"; draftVersion: number; theirs: Entries };

/** Sends a step to the server; every way in which that can fail is an answer. */
export async function putDraft(
  url: string,
  draft: { draftVersion: number; editor: string; fields: Entries },
): Promise<Answered> {
  const body = JSON.stringify({
    draft_version: draft.draftVersion,
    editor: draft.editor,
    fields: draft.fields,
  });
  try {
    const response = await fetch(url, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body,
      // A page that is being left may still finish sending; browsers allow that up to 64 KB.
      keepalive: body.length < KEEPALIVE_CHARACTERS_MAX,
    });
    const answer: Record<string, unknown> = await response.json();
    if (response.ok)
      return { kind: "saved", draftVersion: Number(answer.draft_version), errors: texts(answer.errors) };
    if (response.status === 401) return kept("signed_out", "Your session has ended.");
    if (answer.code === "stale_draft") return await theirs(url);
    if (response.status >= 500) return kept("offline", "The server does not answer.");
    return kept("refused", typeof answer.detail === "string" ? answer.detail : "It was refused.");
  } catch {
    return kept("offline", "There is no connection.");
  }
}

const KEEPALIVE_CHARACTERS_MAX = 30_000;

async function theirs(url: string): Promise<Answered> {
  const response = await fetch(url);
  if (!response.ok) return kept("offline", "The server does not answer.");
  const stored: { draft_version: number; fields: Entries } = await response.json();
  return { kind: "conflict", draftVersion: stored.draft_version, theirs: stored.fields };
}

function kept(why: "offline" | "signed_out" | "refused", message: string): Answered {
  return { kind: "kept", why, message };
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
