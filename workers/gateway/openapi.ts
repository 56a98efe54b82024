import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { createJsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";
import { API_VERSION } from "./contract/headers";

const DESCRIPTION = `What an approved organisation may ask of a face, and nothing beside it.

Every call names what allowed it: \`decision_id\` and \`grant_version\` in the answer, \`Countersign-Decision\` in its
headers. Refusals are problem documents (RFC 9457) with a closed set of codes that say what is missing and where
to ask for it.

Send \`Authorization: Bearer csk_live_…\`, and an \`Idempotency-Key\` of your own with every POST: sent again, it
gives the same answer for seven days and never a second job. Pictures arrive as \`multipart/form-data\`, as a raw
\`image/*\` body where one is asked for, or as base64 in JSON; they are erased when the job ends, answers after 24
hours or what the grant says.

Emotion, gender, age, race, belief and orientation are not in any answer, and no option asks for them.`;

/** Version 3.1, made from the same contracts that judge requests and answers. */
export async function registerOpenApi(server: FastifyInstance, { url }: { url: string }): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Countersign recognition API",
        version: API_VERSION,
        description: DESCRIPTION,
        license: { name: "MIT", identifier: "MIT" },
      },
      servers: [{ url }],
      security: [{ key: [] }],
      tags: [
        { name: "Recognition", description: "What a grant allows to be asked of a picture" },
        {
          name: "Galleries",
          description: "Whom probes may be compared with, and what those people agreed to",
        },
        { name: "Leads", description: "Candidates that your own people judge before any is released" },
        { name: "Jobs", description: "Work that was accepted, and what came of it" },
        { name: "Grant", description: "What the approval says" },
        { name: "Keys", description: "New secrets for old, and those that were found in public" },
        { name: "Models", description: "What looks at the pictures, and how far it can be trusted" },
        { name: "Ledger", description: "The public record; no key needed" },
        { name: "Service", description: "For load balancers, and the meaning of problems" },
      ],
      components: {
        securitySchemes: { key: { type: "http", scheme: "bearer", bearerFormat: "csk_live_…" } },
      },
    },
    transform: transformRoute,
    transformObject: jsonSchemaTransformObject,
  });
  server.get("/openapi.json", { schema: { hide: true } }, async (_request, reply) =>
    reply.header("cache-control", "public, max-age=60").send(server.swagger()),
  );
}

type Content = Readonly<Record<string, { schema: z.ZodType }>>;

const transformBodiless = createJsonSchemaTransform({});

/** The package turns one body schema into JSON Schema, but not one a content type, as the framework judges by. */
const transformRoute: typeof transformBodiless = (document) => {
  const { body, ...schema } = (document.schema ?? {}) as { body?: { content?: Content } };
  if (body?.content === undefined) return transformBodiless(document);
  const content = Object.fromEntries(
    Object.entries(body.content).map(([type, media]) => [type, { schema: bodySchema(media.schema) }]),
  );
  const transformed = transformBodiless({ ...document, schema } as typeof document);
  return { ...transformed, schema: { ...transformed.schema, body: { content } } } as typeof transformed;
};

function bodySchema(schema: z.ZodType): unknown {
  // What is no JSON, bytes of a file, is described by its own `meta`.
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io: "input",
    unrepresentable: "any",
  });
  return json;
}
