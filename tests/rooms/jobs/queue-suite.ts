import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claimJob } from "#lib/jobs/claim-job";
import { finishJob } from "#lib/jobs/finish-job";
import {
  type Consumer,
  type Dispatcher,
  openConsumer,
  openDispatcher,
  prepareQueueStore,
} from "#lib/jobs/queue";
import { reconcileJobs } from "#lib/jobs/reconcile-jobs";
import { relayJobs } from "#lib/jobs/relay-jobs";
import { closeDatabase, transaction } from "#lib/platform/db";
import { seedGrant } from "#tests/support/grants";
import { acceptOne, entriesAbout, jobRow, VERIFIED } from "./orders";

/** What must hold wherever the queue lives. `wipe` empties it behind everyone's back. */
export function queueSuite(name: string, { wipe }: { wipe: () => Promise<void> }): void {
  describe(`the queue on ${name}`, () => {
    let dispatcher: Dispatcher;
    const consumers: Consumer[] = [];
    const seen: string[] = [];

    beforeAll(async () => {
      await prepareQueueStore();
      dispatcher = openDispatcher();
      // The first statements of a process are slow; no test's time should pay for them.
      await acceptOne(await seedGrant());
      await relayJobs({ dispatcher, slots: 8 });
      await wipe();
      await transaction((tx) => tx.jobOutbox.deleteMany());
    });
    afterAll(async () => {
      await stopConsumers();
      await dispatcher.close();
      await closeDatabase();
    });

    function consume(work: (jobId: string) => Promise<void> = async () => {}): void {
      for (const lane of ["now", "later"] as const) {
        const note = async (jobId: string) => {
          seen.push(jobId);
          await work(jobId);
        };
        consumers.push(openConsumer(lane, { atOnce: 2, work: note }));
      }
    }
    async function stopConsumers(): Promise<void> {
      await Promise.all(consumers.splice(0).map((consumer) => consumer.close()));
    }
    async function runJob(jobId: string): Promise<void> {
      const claimed = await claimJob(jobId);
      if (claimed.ok) await finishJob(claimed.claim, { kind: "answer", result: VERIFIED });
    }
    async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
      for (let n = 0; n < 200; n += 1) {
        if (await condition()) return;
        await sleep(50);
      }
      expect.fail("waited 10 s");
    }
    async function isReleased(jobId: string): Promise<boolean> {
      return (await jobRow(jobId)).state === "released";
    }

    it("delivers a ticket once while it waits, however often it is added, and again after a crash", async () => {
      await dispatcher.add("now", [{ jobId: "job_twice", attempt: 0 }]);
      await dispatcher.add("now", [{ jobId: "job_twice", attempt: 0 }]);
      await dispatcher.add("later", [{ jobId: "job_other", attempt: 0 }]);
      consume();
      await until(() => seen.length >= 2);
      await dispatcher.add("now", [{ jobId: "job_twice", attempt: 1 }]);
      await until(() => seen.length >= 3);
      await sleep(200);
      expect([...seen].sort()).toEqual(["job_other", "job_twice", "job_twice"]);
    });

    it("replaces a ticket that a worker took without claiming the job, and leaves alone one that waits", async () => {
      await stopConsumers();
      seen.length = 0;
      const ticket = { jobId: "job_taken", attempt: 0 };
      await dispatcher.add("now", [ticket]);
      await dispatcher.addAgain("now", [ticket]);
      let letGo = () => {};
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      consume(() => held);
      await until(() => seen.length === 1);
      await dispatcher.addAgain("now", [ticket]);
      await dispatcher.addAgain("now", [ticket]);
      await until(() => seen.length === 2);
      await sleep(200);
      expect(seen).toEqual(["job_taken", "job_taken"]);
      letGo();
    });

    it("counts the processes that listen", async () => {
      await until(async () => (await dispatcher.processes()) === 1);
      await stopConsumers();
      await until(async () => (await dispatcher.processes()) === 0);
    });

    it("does not repeat what a worker threw on: that is the database's to decide", async () => {
      seen.length = 0;
      consume(async () => {
        throw new Error("the worker broke");
      });
      await dispatcher.add("now", [{ jobId: "job_broken", attempt: 0 }]);
      await until(() => seen.length === 1);
      await sleep(500);
      expect(seen).toEqual(["job_broken"]);
      await stopConsumers();
    });

    it("carries jobs from the outbox to their end, one effect each", async () => {
      const seed = await seedGrant({ terms: { concurrentJobs: 8 } });
      const jobs = [];
      for (let n = 0; n < 6; n += 1)
        jobs.push(await acceptOne(seed, { lane: n % 2 === 0 ? "now" : "later" }));
      consume(runJob);
      expect(await relayJobs({ dispatcher, slots: 8 })).toEqual({ handedOver: 6, isWaiting: false });
      expect(await relayJobs({ dispatcher, slots: 8 })).toEqual({ handedOver: 0, isWaiting: false });
      for (const jobId of jobs) {
        await until(() => isReleased(jobId));
        expect((await entriesAbout(jobId)).filter(({ kind }) => kind === "job.released")).toHaveLength(1);
      }
      await stopConsumers();
    });

    it("is filled again within two rounds after it was emptied", async () => {
      const jobId = await acceptOne(await seedGrant());
      await relayJobs({ dispatcher, slots: 8 });
      await wipe();
      consume(runJob);
      expect(await reconcileJobs({ dispatcher })).toEqual({ takenBack: 0, handedOver: 0 });
      await sleep(300);
      expect(await isReleased(jobId)).toBe(false);

      await transaction(
        (tx) => tx.$executeRaw`UPDATE "JobOutbox" SET "dispatchedAt" = "dispatchedAt" - interval '9 s'`,
      );
      expect(await reconcileJobs({ dispatcher })).toEqual({ takenBack: 0, handedOver: 1 });
      await until(() => isReleased(jobId));
      await stopConsumers();
    });

    it("gives the work of a silent worker to another", async () => {
      const jobId = await acceptOne(await seedGrant());
      await relayJobs({ dispatcher, slots: 8 });
      consume(async (id) => {
        await claimJob(id);
      });
      await until(async () => (await jobRow(jobId)).state === "running");
      await stopConsumers();
      await transaction(
        (tx) => tx.$executeRaw`UPDATE "Job" SET "leaseUntil" = now() - interval '1 s' WHERE id = ${jobId}`,
      );
      expect(await reconcileJobs({ dispatcher })).toMatchObject({ takenBack: 1 });
      consume(runJob);
      await relayJobs({ dispatcher, slots: 8 });
      await until(() => isReleased(jobId));
      await stopConsumers();
    });
  });
}
