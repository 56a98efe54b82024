import type { Entries } from "#lib/applications/form/read-section";

export type Saved = {
  kind: "saved";
  draftVersion: number;
  /** What is missing or not right in this step now, by field name. */
  errors: Readonly<Record<string, string>>;
};
/** Not on the server. `says` names the words; `text` is the server's own, where it gave some. */
export type Kept = {
  kind: "kept";
  why: "offline" | "signed_out" | "refused";
  says: "signedOut" | "noAnswer" | "offline" | "refused";
  text?: string;
};
export type Answered = Saved | Kept | { kind: "conflict"; draftVersion: number; theirs: Entries };

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
    if (response.status === 401) return kept("signed_out", "signedOut");
    if (answer.code === "stale_draft") return await theirs(url);
    if (response.status >= 500) return kept("offline", "noAnswer");
    return kept("refused", "refused", answer.detail);
  } catch {
    return kept("offline", "offline");
  }
}

const KEEPALIVE_CHARACTERS_MAX = 30_000;

async function theirs(url: string): Promise<Answered> {
  const response = await fetch(url);
  if (!response.ok) return kept("offline", "noAnswer");
  const stored: { draft_version: number; fields: Entries } = await response.json();
  return { kind: "conflict", draftVersion: stored.draft_version, theirs: stored.fields };
}

function kept(why: Kept["why"], says: Kept["says"], text?: unknown): Kept {
  return { kind: "kept", why, says, ...(typeof text === "string" ? { text } : {}) };
}

function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
