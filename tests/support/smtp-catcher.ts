import { createServer, type Socket } from "node:net";

/** One mail as a server was given it: the envelope, and the message with its headers. */
export type CaughtMail = { from: string; to: string[]; data: string };

export type SmtpCatcher = {
  url: string;
  mails: CaughtMail[];
  /** What is said to the next RCPT TO, instead of 250; asked once a mail. */
  answerWith: (answer: string | undefined) => void;
  close: () => Promise<void>;
};

/** A small SMTP server (RFC 5321) that keeps what it is sent, over a real socket. */
export async function catchMail(): Promise<SmtpCatcher> {
  const mails: CaughtMail[] = [];
  const sockets = new Set<Socket>();
  let refusal: string | undefined;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    converse(socket, mails, () => refusal);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    answerWith: (answer) => {
      refusal = answer;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function converse(socket: Socket, mails: CaughtMail[], refusal: () => string | undefined): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let mail: CaughtMail = { from: "", to: [], data: "" };
  let buffer = "";
  let readsData = false;

  const commands: readonly (readonly [RegExp, (rest: string) => void])[] = [
    [/^(?:EHLO|HELO|RSET|NOOP)/i, () => say("250 catcher")],
    [
      /^MAIL FROM:/i,
      (rest) => {
        mail = { from: rest, to: [], data: "" };
        say("250 yes");
      },
    ],
    [
      /^RCPT TO:/i,
      (rest) => {
        const answer = refusal();
        if (answer === undefined) mail.to.push(rest);
        say(answer ?? "250 yes");
      },
    ],
    [
      /^DATA/i,
      () => {
        readsData = true;
        say("354 go on");
      },
    ],
    [/^QUIT/i, () => socket.end("221 bye\r\n")],
  ];

  function take(text: string): void {
    if (readsData) {
      mails.push({ ...mail, data: text });
      readsData = false;
      say("250 kept");
      return;
    }
    const command = commands.find(([pattern]) => pattern.test(text));
    if (command === undefined) say("502 what?");
    else command[1](text.replace(command[0], ""));
  }

  say("220 catcher");
  socket.on("data", (chunk) => {
    buffer += chunk.toString("utf8");
    for (;;) {
      const mark = readsData ? "\r\n.\r\n" : "\r\n";
      const end = buffer.indexOf(mark);
      if (end < 0) return;
      const text = buffer.slice(0, end);
      buffer = buffer.slice(end + mark.length);
      take(text);
    }
  });
}
