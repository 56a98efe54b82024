/** One upload as it goes. */
export type Sending = {
  key: number;
  file: File;
  kind: string;
  /** 0..1, of the bytes that have left. */
  part: number;
  state: "sending" | "done" | "refused" | "lost";
  /** The digest once it is on file, or why it is not. */
  detail: string;
};

let lastKey = 0;

/** Sends one file with its progress; ends with an answer in every case. A file that was lost can be sent again. */
export function sendFile(
  upload: { url: string; kind: string; file: File; key?: number },
  update: (sending: Sending) => void,
): Promise<void> {
  lastKey += 1;
  const { file, kind } = upload;
  const base = { key: upload.key ?? lastKey, file, kind };
  update({ ...base, part: 0, state: "sending", detail: "" });
  return new Promise((resolve) => {
    // fetch has no progress of what is sent; XMLHttpRequest does.
    const request = new XMLHttpRequest();
    const end = (state: Sending["state"], part: number, detail: string) => {
      update({ ...base, part, state, detail });
      resolve();
    };
    request.upload.onprogress = ({ loaded, total }) =>
      update({ ...base, part: total === 0 ? 0 : loaded / total, state: "sending", detail: "" });
    request.onerror = () => end("lost", 0, "The connection was lost.");
    request.onload = () => {
      const answer = answerOf(request.responseText);
      if (request.status === 201) end("done", 1, answer.sha256);
      else end(request.status >= 500 ? "lost" : "refused", 0, answer.detail);
    };
    request.open("POST", upload.url);
    request.setRequestHeader("accept", "application/json");
    const form = new FormData();
    form.set("kind", kind);
    form.set("file", file, file.name);
    request.send(form);
  });
}

function answerOf(text: string): { sha256: string; detail: string } {
  try {
    const answer: { detail?: string; documents?: { sha256: string }[] } = JSON.parse(text);
    return { sha256: answer.documents?.[0]?.sha256 ?? "", detail: answer.detail ?? "It was refused." };
  } catch {
    return { sha256: "", detail: "The server does not answer." };
  }
}
