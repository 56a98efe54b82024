import type { ReactNode } from "react";
import { unreadCount } from "#lib/notices/view";
import { SiteHeader } from "#ui/site-header";
import { currentActor } from "./current-actor";
import { signOut } from "./sign-out";

/** The frame of every page. Navigation only: what someone may see is decided in the page's view, what they may do in its verb. */
export async function Shell({ children }: { children: ReactNode }) {
  const actor = await currentActor();
  const unread = actor === null ? 0 : await unreadCount(actor);
  return (
    <>
      <SiteHeader actor={actor} signOut={signOut} unread={unread} />
      {children}
    </>
  );
}
