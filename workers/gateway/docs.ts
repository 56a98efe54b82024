import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";

const require = createRequire(import.meta.url);

/** The reference page at /docs: the document as pages, in the portal's manner, with nothing from other hosts. */
export async function registerDocs(server: FastifyInstance): Promise<void> {
  const css = await readFile(path.join(import.meta.dirname, "docs.css"), "utf8");
  await server.register(swaggerUi, {
    routePrefix: "/docs",
    staticCSP: true,
    transformStaticCSP: () => CONTENT_POLICY,
    logo: { type: "image/svg+xml", content: Buffer.from(MARK), href: "/docs" },
    theme: {
      title: "Countersign recognition API",
      css: [{ filename: "docs.css", content: css }],
      favicon: [
        {
          filename: "mark.svg",
          rel: "icon",
          type: "image/svg+xml",
          sizes: "any",
          content: Buffer.from(MARK),
        },
      ],
    },
    uiConfig: {
      layout: "BaseLayout",
      docExpansion: "list",
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      tryItOutEnabled: false,
      persistAuthorization: false,
    },
  });
  await serveFonts(server);
}

/** Scripts, styles and fonts from here alone. Without upgrade-insecure-requests: on a plain http host it would break all three. */
const CONTENT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const FONTS: Readonly<Record<string, string>> = {
  "inter.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  "source-serif.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
  "plex-mono.woff2": "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-400-normal.woff2",
};

async function serveFonts(server: FastifyInstance): Promise<void> {
  for (const [name, file] of Object.entries(FONTS)) {
    const font = await readFile(require.resolve(file));
    server.get(`/docs-fonts/${name}`, { schema: { hide: true } }, async (_request, reply) =>
      reply.type("font/woff2").header("cache-control", "public, max-age=86400").send(font),
    );
  }
}

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#1f4f8f"/><path d="M8 17l4 4 5-9m0 9l3 0 4-9" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
