import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/platform/ids";
import { openSealed, seal } from "#lib/platform/sealing/seal";
import { objectKey } from "#lib/platform/storage/object-key";
import { deleteObject, objectStore, readObject, storeObject } from "#lib/platform/storage/store-object";

const CANARY = Buffer.from("the passport number of a canary is 7F-314159-CANARY");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "countersign-objects-"));
  process.env.COUNTERSIGN_DATA = folder;
});

function everyFile(): { file: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ file, bytes: readFileSync(file) }));
}

describe("sealed storage", () => {
  it("gives back what was stored, and nothing readable lies on the disk", async () => {
    const tenantId = newId("org");
    const storageKey = await storeObject({ tenantId, purpose: "evidence", id: newId("evd"), bytes: CANARY });
    expect(await readObject({ tenantId, purpose: "evidence", storageKey })).toEqual(CANARY);
    const files = everyFile();
    expect(files.length).toBeGreaterThan(0);
    for (const { file, bytes } of files) {
      expect(bytes.includes("CANARY")).toBe(false);
      expect(statSync(file).mode & 0o077).toBe(0);
    }
  });

  it("refuses bytes of which one was changed", async () => {
    const tenantId = newId("org");
    const storageKey = await storeObject({ tenantId, purpose: "image", id: newId("inp"), bytes: CANARY });
    const sealed = await objectStore().get(storageKey);
    if (sealed === null) throw new Error("not stored");
    for (const position of [0, 5, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[position] = (changed[position] ?? 0) ^ 1;
      await objectStore().put(storageKey, changed);
      await expect(readObject({ tenantId, purpose: "image", storageKey })).rejects.toThrow();
    }
  });

  it("opens nothing for another tenant or purpose, even when the file is moved", async () => {
    const [mine, theirs] = [newId("org"), newId("org")];
    const id = newId("evd");
    const storageKey = await storeObject({ tenantId: mine, purpose: "evidence", id, bytes: CANARY });
    await expect(readObject({ tenantId: theirs, purpose: "evidence", storageKey })).rejects.toThrow(
      /another tenant/,
    );
    const sealed = await objectStore().get(storageKey);
    if (sealed === null) throw new Error("not stored");
    const moved = objectKey("evidence", theirs, id);
    await objectStore().put(moved, sealed);
    await storeObject({ tenantId: theirs, purpose: "evidence", id: newId("evd"), bytes: CANARY });
    await expect(readObject({ tenantId: theirs, purpose: "evidence", storageKey: moved })).rejects.toThrow();
  });

  it("says that an object is gone once it was erased; erasing again is fine", async () => {
    const tenantId = newId("org");
    const storageKey = await storeObject({ tenantId, purpose: "image", id: newId("inp"), bytes: CANARY });
    await deleteObject({ purpose: "image", storageKey });
    await deleteObject({ purpose: "image", storageKey });
    await expect(readObject({ tenantId, purpose: "image", storageKey })).rejects.toThrow(/gone/);
  });

  it.each(["../../etc/passwd", "evidence/org_1/../x", "image/org_1/inp_1/x", "evidence//evd_1"])(
    "takes no key that it did not make: %s",
    async (storageKey) => {
      await expect(deleteObject({ purpose: "image", storageKey })).rejects.toThrow(/not an object key/);
      expect(() => objectKey("image", "..", "x")).toThrow(TypeError);
    },
  );

  it("lists what it holds under a prefix", async () => {
    const tenantId = newId("org");
    const storageKey = await storeObject({ tenantId, purpose: "image", id: newId("inp"), bytes: CANARY });
    const keys: string[] = [];
    for await (const { key, writtenAt } of objectStore().list(`image/${tenantId}`)) {
      keys.push(key);
      expect(writtenAt).toBeInstanceOf(Date);
    }
    expect(keys).toEqual([storageKey]);
    for await (const found of objectStore().list("image/org_none")) throw new Error(found.key);
  });
});

describe("a file that a crash left half-written", () => {
  it("is no object, and is taken away once nobody can be writing it", async () => {
    const tenantId = newId("org");
    const storageKey = await storeObject({ tenantId, purpose: "image", id: newId("inp"), bytes: CANARY });
    const [fresh, old] = ["fresh", "old"].map((name) =>
      path.join(folder, "objects", `${storageKey}.${name}.part`),
    );
    if (fresh === undefined || old === undefined) throw new Error("no names");
    for (const file of [fresh, old]) writeFileSync(file, "half");
    const hoursAgo = new Date(Date.now() - 2 * 60 * 60_000);
    utimesSync(old, hoursAgo, hoursAgo);
    const keys: string[] = [];
    for await (const { key } of objectStore().list(`image/${tenantId}`)) keys.push(key);
    expect(keys).toEqual([storageKey]);
    expect([existsSync(fresh), existsSync(old)]).toEqual([true, false]);
  });
});

describe("sealing", () => {
  it("opens only with the same key and binding", async () => {
    const key = randomBytes(32);
    const sealed = seal({ key, version: 7, boundTo: "here", bytes: CANARY });
    expect(
      await openSealed({
        sealed,
        boundTo: "here",
        keyOf: (version) => (version === 7 ? key : Buffer.alloc(32)),
      }),
    ).toEqual(CANARY);
    await expect(openSealed({ sealed, boundTo: "there", keyOf: () => key })).rejects.toThrow();
    await expect(openSealed({ sealed, boundTo: "here", keyOf: () => randomBytes(32) })).rejects.toThrow();
    await expect(
      openSealed({ sealed: sealed.subarray(0, 20), boundTo: "here", keyOf: () => key }),
    ).rejects.toThrow(/cut short/);
  });
});
