import type { ReactNode } from "react";
import { Footer, Shell } from "../_edge/shell";

export default function PortalLayout({ children }: { children: ReactNode }) {
  return (
    <Shell
      areas={["apply", "status", "appeal", "renewal", "tenant", "inbox", "organisation"]}
      footer={<Footer />}
    >
      {children}
    </Shell>
  );
}
