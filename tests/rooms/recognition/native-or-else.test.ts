import { afterEach, describe, expect, it, vi } from "vitest";
import { log } from "#lib/platform/log";
import { nativeOrElse } from "#lib/recognition/native-or-else";

afterEach(() => vi.restoreAllMocks());

const wasm = async () => "wasm";
const missing = async () => {
  throw new Error("no binary for this machine");
};

describe("a machine without native code", () => {
  it("is answered by WebAssembly, and the log says so with the cause", async () => {
    const warn = vi.spyOn(log, "warn").mockImplementation(() => undefined);
    expect(await nativeOrElse("search", missing, wasm)).toBe("wasm");
    expect(warn.mock.calls).toEqual([
      [{ err: new Error("no binary for this machine"), what: "search" }, expect.stringContaining("slower")],
    ]);
  });

  it("that lacks WebAssembly too is refused with what WebAssembly said", async () => {
    vi.spyOn(log, "warn").mockImplementation(() => undefined);
    const neither = async () => {
      throw new Error("no WebAssembly");
    };
    await expect(nativeOrElse("networks", missing, neither)).rejects.toThrow("no WebAssembly");
  });
});

describe("a machine with native code", () => {
  it("uses it, and says nothing", async () => {
    const warn = vi.spyOn(log, "warn").mockImplementation(() => undefined);
    expect(await nativeOrElse("networks", async () => "native", wasm)).toBe("native");
    expect(warn).not.toHaveBeenCalled();
  });
});
