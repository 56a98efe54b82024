import { type Actor, hasStaffRole, requireStaffRole } from "#lib/identity/actor";
import { STAFF_ROLES } from "#lib/identity/roles";
import { databaseNow, read, type Tx } from "#lib/platform/db";
import { AppError } from "#lib/platform/errors";
import { activePack } from "./active-pack";
import { type Day, dayOf } from "./days";
import { type FactEvent, factHistory } from "./fact-history";
import { type FactLine, lineOf } from "./fact-line";
import { type FactOnFile, readFactText } from "./fact-statement";
import { recordsInForce } from "./facts-in-force";
import { factsThatHold } from "./legal-fact";
import {
  countOpenFacts,
  findRecordedFact,
  findRecordedFacts,
  isSeated,
  type RecordedFact,
} from "./legal-fact-store";
import type { PolicyPack } from "./pack";

/** Everyone of the staff but the account team: what is confirmed is public anyway. */
const READERS = STAFF_ROLES.filter((role) => role !== "account_team");

/** What the page asks: null is any, and for the two days today. */
export type FactQuery = { fact: string | null; place: string | null; on: Day | null; known: Day | null };

export type FactDesk = {
  lines: readonly FactLine[];
  /** How many there are, whatever is asked. */
  total: number;
  /** What can be asked for. */
  kinds: readonly { fact: string; title: string }[];
  places: readonly string[];
  /** What was in force on one day as it was known at the end of another, and whether a screening would have counted it. */
  answer: {
    on: Day;
    known: Day;
    facts: readonly { id: string; title: string; from: Day; counts: boolean }[];
  };
  mayRecord: boolean;
};

/**
 * Every record of the law that was ever made, the newest first, and what held on a day as known on another.
 *
 * @throws AppError `forbidden` for others than staff, and for the account team
 */
export function factDesk(actor: Actor, query: FactQuery): Promise<FactDesk> {
  requireStaffRole(actor, ...READERS);
  return read(async (tx) => {
    const pack = await activePack(tx);
    const today = dayOf(await databaseNow(tx));
    const all = await findRecordedFacts(tx);
    const lines: FactLine[] = [];
    for (const recorded of all) lines.push(await lineOf(tx, pack, recorded, all, today));
    const titles = new Map(pack.legal_facts.map(({ fact, title }) => [fact, title]));
    for (const { fact, title } of lines) if (!titles.has(fact)) titles.set(fact, title);
    return {
      lines: lines.filter(
        ({ fact, place }) =>
          (query.fact === null || fact === query.fact) && (query.place === null || place === query.place),
      ),
      total: lines.length,
      kinds: [...titles].map(([fact, title]) => ({ fact, title })),
      places: [...new Set(lines.flatMap(({ place }) => place ?? []))].sort(),
      answer: await answerOf(tx, pack, query.on ?? today, query.known ?? today),
      mayRecord: hasStaffRole(actor, "compliance"),
    };
  });
}

/** How many records wait for the board or for legal. */
export function countFactsWaiting(actor: Actor): Promise<number> {
  requireStaffRole(actor, ...READERS);
  return read(countOpenFacts);
}

export type FactPage = FactLine & {
  said: FactOnFile;
  canonical: string;
  digest: string;
  /** The pack's demands with the answer to each. */
  checklist: readonly { id: string; says: string; isMet: boolean; reason: string | null }[];
  history: readonly FactEvent[];
  /** Records of its end, the newest first. */
  endings: readonly FactLine[];
  may: { vote: boolean; refuse: boolean; confirm: boolean; end: boolean };
  /** The reader has had a part in it already, as who recorded it or by a vote. */
  ownPart: "recorded" | "voted" | null;
};

/**
 * One record with its history, and what its reader may do about it.
 *
 * @throws AppError `forbidden` for others than staff, and for the account team; `not_found`
 */
export function factPage(actor: Actor, id: string): Promise<FactPage> {
  requireStaffRole(actor, ...READERS);
  return read(async (tx) => {
    const recorded = await findRecordedFact(tx, id);
    if (recorded === null) throw new AppError("not_found");
    const pack = await activePack(tx);
    const today = dayOf(await databaseNow(tx));
    const all = await findRecordedFacts(tx);
    const line = await lineOf(tx, pack, recorded, all, today);
    const endings: FactLine[] = [];
    for (const one of all) {
      if (one.endsId === id) endings.push(await lineOf(tx, pack, one, all, today));
    }
    const ownPart = partOf(recorded, actor);
    const isOpen = line.state === "proposed" && ownPart === null;
    const isLegal = hasStaffRole(actor, "legal");
    const said = readFactText(recorded.canonical);
    return {
      ...line,
      said,
      canonical: recorded.canonical,
      digest: recorded.digest,
      checklist: checklistOf(pack, said),
      history: await factHistory(tx, recorded, actor.personId),
      endings,
      may: {
        vote:
          isOpen &&
          line.ends === null &&
          hasStaffRole(actor, "board_member") &&
          (await isSeated(tx, actor.personId)),
        refuse: isOpen && isLegal,
        confirm: isOpen && isLegal && line.hasPassed !== false,
        end: line.state === "confirmed" && line.ends === null && hasStaffRole(actor, "compliance"),
      },
      ownPart,
    };
  });
}

export type KnownFactView = PolicyPack["legal_facts"][number];

/**
 * The kinds that can be recorded: the closed set of the pack in force.
 *
 * @throws AppError `forbidden` for others than compliance
 */
export function recordableFacts(actor: Actor): Promise<readonly KnownFactView[]> {
  requireStaffRole(actor, "compliance");
  return read(async (tx) => (await activePack(tx)).legal_facts);
}

async function answerOf(tx: Tx, pack: PolicyPack, on: Day, known: Day): Promise<FactDesk["answer"]> {
  const records = await recordsInForce(tx, on, new Date(`${known}T23:59:59.999Z`));
  const facts = records.map(({ id, fact: recorded }) => ({
    id,
    title: pack.legal_facts.find(({ fact }) => fact === recorded.fact)?.title ?? recorded.fact,
    from: recorded.in_force_from,
    counts: factsThatHold(pack.legal_facts, [recorded], on).length > 0,
  }));
  return { on, known, facts };
}

function partOf({ recordedById, votes }: RecordedFact, { personId }: Actor): FactPage["ownPart"] {
  if (recordedById === personId) return "recorded";
  return votes.some(({ memberId }) => memberId === personId) ? "voted" : null;
}

function checklistOf(pack: PolicyPack, { fact, checklist, reasons }: FactOnFile): FactPage["checklist"] {
  const asked = pack.legal_facts.find((known) => known.fact === fact)?.checklist ?? [];
  const saysOf = (id: string) => asked.find((demand) => demand.id === id)?.says ?? id.replaceAll("_", " ");
  const inOrder = asked.map(({ id }) => id).filter((id) => id in checklist);
  // What the pack of its day asked and this one does not comes last.
  const ids = [...new Set([...inOrder, ...Object.keys(checklist)])];
  return ids.map((id) => ({
    id,
    says: saysOf(id),
    isMet: checklist[id] === true,
    reason: reasons?.[id] ?? null,
  }));
}
