/** `lost` is worth another try; `refused` is not. */
export type PieceAnswer<Value> =
  | { state: "ok"; value: Value }
  | { state: "lost" }
  | { state: "refused"; detail: string };

type Received = { received: number; document: { sha256: string } | null };

const TIMEOUT_MS = 60_000;

/** Sends one piece of a file. @param onSent bytes of it that have left so far */
export function putPiece(
  url: string,
  piece: Blob,
  onSent: (bytes: number) => void,
): Promise<PieceAnswer<Received>> {
  return new Promise((resolve) => {
    // fetch has no progress of what is sent; XMLHttpRequest does.
    const request = new XMLHttpRequest();
    const lost = () => resolve({ state: "lost" });
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, piece.size));
    request.onerror = lost;
    request.ontimeout = lost;
    request.onload = () => resolve(answerOf(request.status, request.responseText));
    request.open("PUT", url);
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(piece);
  });
}

/** 409 is a piece out of place, or a case that has moved on: asked where to go on, the server tells which. */
function answerOf(status: number, text: string): PieceAnswer<Received> {
  try {
    const answer: Received & { detail?: string } = JSON.parse(text);
    if (status < 300) return { state: "ok", value: answer };
    if (status >= 500 || status === 409) return { state: "lost" };
    return { state: "refused", detail: answer.detail ?? "It was refused." };
  } catch {
    return { state: "lost" };
  }
}
