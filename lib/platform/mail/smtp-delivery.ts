import { createTransport } from "nodemailer";
import type { Deliver, Delivery } from "./send-mail";

/** Together shorter than the pause that a claim holds (`send-mail.ts`). */
const CONNECT_MS = 10_000;
const SILENCE_MS = 15_000;

/**
 * Delivery to one SMTP server.
 *
 * @param settings.url smtp:// (STARTTLS where the server offers it) or smtps://
 * @param settings.from whom all mail is from
 */
export function smtpDelivery({ url, from }: { url: string; from: string }): {
  deliver: Deliver;
  close: () => void;
} {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = /@([^\s<>@]+?)>?$/.exec(from)?.[1] ?? "localhost";
  return {
    deliver: async ({ id, address, subject, text, html }) => {
      try {
        await transport.sendMail({
          from,
          // As an object, so that nothing in it is read as a second recipient.
          to: { name: "", address },
          subject,
          text,
          html,
          messageId: `<${id}@${host}>`,
          // RFC 3834: nobody's holiday reply is to come back.
          headers: { "Auto-Submitted": "auto-generated" },
        });
        return { ok: true };
      } catch (error) {
        return failure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A 5xx to this mail is final (RFC 5321 §4.2.1). Failing to sign in at the server is not the mail's fault, and is mended. */
function failure(error: unknown): Delivery {
  const { code, responseCode } = Object(error) as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === "number" ? responseCode : null;
  const word = typeof code === "string" && /^[A-Z_]{1,30}$/.test(code) ? code : "EUNKNOWN";
  return {
    ok: false,
    permanent: status !== null && status >= 500 && word !== "EAUTH",
    error: status === null ? word : `${word} ${status}`,
  };
}
