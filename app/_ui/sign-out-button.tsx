"use client";

import { signOut } from "next-auth/react";
import { Button } from "./button";

/** Ends the session here and in the database. */
export function SignOutButton() {
  return (
    <Button look="quiet" onClick={() => void signOut({ callbackUrl: "/sign-in" })}>
      Sign out
    </Button>
  );
}
