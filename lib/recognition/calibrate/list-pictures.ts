import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";

/** Something in the folder that was not counted, and why. */
export type Skipped = { path: string; why: string };

/** Paths are relative to the folder, with forward slashes. `identity` is the folder that directly holds the picture. */
export type Picture = { path: string; identity: string };

export type PictureFolder = { ok: true; pictures: readonly Picture[]; skipped: readonly Skipped[] };

/** `problem` is a sentence for the person at the terminal. */
export type Unlistable = { ok: false; problem: string };

/** Formats that the engine refuses are pictures all the same: they are named in the result rather than passed over. */
const PICTURE = /\.(jpe?g|png|webp|gif|tiff?|bmp|avif|hei[cf])$/i;

/** Every two pictures are compared: eight million comparisons, about a minute. */
const PICTURES_MAX = 4_000;

/**
 * The pictures under a folder, nested folders included, in the order of their paths. Hidden files are passed over.
 *
 * Links are followed after everything else, and lead to each place once: a picture counted twice would match itself.
 */
export async function listPictures(folder: string): Promise<PictureFolder | Unlistable> {
  const info = await stat(folder).catch((error: NodeJS.ErrnoException) => error.code ?? "error");
  if (info === "ENOENT") return { ok: false, problem: "there is no such folder" };
  if (typeof info === "string") return { ok: false, problem: `the folder cannot be read (${info})` };
  if (!info.isDirectory())
    return { ok: false, problem: "this is a file: name a folder of folders of pictures" };

  const walk: Walk = {
    root: folder,
    seen: new Set([await realpath(folder)]),
    pictures: [],
    skipped: [],
    links: [],
  };
  await walkFolder(walk, "");
  // More links may come up behind a link.
  for (let link = walk.links.shift(); link !== undefined; link = walk.links.shift())
    await followLink(walk, link);

  const pictures = walk.pictures.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const problem = problemWith(pictures, walk.skipped);
  return problem === null ? { ok: true, pictures, skipped: walk.skipped } : { ok: false, problem };
}

type Walk = {
  root: string;
  /** Real paths of what was reached, so that no link reaches it again. */
  seen: Set<string>;
  pictures: Picture[];
  skipped: Skipped[];
  links: string[];
};

async function walkFolder(walk: Walk, folder: string): Promise<void> {
  const entries = await readdir(path.join(walk.root, folder), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      walk.skipped.push({ path: folder || ".", why: `the folder cannot be read (${error.code})` });
      return [];
    },
  );
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const inside = path.posix.join(folder, entry.name);
    if (entry.isSymbolicLink()) walk.links.push(inside);
    else await take(walk, inside, entry);
  }
}

/** Links at the end of a walk: what they lead to is known only by its real path. */
async function followLink(walk: Walk, link: string): Promise<void> {
  const info = await stat(path.join(walk.root, link)).catch(
    (error: NodeJS.ErrnoException) => error.code ?? "error",
  );
  if (typeof info !== "string") return take(walk, link, info);
  const why =
    info === "ELOOP" ? "a link that leads to itself" : info === "ENOENT" ? "a link that leads nowhere" : info;
  walk.skipped.push({ path: link, why });
}

async function take(
  walk: Walk,
  inside: string,
  kind: { isDirectory(): boolean; isFile(): boolean },
): Promise<void> {
  const isPicture = kind.isFile() && PICTURE.test(inside);
  if (!isPicture && !kind.isDirectory()) return;
  const real = await realpath(path.join(walk.root, inside));
  if (walk.seen.has(real)) {
    walk.skipped.push({ path: inside, why: "a link to what is counted already" });
    return;
  }
  walk.seen.add(real);
  if (isPicture) walk.pictures.push({ path: inside, identity: path.posix.dirname(inside) });
  else await walkFolder(walk, inside);
}

function problemWith(pictures: readonly Picture[], skipped: readonly Skipped[]): string | null {
  if (pictures.length === 0) {
    const aside = skipped.map(({ path: name, why }) => `; ${name}: ${why}`).join("");
    return `there is no picture in it (JPEG, PNG or WebP)${aside}`;
  }
  if (pictures.length > PICTURES_MAX) {
    return `it holds ${pictures.length} pictures, and every two are compared: give at most ${PICTURES_MAX}`;
  }
  const sizes = new Map<string, number>();
  for (const { identity } of pictures) sizes.set(identity, (sizes.get(identity) ?? 0) + 1);
  const [only] = sizes.keys();
  if (sizes.size === 1)
    return `all its pictures are of one identity (${only}): two people or more are compared`;
  if (Math.max(...sizes.values()) === 1)
    return "no identity has two pictures: nobody can be compared with himself";
  return null;
}
