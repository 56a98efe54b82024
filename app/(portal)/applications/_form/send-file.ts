import { type PieceAnswer, putPiece } from "./put-piece";

/** One upload as it goes. */
export type Sending = {
  key: number;
  file: File;
  kind: string;
  /** 0..1, of the bytes that have arrived. */
  part: number;
  state: "sending" | "waiting" | "done" | "refused" | "lost";
  /** The digest once it is on file, or why the server refused it. */
  detail: string;
  /** What became of it otherwise, by its words in the catalogue. */
  says?: "unreadable" | "goingOn" | "lostKept";
};

/** `base` is the application's address in the API. */
export type Upload = { base: string; kind: string; file: File; key?: number };

type Started = { id: string | null; received: number; document: { sha256: string } | null };

const PIECE_BYTES = 1024 * 1024;
/** Tries without any progress, the waits between them doubling up to half a minute: about two minutes in all. */
const TRIES = 8;
const WAIT_MS = { first: 1_000, most: 30_000 } as const;

let lastKey = 0;

/**
 * Sends one file in pieces and goes on from where it was when the connection is lost, also after a reload or on another
 * device. Ends with an answer in every case; a file that was lost can be sent again, and only what is missing goes.
 */
export async function sendFile(upload: Upload, update: (sending: Sending) => void): Promise<void> {
  lastKey += 1;
  const { file, kind } = upload;
  const tell = (
    state: Sending["state"],
    part: number,
    more: Partial<Pick<Sending, "detail" | "says">> = {},
  ) => update({ key: upload.key ?? own, file, kind, part, state, detail: "", ...more });
  const own = lastKey;
  tell("sending", 0);
  let received = 0;
  let sha256: string;
  try {
    sha256 = await digestOf(file);
  } catch {
    return tell("lost", 0, { says: "unreadable" });
  }
  for (let tries = 0; tries < TRIES; tries += 1) {
    const begun = received;
    const answer = await sendFrom(upload, sha256, (here) => {
      received = Math.max(received, here);
      tell("sending", file.size === 0 ? 0 : received / file.size);
    });
    if (answer.state === "done") return tell("done", 1, { detail: sha256 });
    if (answer.state === "refused") return tell("refused", 0, { detail: answer.detail });
    if (received > begun) tries = 0;
    tell("waiting", received / Math.max(1, file.size), { says: "goingOn" });
    await untilOnline(Math.min(WAIT_MS.most, WAIT_MS.first * 2 ** tries));
  }
  tell("lost", received / Math.max(1, file.size), { says: "lostKept" });
}

type Outcome = { state: "done" } | { state: "lost" } | { state: "refused"; detail: string };

async function sendFrom(
  { base, kind, file }: Upload,
  sha256: string,
  onReceived: (received: number) => void,
): Promise<Outcome> {
  const begun = await begin(`${base}/uploads`, { kind, file, sha256 });
  if (begun.state !== "ok") return begun;
  let { received } = begun.value;
  onReceived(received);
  if (begun.value.document !== null) return { state: "done" };
  const url = `${base}/uploads/${begun.value.id}`;
  do {
    const end = Math.min(file.size, received + PIECE_BYTES);
    // A file whose bytes have all come without a document asks again with its last piece.
    const at = received < file.size ? received : Math.max(0, file.size - PIECE_BYTES);
    const answer = await putPiece(`${url}?at=${at}`, file.slice(at, end), (sent) =>
      onReceived(Math.min(file.size, at + sent)),
    );
    if (answer.state !== "ok") return answer;
    received = answer.value.received;
    onReceived(received);
    if (answer.value.document !== null) return { state: "done" };
  } while (received < file.size);
  return { state: "lost" };
}

async function begin(
  url: string,
  { kind, file, sha256 }: { kind: string; file: File; sha256: string },
): Promise<PieceAnswer<Started>> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kind, file_name: file.name, media_type: file.type, bytes: file.size, sha256 }),
    });
    const answer: Started & { detail?: string } = await response.json();
    if (response.ok) return { state: "ok", value: answer };
    if (response.status >= 500) return { state: "lost" };
    return { state: "refused", detail: answer.detail ?? "It was refused." };
  } catch {
    return { state: "lost" };
  }
}

async function digestOf(file: File): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Waits so long, or until the browser says that it is connected again. */
function untilOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener("online", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener("online", end);
  });
}
