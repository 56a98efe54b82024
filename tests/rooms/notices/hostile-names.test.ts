import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invitationMail } from "#lib/identity/mail-texts";
import { TEXTS } from "#lib/notices/notice-texts";
import { renderNotice } from "#lib/notices/templates";
import { LANGUAGES } from "#lib/platform/language";
import { composeMail } from "#lib/platform/mail/compose-mail";

const NAMES = Object.keys(TEXTS.en.templates);
const LINK = { label: "Open", url: "https://portal.example/inbox" };

/** What people type who mean harm: markup, other directions, what cannot be seen, links, places, and much of it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</title></body></html>",
        "\u202Egnp.exe",
        "\u2067مرحبا\u2069",
        "a\u200Bb\uFEFFc\u00AD",
        "\r\nBcc: victim@example.org",
        "https://evil.example/x",
        "{organisation}{role}{count}",
        "&lt;b&gt; &#60;",
        "\uD800",
        "$& $1",
        "x".repeat(10_000),
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

/** The tags of a page, in their order, without their text. */
const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? [];

describe("a hostile name", () => {
  it("breaks no invitation: not its markup, not its direction, not its length, in any language", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...LANGUAGES), (organisation, language) => {
        const compose = (name: string) => {
          const of = { organisation: name, role: "admin" as const, days: 7 };
          return composeMail({ ...invitationMail(language, of).words, link: LINK });
        };
        const [mail, plain] = [compose(organisation), compose("Plain")];
        expect(tagsOf(mail.html)).toEqual(tagsOf(plain.html));
        expect(mail.html).toContain(`<html lang="${language}">`);
        expect(mail.subject).toBe(plain.subject);
        expect(mail.text.split("\n")).toHaveLength(plain.text.split("\n").length);
        expect(mail.text.length).toBeLessThan(plain.text.length + 200);
        expect(`${mail.html}${mail.text}`).not.toMatch(/[\p{Cf}\p{Cs}]/u);
        expect(mail.text.match(/https?:\/\//g)).toHaveLength(1);
        expect(mail.text.isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("breaks no notice, were one ever in its facts", () => {
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(...NAMES),
        (said, language, name) => {
          const compose = (fact: string) => {
            const facts = { reference: fact, role: fact, what: fact };
            const { subject, body } = renderNotice(language, name, facts);
            // As in the mail of a day, whose lines are subjects.
            return composeMail({
              language,
              subject,
              paragraphs: [subject, ...body],
              footer: "Why",
              link: LINK,
            });
          };
          const [mail, plain] = [compose(said), compose("Plain")];
          expect(tagsOf(mail.html)).toEqual(tagsOf(plain.html));
          expect(mail.subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
          expect([...mail.subject].length).toBeLessThanOrEqual(150);
          expect(mail.text.split("\n")).toHaveLength(plain.text.split("\n").length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
