"use server";

import { redirect } from "next/navigation";
import { endBrowserSession } from "./browser-session";

export async function signOut(): Promise<void> {
  await endBrowserSession();
  redirect("/sign-in");
}
