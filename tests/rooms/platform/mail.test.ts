import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { read, transaction } from "#lib/platform/db";
import { composeMail, mailName, oneLine } from "#lib/platform/mail/compose-mail";
import { queueMail } from "#lib/platform/mail/queue-mail";
import {
  type Deliver,
  forgetOldMail,
  keepMail,
  MAIL_ATTEMPTS_MAX,
  sendDueMail,
} from "#lib/platform/mail/send-mail";
import { smtpDelivery } from "#lib/platform/mail/smtp-delivery";
import { catchMail, type SmtpCatcher } from "#tests/support/smtp-catcher";

const LINK = { label: "Open it", url: "https://portal.example/applications/app_1" };
const words = {
  language: "en" as const,
  subject: "A thing has changed",
  paragraphs: ["It changed."],
  footer: "You asked for it.",
};

const queue = (address = "someone@company.example", more: Partial<Parameters<typeof queueMail>[1]> = {}) =>
  transaction((tx) => queueMail(tx, { personId: null, address, words, link: LINK, ...more }));
/** The HTML of a message, its quoted-printable undone (RFC 2045 §6.7). */
const htmlPart = (data: string) =>
  (data.split("<!doctype html>")[1] ?? "")
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
const rows = () => read((tx) => tx.mail.findMany({ orderBy: { id: "asc" } }));
const makeDue = () => read((tx) => tx.$executeRaw`UPDATE "Mail" SET "dueAt" = now() - interval '1 second'`);

beforeEach(() => read((tx) => tx.mail.deleteMany()));

describe("mail by SMTP", () => {
  let catcher: SmtpCatcher;
  let smtp: ReturnType<typeof smtpDelivery>;

  beforeAll(async () => {
    catcher = await catchMail();
    smtp = smtpDelivery({ url: catcher.url, from: "Countersign <no-reply@portal.example>" });
  });
  beforeEach(() => {
    catcher.mails.length = 0;
    catcher.answerWith(undefined);
  });
  afterAll(async () => {
    smtp.close();
    await catcher.close();
  });

  it("goes to its one address, once, with a plain and an HTML part and the deep link in both", async () => {
    await queue();
    expect(await sendDueMail(smtp.deliver)).toEqual({ sent: 1, failed: 0, givenUp: 0 });
    expect(await sendDueMail(smtp.deliver)).toEqual({ sent: 0, failed: 0, givenUp: 0 });
    const [mail, ...others] = catcher.mails;
    expect(others).toEqual([]);
    expect(mail?.to).toEqual(["<someone@company.example>"]);
    expect(mail?.data).toMatch(/^Content-Type: text\/plain/m);
    expect(mail?.data).toMatch(/^Content-Type: text\/html/m);
    expect(mail?.data).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(mail?.data).toContain(LINK.url);
    expect(htmlPart(mail?.data ?? "")).toContain(`href="${LINK.url}"`);
  });

  it("lets no name or subject begin another header or another recipient", async () => {
    const hostile = "Acme\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script>";
    await queue("someone@company.example", {
      words: { ...words, subject: `${hostile}\u2028X-Other: 1`, paragraphs: [hostile], footer: hostile },
    });
    await sendDueMail(smtp.deliver);
    const [mail] = catcher.mails;
    const headers = (mail?.data ?? "").split("\r\n\r\n")[0] ?? "";
    expect(headers).not.toMatch(/^(Bcc|X-Other):/im);
    expect(mail?.to).toEqual(["<someone@company.example>"]);
    expect(htmlPart(mail?.data ?? "")).toContain("&#60;script&#62;");
    expect(htmlPart(mail?.data ?? "")).not.toContain("<script");
  });

  it("is tried again after a refusal for now, and given up at once after one for good", async () => {
    catcher.answerWith("451 4.3.0 not now, someone@company.example");
    await queue();
    expect(await sendDueMail(smtp.deliver)).toEqual({ sent: 0, failed: 1, givenUp: 0 });
    const [waiting] = await rows();
    expect(waiting).toMatchObject({ state: "waiting", attempts: 1 });
    expect(waiting?.lastError).toMatch(/^E[A-Z]+ 451$/);
    expect(waiting?.dueAt.getTime()).toBeGreaterThan(Date.now() + 50_000);

    catcher.answerWith("550 5.1.1 no such person");
    await makeDue();
    expect(await sendDueMail(smtp.deliver)).toEqual({ sent: 0, failed: 0, givenUp: 1 });
    expect(await rows()).toMatchObject([{ state: "given_up", attempts: 2 }]);

    catcher.answerWith(undefined);
    await makeDue();
    expect(await sendDueMail(smtp.deliver)).toEqual({ sent: 0, failed: 0, givenUp: 0 });
  });

  it("waits for a server that is not there, and goes out when it is", async () => {
    const nowhere = smtpDelivery({ url: "smtp://127.0.0.1:1", from: "a@b.example" });
    await queue();
    expect(await sendDueMail(nowhere.deliver)).toMatchObject({ failed: 1 });
    nowhere.close();
    await makeDue();
    expect(await sendDueMail(smtp.deliver)).toMatchObject({ sent: 1 });
  });

  it("keeps a link that is a key sealed while it waits, and forgets it once it is sent", async () => {
    const url = "https://portal.example/invitation#token-that-is-a-key";
    await queue("someone@company.example", { link: { label: "Join", url, secret: true } });
    const [waiting] = await rows();
    expect(JSON.stringify(waiting)).not.toContain("token-that-is-a-key");
    expect(waiting?.sealedLink).not.toBeNull();
    await sendDueMail(smtp.deliver);
    expect(catcher.mails[0]?.data).toContain("token-that-is-a-key");
    expect(await rows()).toMatchObject([{ state: "sent", sealedLink: null }]);
  });
});

describe("the outbox", () => {
  const failing: Deliver = async () => ({ ok: false, permanent: false, error: "ETIMEDOUT" });

  it("gives a mail up after its last try and keeps the row", async () => {
    await queue();
    for (let attempt = 1; attempt <= MAIL_ATTEMPTS_MAX; attempt += 1) {
      const isLast = attempt === MAIL_ATTEMPTS_MAX;
      const done = await sendDueMail(failing);
      expect(done).toEqual({ sent: 0, failed: isLast ? 0 : 1, givenUp: isLast ? 1 : 0 });
      await makeDue();
    }
    expect(await rows()).toMatchObject([{ state: "given_up", attempts: MAIL_ATTEMPTS_MAX }]);
    expect(await sendDueMail(failing)).toEqual({ sent: 0, failed: 0, givenUp: 0 });
  });

  it("gives up a mail whose sender died in its last try", async () => {
    await queue();
    await read((tx) => tx.mail.updateMany({ data: { attempts: MAIL_ATTEMPTS_MAX } }));
    await makeDue();
    expect(await sendDueMail(failing)).toEqual({ sent: 0, failed: 0, givenUp: 1 });
  });

  it("hands each mail to one of two senders", async () => {
    for (let count = 0; count < 6; count += 1) await queue(`person-${count}@company.example`);
    const sent: string[] = [];
    const slow: Deliver = async ({ id }) => {
      sent.push(id);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { ok: true };
    };
    await Promise.all([sendDueMail(slow), sendDueMail(slow)]);
    expect(new Set(sent).size).toBe(6);
    expect(sent).toHaveLength(6);
  });

  it("holds nothing when what it tells of is rolled back", async () => {
    await transaction(async (tx) => {
      await queueMail(tx, { personId: null, address: "a@company.example", words, link: LINK });
      throw new Error("rolled back");
    }).catch(() => undefined);
    expect(await rows()).toEqual([]);
  });

  it("takes no address that is more than one, or more than an address", async () => {
    for (const address of ["a@b.example,c@d.example", "a@b.example\r\nBcc: x@y.example", "nobody", ""]) {
      await expect(queue(address)).rejects.toThrow();
    }
    await expect(
      read((tx) =>
        tx.mail.create({
          data: { id: "eml_x", address: "a@b.example", subject: "a\nBcc: b", text: "", html: "" },
        }),
      ),
    ).rejects.toThrow();
  });

  it("keeps what waits where nothing is sent, and sends none of it later", async () => {
    await queue();
    await keepMail({ links: false });
    expect(await rows()).toMatchObject([{ state: "kept" }]);
    expect(await sendDueMail(async () => ({ ok: true }))).toMatchObject({ sent: 0 });
  });

  it("forgets mail after a month, and not before", async () => {
    await queue("old@company.example");
    await queue("new@company.example");
    await read(
      (tx) => tx.$executeRaw`
        UPDATE "Mail" SET "createdAt" = now() - interval '31 days' WHERE address = 'old@company.example'`,
    );
    expect(await forgetOldMail()).toBe(1);
    expect((await rows()).map(({ address }) => address)).toEqual(["new@company.example"]);
  });
});

describe("a mail's words", () => {
  it("arrive as words: no markup, no line of another's, nothing that turns the direction", () => {
    const mail = composeMail({
      ...words,
      paragraphs: ['<b>bold</b> & "quoted"\n\u202Eevil'],
      link: LINK,
    });
    expect(mail.html).toContain("&#60;b&#62;bold&#60;/b&#62; &#38; &#34;quoted&#34; evil");
    expect(mail.text).toContain('<b>bold</b> & "quoted" evil');
  });

  it("make of a name no link and no address", () => {
    expect(mailName("Win at https://evil.example/x now")).not.toMatch(/:\/\/|evil\.example/);
    expect(mailName("a@b.example")).not.toContain("@");
    expect([...mailName("x".repeat(500))].length).toBeLessThanOrEqual(80);
    expect(oneLine("a\r\n b\u0000c")).toBe("a b c");
  });
});
