import { beforeEach, describe, expect, it } from "vitest";
import { NOTICE_KINDS } from "#lib/notices/kinds";
import { readNotice } from "#lib/notices/read-notice";
import { savePreferences } from "#lib/notices/save-preferences";
import { lastDigestTime, sendDigests } from "#lib/notices/send-digests";
import { preferences } from "#lib/notices/view";
import { writeNotices } from "#lib/notices/write-notices";
import { seedCase } from "../reviews/review-case";
import { forgetAll, mails, memberOf, noticesOf, toldOf, turnOf } from "./case-turns";

beforeEach(forgetAll);

describe("mail about it", () => {
  it("goes out at once, gathers for the day or stays away, as each person chose", async () => {
    const review = await seedCase();
    const [now, daily, off] = [
      await memberOf(review, "admin"),
      await memberOf(review, "signatory"),
      await memberOf(review, "contributor"),
    ];
    await savePreferences({ actor: daily, mail: { decision: "daily" } });
    await savePreferences({ actor: off, mail: { decision: "daily" } });
    await savePreferences({ actor: off, mail: { decision: "off", question: undefined } });
    const event = turnOf(review, "approved");
    await writeNotices(event);
    expect(await toldOf(event.id)).toEqual(
      expect.arrayContaining([now.personId, daily.personId, off.personId]),
    );
    const addressed = (await mails()).map(({ personId }) => personId);
    expect(addressed).toContain(now.personId);
    expect(addressed).not.toContain(daily.personId);
    expect(addressed).not.toContain(off.personId);
    expect((await preferences(off, "en")).find(({ kind }) => kind === "decision")?.mail).toBe("off");
    expect((await preferences(off, "en")).find(({ kind }) => kind === "question")?.mail).toBe(
      NOTICE_KINDS.question.mail,
    );
    expect((await preferences(off, "en")).map(({ kind }) => kind)).not.toContain("signing");
  });

  it("of a day is one mail, about what is unread, and never twice", async () => {
    const review = await seedCase();
    const member = await memberOf(review, "contributor");
    await savePreferences({ actor: member, mail: { decision: "daily" } });
    const [read_, first, second] = [
      turnOf(review, "approved"),
      turnOf(review, "declined"),
      turnOf(review, "authority_missing"),
    ];
    for (const event of [read_, first, second]) await writeNotices(event);
    const seen = (await noticesOf(read_.id)).find(({ personId }) => personId === member.personId);
    await readNotice({ actor: member, noticeId: seen?.id ?? "" });
    const mine = async () => (await mails()).filter(({ personId }) => personId === member.personId);

    await sendDigests({ now: new Date() });
    expect(await mine()).toEqual([]);
    const tomorrow = new Date(Date.now() + 86_400_000);
    await Promise.all([sendDigests({ now: tomorrow }), sendDigests({ now: tomorrow })]);
    const [digest, ...others] = await mine();
    expect(others).toEqual([]);
    expect(digest?.subject).toBe("2 things to read");
    expect(digest?.text).toContain("is declined");
    expect(digest?.text).not.toContain("is approved");
    expect(digest?.text).toContain("/inbox");
  });

  it("of a day is due at five in the morning, UTC", () => {
    expect(lastDigestTime(new Date("2026-11-23T04:59:59Z")).toISOString()).toBe("2026-11-22T05:00:00.000Z");
    expect(lastDigestTime(new Date("2026-11-23T05:00:00Z")).toISOString()).toBe("2026-11-23T05:00:00.000Z");
  });
});
