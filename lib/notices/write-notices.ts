import { type Tx, transaction } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import type { HandedEvent } from "#lib/platform/handle-events";
import { newId } from "#lib/platform/ids";
import { fillText } from "#lib/platform/mail/fill-text";
import { queueMail } from "#lib/platform/mail/queue-mail";
import { type Case, findCaseOf, findReaders, type Reader } from "./audience-store";
import { type MailChoice, NOTICE_KINDS, type NoticeKind } from "./kinds";
import { TEXTS } from "./notice-texts";
import { findPreferences, insertNotices, type NewNotice } from "./store";
import type { Leads, Telling } from "./telling";
import { type Told, tellingsOf } from "./tellings-of";
import { kindLabel, renderNotice, templateName } from "./templates";

/**
 * Tells each person concerned of an event: one notice, and a mail where they want one. An event that is handed on
 * again tells nobody twice.
 *
 * @returns how many notices were written by this call
 */
export async function writeNotices(
  event: Pick<HandedEvent, "id" | "kind" | "subjectId" | "data">,
): Promise<number> {
  const told = tellingsOf(event);
  if (told === null || told.tellings.length === 0) return 0;
  return transaction(async (tx) => {
    const concerned = await findCaseOf(tx, told.scope);
    const drafts = await draftsOf(tx, told, concerned);
    const choices = await choicesOf(tx, drafts);
    const notices = drafts.map(({ telling, reader }) => ({
      reader,
      mail: choices(reader.personId, telling.kind),
      row: rowOf(event, told, { telling, reader, concerned }),
    }));
    const written = await insertNotices(
      tx,
      notices.map(({ row, mail }) => ({ ...row, digestDue: mail === "daily" })),
    );
    const fresh = notices.filter(({ row }) => written.has(row.id));
    for (const { row, reader, mail } of fresh) if (mail === "at_once") await queueNoticeMail(tx, row, reader);
    return fresh.length;
  });
}

type Draft = { telling: Telling; reader: Reader };

/** Who is told what: a person in several audiences is told the first thing alone. */
async function draftsOf(tx: Tx, { tellings }: Told, concerned: Case): Promise<readonly Draft[]> {
  const drafts = new Map<string, Draft>();
  for (const telling of tellings) {
    for (const audience of telling.to) {
      for (const reader of await findReaders(tx, audience, concerned)) {
        if (!drafts.has(reader.personId)) drafts.set(reader.personId, { telling, reader });
      }
    }
  }
  return [...drafts.values()];
}

async function choicesOf(
  tx: Tx,
  drafts: readonly Draft[],
): Promise<(personId: string, kind: NoticeKind) => MailChoice> {
  const rows = await findPreferences(
    tx,
    drafts.map(({ reader }) => reader.personId),
  );
  const chosen = new Map(rows.map(({ personId, kind, mail }) => [`${personId} ${kind}`, mail]));
  return (personId, kind) => {
    const mail = chosen.get(`${personId} ${kind}`);
    return mail === "at_once" || mail === "daily" || mail === "off" ? mail : NOTICE_KINDS[kind].mail;
  };
}

function rowOf(
  { id: eventId }: Pick<HandedEvent, "id">,
  { event, facts }: Told,
  { telling, reader, concerned }: Draft & { concerned: Case },
): Omit<NewNotice, "digestDue"> {
  return {
    id: newId("ntc"),
    eventId,
    personId: reader.personId,
    kind: telling.kind,
    template: templateName(event, telling),
    facts: { ...facts, ...(concerned.reference === null ? {} : { reference: concerned.reference }) },
    path: pathOf(telling.leads, concerned),
  };
}

function pathOf(leads: Leads, { applicationId, organisationId }: Case): string {
  switch (leads) {
    case "application":
      return `/applications/${applicationId ?? ""}`;
    case "case":
      return `/review/${applicationId ?? ""}`;
    case "sign":
      return `/review/${applicationId ?? ""}/sign`;
    case "operate":
      return `/operate/tenants/${organisationId ?? ""}`;
    case "concerns":
      return "/review/concerns";
    case "appeals":
      return "/review/appeals";
    case "people":
      return "/operate/people";
    case "facts":
      return "/operate/facts";
    default:
      return `/${leads}`;
  }
}

async function queueNoticeMail(
  tx: Tx,
  { kind, template, facts, path, personId }: Omit<NewNotice, "digestDue">,
  { address, language }: Reader,
): Promise<void> {
  const { subject, body } = renderNotice(language, template, facts);
  const { why, open } = TEXTS[language].mail;
  const footer = fillText(why, { kind: kindLabel(language, kind) });
  await queueMail(tx, {
    personId,
    address,
    words: { language, subject, paragraphs: [body.join(" ")], footer },
    link: { label: open, url: `${env().portalUrl}${path}` },
  });
}
