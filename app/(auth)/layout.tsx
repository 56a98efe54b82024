import type { ReactNode } from "react";
import { Footer, Shell } from "../_edge/shell";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <Shell areas={["auth", "account"]} footer={<Footer />}>
      {children}
    </Shell>
  );
}
