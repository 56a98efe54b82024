import { sendDigests } from "#lib/notices/send-digests";
import { env } from "#lib/platform/env";
import { log } from "#lib/platform/log";
import { forgetOldMail, keepMail, sendDueMail } from "#lib/platform/mail/send-mail";
import { smtpDelivery } from "#lib/platform/mail/smtp-delivery";
import { type Loop, startLoop } from "./loop";

const SEND_EVERY_MS = 2_000;
const DIGEST_EVERY_MS = 60_000;

/** Mail out of the outbox. In the demo, and without a server to send by, it is kept to be read instead. */
export function startMail(): Loop {
  const { SMTP_URL: url, COUNTERSIGN_MODE: mode, mailFrom: from } = env();
  if (url === undefined || mode === "demo") {
    return startLoop({
      name: "mail",
      everyMs: SEND_EVERY_MS,
      turn: () => keepMail({ links: mode === "demo" }),
    });
  }
  const { deliver, close } = smtpDelivery({ url, from });
  const loop = startLoop({
    name: "mail",
    everyMs: SEND_EVERY_MS,
    turn: async () => {
      const done = await sendDueMail(deliver);
      if (done.sent + done.failed + done.givenUp > 0) log.info(done, "mail");
    },
  });
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      close();
    },
  };
}

/** The mail that gathers a day, and an end to mail that is old. */
export function startDailyMail(): Loop {
  return startLoop({
    name: "daily mail",
    everyMs: DIGEST_EVERY_MS,
    turn: async () => {
      await sendDigests({ now: new Date() });
      await forgetOldMail();
    },
  });
}
