import type { NextConfig } from "next";

const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
];

const config: NextConfig = {
  // Two people, or a test, may build or serve from one checkout at the same time.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // `npm run check` judges the types; a start does not wait for that, nor stop at it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // `npm run dev` answers at the address that it prints, not only at localhost.
  allowedDevOrigins: ["127.0.0.1"],
  images: { unoptimized: true },
  serverExternalPackages: [
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "bullmq",
    "ioredis",
    "pdfkit",
    "pg",
    "pino",
    "sharp",
  ],
  headers: async () => [{ source: "/:path*", headers: SECURITY_HEADERS }],
  // All that next-intl's own plugin would do for us, without the tools that it loads for extracting text.
  turbopack: { resolveAlias: { "next-intl/config": "./app/_messages/request.ts" } },
  // Browsers ask for it before they have read which icon the page names.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
};

export default config;
