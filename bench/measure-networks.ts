import { loadModel, readModel } from "#lib/recognition/load-model";
import { BLAZEFACE, BLAZEFACE_FRONT, FACEMESH, MOBILEFACENET } from "#lib/recognition/models";
import { openRuntime } from "#lib/recognition/open-runtime";
import type { Network, RuntimeName } from "#lib/recognition/runtime";
import { matmulGflops } from "./matmul";
import { median, rounded } from "./measure-speed";
import { multiplyAdds } from "./multiply-adds";
import type { Networks } from "./results";

export const SPECS = [BLAZEFACE_FRONT, BLAZEFACE, FACEMESH, MOBILEFACENET] as const;

const WARM_UPS = 5;
const RUNS_MIN = 10;
const RUN_MS = { thorough: 500, quick: 150 } as const;

/** Each network alone on a runtime, in 10⁹ operations a second, beside what the runtime reaches at its best. */
export async function measureNetworks(runtimeName: RuntimeName, quick: boolean): Promise<Networks> {
  const runtime = await openRuntime(runtimeName);
  const measured: Networks["networks"] = [];
  for (const spec of SPECS) {
    const work = multiplyAdds(await readModel(spec), spec.outputs);
    const network = await loadModel(runtime, spec);
    const ms = await predictMs(network, quick ? RUN_MS.quick : RUN_MS.thorough);
    await network.dispose();
    measured.push({
      id: spec.id,
      mega_multiply_adds: rounded(work / 1e6),
      ms: rounded(ms),
      gflops: rounded((2 * work) / ms / 1e6),
    });
  }
  const ceiling = await matmulGflops(runtimeName);
  return { runtime: runtimeName, matmul_gflops: rounded(ceiling), networks: measured };
}

async function predictMs(network: Network, runMs: number): Promise<number> {
  for (let at = 0; at < network.input.length; at++) network.input[at] = at % 251;
  for (let run = 0; run < WARM_UPS; run++) await network.predict();
  const times: number[] = [];
  const until = performance.now() + runMs;
  while (times.length < RUNS_MIN || performance.now() < until) {
    const begun = performance.now();
    await network.predict();
    times.push(performance.now() - begun);
  }
  return median(times);
}
