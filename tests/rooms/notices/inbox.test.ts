import { beforeEach, describe, expect, it } from "vitest";
import { mailbox, mailInBox } from "#lib/notices/mailbox";
import { readAllNotices, readNotice } from "#lib/notices/read-notice";
import { INBOX_PAGE, inbox, unreadCount } from "#lib/notices/view";
import { writeNotices } from "#lib/notices/write-notices";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { seedCase } from "../reviews/review-case";
import { forgetAll, mails, memberOf, turnOf } from "./case-turns";

beforeEach(forgetAll);

describe("the inbox", () => {
  it("opens one's own notices alone, and says where they lead", async () => {
    const review = await seedCase();
    const [mine, theirs] = [await memberOf(review, "admin"), await memberOf(review, "signatory")];
    const event = turnOf(review, "approved");
    await writeNotices(event);
    expect(await unreadCount(mine)).toBe(1);
    const [item] = (await inbox(mine, { unreadOnly: false, language: "en" })).items;
    const noticeId = item?.id ?? "";
    await expect(readNotice({ actor: theirs, noticeId })).rejects.toMatchObject({ code: "not_found" });
    await expect(readNotice({ actor: mine, noticeId: newId("ntc") })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await unreadCount(mine)).toBe(1);
    expect(await readNotice({ actor: mine, noticeId })).toEqual({
      path: `/applications/${review.applicationId}`,
    });
    expect(await readNotice({ actor: mine, noticeId })).toMatchObject({ path: expect.any(String) });
    expect(await unreadCount(mine)).toBe(0);
    expect(await unreadCount(theirs)).toBe(1);
  });

  it("marks as read what was on the page, and not what came since", async () => {
    const review = await seedCase();
    const mine = await memberOf(review, "admin");
    await writeNotices(turnOf(review, "approved"));
    const [seen] = (await inbox(mine, { unreadOnly: false, language: "en" })).items;
    await writeNotices(turnOf(review, "revoked"));
    expect(await readAllNotices({ actor: mine, upToId: seen?.id ?? "" })).toBe(1);
    const { items, unread } = await inbox(mine, { unreadOnly: true, language: "en" });
    expect(unread).toBe(1);
    expect(items.map(({ subject }) => subject)).toEqual([expect.stringMatching(/is revoked$/)]);
  });

  it("pages through all of them, each once", async () => {
    const review = await seedCase();
    const mine = await memberOf(review, "contributor");
    for (let written = 0; written < INBOX_PAGE + 3; written += 1)
      await writeNotices(turnOf(review, "approved"));
    const first = await inbox(mine, { unreadOnly: false, language: "en" });
    expect(first.items).toHaveLength(INBOX_PAGE);
    const second = await inbox(mine, { unreadOnly: false, language: "en", before: first.next ?? "" });
    expect(second.items).toHaveLength(3);
    expect(second.next).toBeNull();
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(INBOX_PAGE + 3);
  });
});

describe("the demo's mailbox", () => {
  it("shows a reader the mail of demo people and their own, and nobody else's", async () => {
    const review = await seedCase();
    const [demo, other] = [await memberOf(review, "admin"), await memberOf(review, "signatory")];
    const reader = await memberOf(await seedCase(), "admin");
    await read((tx) => tx.person.update({ where: { id: demo.personId }, data: { isDemo: true } }));
    await writeNotices(turnOf(review, "approved"));
    const { mails: shown } = await mailbox(reader);
    expect(shown).toHaveLength(1);
    const hidden = (await mails()).find(({ personId }) => personId === other.personId);
    await expect(mailInBox(reader, hidden?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
    expect(await mailInBox(reader, shown[0]?.id ?? "")).toMatchObject({ subject: shown[0]?.subject });
    expect((await mailbox(other)).mails.map(({ id }) => id).sort()).toEqual(
      [shown[0]?.id, hidden?.id].sort(),
    );
    expect(await mailInBox(other, hidden?.id ?? "")).toMatchObject({ subject: hidden?.subject });
    await expect(mailbox(null)).rejects.toMatchObject({ code: "not_found" });
  });
});
