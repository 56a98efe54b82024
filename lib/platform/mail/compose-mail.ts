import type { Language } from "../language";

/** What a mail says, before it is text and HTML. */
export type MailWords = {
  /** That all of it is in, for whoever has it read aloud. */
  language: Language;
  subject: string;
  /** Two or three sentences each; plain text. */
  paragraphs: readonly string[];
  link: { label: string; url: string };
  /** Why the reader gets this. */
  footer: string;
};

export type ComposedMail = { subject: string; text: string; html: string };

/** Stands in the texts for a link that is sealed beside them. */
export const SEALED_LINK = "https://sealed.invalid/link";

const SUBJECT_CHARACTERS_MAX = 150;

/** A mail as plain text and as HTML that says the same. What was typed by people arrives as words in both. */
export function composeMail({ language, subject, paragraphs, link, footer }: MailWords): ComposedMail {
  const lines = paragraphs.map(oneLine);
  const label = oneLine(link.label);
  const address = new URL(link.url).href;
  return {
    subject: cut(oneLine(subject), SUBJECT_CHARACTERS_MAX),
    text: [...lines, `${label}:\n${address}`, "--", oneLine(footer), ""].join("\n\n"),
    html: page(
      language,
      [...lines.map(paragraph), button(label, address), small(oneLine(footer))].join("\n"),
    ),
  };
}

/** The same with the true link in the place of the sealed one. */
export function withLink<Texts extends { text: string; html: string }>(mail: Texts, url: string): Texts {
  const href = new URL(url).href;
  return {
    ...mail,
    text: mail.text.replaceAll(SEALED_LINK, () => href),
    html: mail.html.replaceAll(SEALED_LINK, () => escapeHtml(href)),
  };
}

/**
 * Text of one line without control characters, and without those that turn the direction of what follows or hide in
 * it: in a header a line break would begin another header, in a sentence the rest would show that another wrote it.
 */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, " ")
    .replaceAll(/[\p{Cf}\p{Cs}]/gu, "")
    .trim();
}

/**
 * A name that someone chose, for a mail that goes to others: one line, short, and with nothing that a mail program
 * would turn into a link of the chooser's.
 */
export function mailName(name: string): string {
  return cut(
    oneLine(
      oneLine(name)
        .replaceAll(/[<>@:/\\]|\bwww\./giu, " ")
        .replaceAll(/\.(?=\S)/gu, ". "),
    ),
    80,
  );
}

function cut(text: string, charactersMax: number): string {
  const characters = [...text];
  return characters.length <= charactersMax ? text : `${characters.slice(0, charactersMax - 1).join("")}…`;
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
}

function button(label: string, url: string): string {
  const style = "display:inline-block;padding:10px 16px;border-radius:6px;background:#1d4f91;color:#ffffff";
  return `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="${style};text-decoration:none">${escapeHtml(label)}</a></p>`;
}

function small(text: string): string {
  return `<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #d9d4c7;font-size:13px;color:#5b5648">${escapeHtml(text)}</p>`;
}

function page(language: Language, body: string): string {
  const style =
    "margin:0;padding:32px 16px;background:#faf8f3;color:#211e17;font:16px/1.55 Georgia,'Times New Roman',serif";
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Countersign</title></head>
<body style="${style}">
<div style="max-width:36em;margin:0 auto">
<p style="margin:0 0 24px;font-weight:600">Countersign</p>
${body}
</div>
</body>
</html>
`;
}
