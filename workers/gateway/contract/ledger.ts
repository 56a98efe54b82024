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
