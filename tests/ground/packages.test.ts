import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  belowFloor,
  inexactVersions,
  missingOptional,
  readLockfile,
  undecidedScripts,
  untrustedSources,
} from "../../bin/check-packages.mjs";

describe("the packages that we install", () => {
  test("are pinned to one version each", () => {
    expect(inexactVersions(JSON.parse(readFileSync("package.json", "utf8")))).toEqual([]);
    expect(inexactVersions({ dependencies: { one: "^1.0.0", two: "2.0.0" } })).toEqual([
      "one is pinned as ^1.0.0, which is not one version",
    ]);
  });

  test("are above the versions with known holes", () => {
    expect(belowFloor(readLockfile())).toEqual([]);
    const packages = {
      "node_modules/next": { version: "16.4.4" },
      "node_modules/other/node_modules/sharp": { version: "0.35.5-rc.1" },
      "node_modules/sharp": { version: "0.36.0" },
    };
    expect(belowFloor({ packages })).toEqual([
      "node_modules/next is 16.4.4, below 16.4.5",
      "node_modules/other/node_modules/sharp is 0.35.5-rc.1, below 0.35.5",
    ]);
  });

  test("bring the binaries of every platform, not of the one that wrote the lockfile alone", () => {
    expect(missingOptional(readLockfile())).toEqual([]);
    const optionalDependencies = { "@tool/linux-x64": "1.0.0", "@tool/darwin-arm64": "1.0.0" };
    const packages = {
      "node_modules/tool": { optionalDependencies },
      "node_modules/@tool/linux-x64": {},
      "node_modules/host/node_modules/tool": { optionalDependencies },
      "node_modules/host/node_modules/@tool/darwin-arm64": {},
    };
    expect(missingOptional({ packages })).toEqual(["node_modules/tool wants @tool/darwin-arm64"]);
  });

  test("are pinned to their bytes and come from the registry alone", () => {
    expect(untrustedSources(readLockfile())).toEqual([]);
    const integrity = "sha512-AAAA";
    const packages = {
      "": {},
      "node_modules/good": { integrity },
      "node_modules/old": { integrity: "sha1-AAAA" },
      "node_modules/git": { integrity, resolved: "git+ssh://git@host.example/one.git#main" },
    };
    expect(untrustedSources({ packages })).toEqual([
      "node_modules/old is not pinned by a SHA-512",
      "node_modules/git comes from git+ssh://git@host.example/one.git#main, not from the registry",
    ]);
  });

  test("run no install script that nobody has decided on", () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8"));
    expect(undecidedScripts(readLockfile(), manifest)).toEqual([]);
    const packages = { "node_modules/a/node_modules/new": { hasInstallScript: true } };
    expect(undecidedScripts({ packages }, manifest)).toHaveLength(1);
    expect(undecidedScripts({ packages }, { allowScripts: { new: false } })).toEqual([]);
  });
});
