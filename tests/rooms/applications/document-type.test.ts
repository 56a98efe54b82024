import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkDocument, DOCUMENT_BYTES_MAX, documentName } from "#lib/applications/document-type";
import { DOCX_TYPE, docx, jpeg, pdf, png, zip } from "#tests/rooms/applications/files";

const check = (bytes: Buffer, name: string, declaredType = "") =>
  checkDocument({ bytes, name, declaredType });

describe("judging a document by its content", () => {
  it.each([
    ["memo.pdf", "application/pdf", pdf()],
    ["Memo.PDF", "", pdf()],
    ["sign.png", "image/png", png()],
    ["sign.jpg", "image/jpeg", jpeg()],
    ["sign.jpeg", "application/octet-stream", jpeg()],
    ["sop.docx", DOCX_TYPE, docx()],
  ])("takes %s declared as “%s”", async (name, declared, bytes) => {
    expect(await check(bytes, name, declared)).toMatchObject({ ok: true });
  });

  it.each([
    ["a PDF named .png", "a.png", "", pdf(), "disagrees"],
    ["a PDF declared as a picture", "a.pdf", "image/png", pdf(), "disagrees"],
    ["a picture named .pdf", "a.pdf", "application/pdf", png(), "disagrees"],
    ["no extension", "memo", "application/pdf", pdf(), "disagrees"],
    ["an archive named .pdf", "a.pdf", "application/pdf", zip({ a: "b" }), "unsupported"],
    ["an archive named .docx", "a.docx", DOCX_TYPE, zip({ a: "b" }), "unsupported"],
    ["a web page named .pdf", "a.pdf", "application/pdf", Buffer.from("<html><script>"), "unsupported"],
    [
      "a program named .pdf",
      "a.pdf",
      "application/pdf",
      Buffer.from("MZ\x90\x00".padEnd(600, "\0"), "latin1"),
      "unsupported",
    ],
    ["text", "a.txt", "text/plain", Buffer.from("hello"), "unsupported"],
    ["nothing", "a.pdf", "application/pdf", Buffer.alloc(0), "empty"],
    [
      "a picture that is also an archive",
      "a.png",
      "image/png",
      Buffer.concat([png(), zip({ a: "b" })]),
      "polyglot",
    ],
    [
      "a PDF that is also an archive",
      "a.pdf",
      "application/pdf",
      Buffer.concat([pdf(), zip({ a: "b" })]),
      "polyglot",
    ],
    ["a picture with a PDF in its head", "a.jpg", "image/jpeg", Buffer.concat([jpeg(), pdf()]), "polyglot"],
    [
      "a PDF with a web page in its head",
      "a.pdf",
      "application/pdf",
      Buffer.concat([pdf("<script>alert(1)</script>")]),
      "polyglot",
    ],
  ])("refuses %s", async (_, name, declared, bytes, refusal) => {
    expect(await check(bytes, name, declared)).toEqual({ ok: false, refusal });
  });

  it("refuses one byte more than 20 MB, and takes 20 MB", async () => {
    const most = Buffer.concat([pdf(), Buffer.alloc(DOCUMENT_BYTES_MAX - pdf().length, 32)]);
    expect(await check(most, "a.pdf")).toMatchObject({ ok: true });
    expect(await check(Buffer.concat([most, Buffer.from(" ")]), "a.pdf")).toEqual({
      ok: false,
      refusal: "too_large",
    });
  });

  it("is total over bytes and names", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 600 }),
        fc.string(),
        fc.string(),
        async (bytes, name, declaredType) => {
          const result = await checkDocument({ bytes, name, declaredType });
          expect(typeof result.ok).toBe("boolean");
        },
      ),
    );
  });
});

describe("the name of a document", () => {
  it.each([
    ["C:\\Users\\me\\memo.pdf", "memo.pdf"],
    ["../../etc/passwd.pdf", "passwd.pdf"],
    ["memo\u202efdp.exe.pdf", "memofdp.exe.pdf"],
    ["a\u0000b\r\nc.pdf", "abc.pdf"],
    ["Überprüfung – 顔認証.pdf", "Überprüfung – 顔認証.pdf"],
    ["", "document"],
    ["\u200b", "document"],
  ])("is %j → %j", (given, shown) => {
    expect(documentName(given)).toBe(shown);
  });

  it("keeps its extension when it is cut", () => {
    const name = documentName(`${"é".repeat(10_000)}.pdf`);
    expect(name.length).toBeLessThanOrEqual(160);
    expect(name.endsWith(".pdf")).toBe(true);
  });
});
