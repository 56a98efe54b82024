import type { ReactNode } from "react";
import { Shell } from "../_edge/shell";

/** Operators see a tenant's keys in the tenant's own table, with its words, and verify the ledger as the public does. */
export default function OperateLayout({ children }: { children: ReactNode }) {
  return <Shell areas={["tenant", "verify"]}>{children}</Shell>;
}
