import { z } from "zod";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const position = z.number().int().min(0);

export const ledgerEntry = z
  .strictObject({
    index: position,
    kind: z.string(),
    subject: z.string(),
    at: z.iso.datetime(),
    data: z.record(z.string(), z.unknown()),
    commitment: z.string().nullable().meta({ description: "Salted SHA-256 of what may one day be erased." }),
    leaf: z.string().meta({ description: "The leaf, byte for byte: what the tree commits to." }),
    leaf_hash: hash,
  })
  .meta({ id: "LedgerEntry" });

export const inclusion = z
  .strictObject({ index: position, size: position, leaf_hash: hash, proof: z.array(hash) })
  .meta({ id: "InclusionProof" });

export const consistency = z
  .strictObject({ from: position, to: position, proof: z.array(hash) })
  .meta({ id: "ConsistencyProof" });

export const cosignatureBody = z.strictObject({
  size: position.meta({ description: "Entries of the checkpoint that was cosigned." }),
  cosignature: z
    .string("a text")
    .max(1_024, "at most 1,024 characters")
    .regex(/^— \S+ \S+$/u, "one line of a signed note: — name base64")
    .meta({ description: "The witness's line (C2SP tlog-cosignature v1), without its newline." }),
});

export const cosigned = z
  .strictObject({ size: position, witness: z.string(), at: z.iso.datetime() })
  .meta({ id: "Cosigned" });

export const witnesses = z
  .strictObject({ witnesses: z.array(z.string().meta({ description: "A key in vkey form." })) })
  .meta({ id: "Witnesses" });
