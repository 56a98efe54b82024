import { z } from "zod";
import { MAIL_CHOICES, NOTICE_KINDS, type NoticeKind } from "./kinds";

const noticeId = z.string().regex(/^ntc_[0-9A-Z]{26}$/, "a notice's id");

export const openNoticeForm = z.strictObject({ notice_id: noticeId });

/** `up_to` is the latest that was on the page. */
export const markAllReadForm = z.strictObject({ up_to: noticeId });

const choice = z.enum(MAIL_CHOICES, "at once, once a day, or off");

/** One choice for each kind that the page shows; a kind that it does not show is left as it is. */
export const preferencesForm = z.strictObject(
  Object.fromEntries(Object.keys(NOTICE_KINDS).map((kind) => [kind, choice.optional()])) as Record<
    NoticeKind,
    z.ZodOptional<typeof choice>
  >,
);

/** Where a page of the inbox begins, from its address; anything else is its beginning. */
export const inboxQuery = z.object({
  before: noticeId.optional().catch(undefined),
  show: z.literal("unread").optional().catch(undefined),
});
