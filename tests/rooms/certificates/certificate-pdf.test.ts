import { getDocument, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { certificatePdf } from "#lib/certificates/certificate-pdf";
import {
  certificateForApplicant,
  certificateForStaff,
  type IssuedCertificate,
} from "#lib/certificates/certificate-view";
import { memberOf, type SignedCase, signedCase } from "./signed-case";
import { outcomeOf } from "./verified";

/** ISO 216, in points. */
const A4 = [595.28, 841.89];

let signed: SignedCase;
let issued: IssuedCertificate;
let pdf: PDFDocumentProxy;
beforeAll(async () => {
  signed = await signedCase();
  issued = await certificateForStaff(signed.approver.actor, signed.review.applicationId);
  pdf = await opened(issued);
});

async function opened(of: IssuedCertificate): Promise<PDFDocumentProxy> {
  return getDocument({ data: await certificatePdf(of), verbosity: 0 }).promise;
}

async function textOf(document: PDFDocumentProxy): Promise<string> {
  const pages = Array.from({ length: document.numPages }, (_, at) => document.getPage(at + 1));
  const contents = await Promise.all(pages.map(async (page) => (await page).getTextContent()));
  const pieces = contents.flatMap(({ items }) => items.map((item) => ("str" in item ? item.str : "")));
  return pieces.join(" ").replaceAll(/\s+/g, " ");
}

describe("a certificate on paper", () => {
  it("is text with a title, a language and a structure, on A4", async () => {
    const { info } = await pdf.getMetadata();
    const page = await pdf.getPage(1);
    expect(info).toMatchObject({ Title: `Decision certificate ${issued.reference}`, Language: "en" });
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    expect(page.view.slice(2)).toEqual(A4);
    const tree = JSON.stringify(await page.getStructTree());
    expect(tree).toContain(`"role":"H1"`);
    expect(tree).toContain(`"role":"H2"`);
  });

  it("says what was decided, on what, by whom, and what could be verified of each signature", async () => {
    const text = await textOf(pdf);
    const { certificate } = issued;
    expect(text).toContain("Approved, on record");
    for (const part of [signed.decisionId, signed.digest, "Opt-in is real, the other lane is as quick."]) {
      expect(text).toContain(part);
    }
    for (const { signer } of certificate.signatures) expect(text).toContain(signer);
    expect(text.match(/passkey verified \(ES256\)/g)).toHaveLength(2);
    expect(text).toContain("Deletion is proved nightly.");
    expect(text).toMatch(/F01, compliance: 3 of 4/);
    expect(text).toContain(certificate.ledger.vkey);
  });

  it("carries the certificate itself, byte for byte, which is accepted", async () => {
    const attached = Object.values<{ content: Uint8Array }>((await pdf.getAttachments()) ?? {});
    expect(attached).toHaveLength(1);
    const text = Buffer.from(attached[0]?.content ?? []).toString("utf8");
    expect(text).toBe(issued.text);
    expect(outcomeOf(text).lines.at(-1)).toBe("ok");
  });

  it("tells its applicant no more than the certificate does", async () => {
    const member = await memberOf(signed.review);
    const theirs = await certificateForApplicant(member, signed.review.applicationId);
    const text = await textOf(await opened(theirs));
    expect(text).toContain("scores, by its digest");
    expect(text).not.toContain("3 of 4");
    expect(text).not.toContain("Deletion is proved nightly.");
    expect(text).toContain("Opt-in is real, the other lane is as quick.");
  });

  it("keeps what people wrote in other scripts, and breaks what is longer than a line", async () => {
    const { certificate } = issued;
    const words = "Łódź, Αθήνα и Київ: đúng. ".repeat(60);
    const signatures = certificate.signatures.map((one) => ({ ...one, reason: null }));
    const changed = { ...issued, certificate: { ...certificate, signatures } };
    expect(await textOf(await opened(changed))).not.toContain("in the signer’s words");
    const { openSheet } = await import("#lib/certificates/pdf-page");
    const sheet = openSheet({ title: "T", subject: "S", at: new Date(0), foot: "f" });
    sheet.paragraph(words);
    sheet.paragraph("x".repeat(500), { face: "mono" });
    const document = await getDocument({ data: await sheet.end(), verbosity: 0 }).promise;
    const text = await textOf(document);
    for (const word of ["Łódź", "Αθήνα", "Київ", "đúng"]) expect(text.replaceAll(" ", "")).toContain(word);
    const { items } = await (await document.getPage(1)).getTextContent();
    const rights = items.flatMap((item) => ("transform" in item ? [item.transform[4] + item.width] : []));
    expect(Math.max(...rights)).toBeLessThan((A4[0] ?? 0) - 40);
  });

  it("is the same document each time", async () => {
    const [one, other] = [await certificatePdf(issued), await certificatePdf(issued)];
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  });

  it("is made from none that does not verify", async () => {
    const decision = { ...issued.certificate.decision, outcome: "decline" };
    const forged = { ...issued, certificate: { ...issued.certificate, decision } };
    await expect(certificatePdf(forged)).rejects.toThrow("does not verify");
  });
});
