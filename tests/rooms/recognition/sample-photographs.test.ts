import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { samplePhotographs, writeSamplePhotographs } from "#lib/recognition/sample-photographs";

describe("sample photographs", () => {
  it("are JPEGs of one size, each under its own name", async () => {
    const { personA, others } = await samplePhotographs();
    expect(personA).toHaveLength(20);
    expect(others).toHaveLength(24);
    for (const { jpeg } of [...personA, ...others]) {
      expect(await sharp(jpeg).metadata()).toMatchObject({ format: "jpeg", width: 424, height: 304 });
    }
    const names = [...personA, ...others].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("pair person A with himself and with others, never others with one another", async () => {
    const { personA, samePerson, otherPerson } = await samplePhotographs();
    expect(samePerson).toHaveLength(10);
    expect(otherPerson).toHaveLength(20);
    for (const [source, target] of samePerson) {
      expect(personA).toContain(source);
      expect(personA).toContain(target);
      expect(source.name).not.toBe(target.name);
    }
    for (const [source, target] of otherPerson) {
      expect(personA).toContain(source);
      expect(personA).not.toContain(target);
    }
  });

  it("are the same each time, also as files", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "countersign-samples-"));
    const written = await writeSamplePhotographs(folder);
    const { samePerson, otherPerson } = await samplePhotographs();
    expect(await readFile(written.source)).toEqual(samePerson[0]?.[0].jpeg);
    expect(await readFile(written.samePerson)).toEqual(samePerson[0]?.[1].jpeg);
    expect(await readFile(written.otherPerson)).toEqual(otherPerson[0]?.[1].jpeg);
    await rm(folder, { recursive: true });
  });
});
