import type { Actor } from "#lib/identity/actor";
import { transaction } from "#lib/platform/db";
import { isNoticeKind, type MailChoice, type NoticeKind } from "./kinds";
import { savePreference } from "./store";

/** How the actor wants mail from now on. Kinds that are not named stay as they are. */
export async function savePreferences({
  actor,
  mail,
}: {
  actor: Actor;
  mail: { readonly [K in NoticeKind]?: MailChoice | undefined };
}): Promise<void> {
  await transaction(async (tx) => {
    for (const [kind, choice] of Object.entries(mail)) {
      if (!isNoticeKind(kind) || choice === undefined) continue;
      await savePreference(tx, { personId: actor.personId, kind, mail: choice });
    }
  });
}
