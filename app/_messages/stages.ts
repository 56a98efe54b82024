import { useMessages } from "next-intl";
import type { ApplicationState } from "#lib/applications/application";
import { REASONS, STAGES, type Stage } from "#lib/applications/stage";

type Words = { label: string; holder?: string; meaning: string };

/** Where a case is, in the page's language. */
export function useStage(): (state: ApplicationState) => Stage {
  const { stages } = useMessages();
  return (state) => {
    const { label, holder, meaning }: Words = stages.state[state];
    return { tone: STAGES[state].tone, label, holder: holder ?? null, meaning };
  };
}

/** What a state is called, in the page's language; one without words is shown as it is. */
export function useStateLabel(): (state: string) => string {
  const { stages } = useMessages();
  const words: Readonly<Record<string, { label: string }>> = stages.state;
  return (state) => words[state]?.label ?? state.replaceAll("_", " ");
}

/** Who moved a case, by role, in the page's language; a role without words is shown as it is. */
export function useRoleWord(): (role: string) => string {
  const { status } = useMessages();
  const words: Readonly<Record<string, string>> = status.by;
  return (role) => words[role] ?? role.replaceAll("_", " ");
}

/** The name of a lane, in the page's language. */
export function useLaneWord(): (lane: string) => string {
  const { status } = useMessages();
  const words: Readonly<Record<string, string>> = status.lane;
  return (lane) => words[lane] ?? lane;
}

/** Why a case moved, in the page's language; a code without words is shown as it is. */
export function useReason(): (code: string) => string {
  const { stages } = useMessages();
  const words: Readonly<Record<string, string>> = stages.reason;
  return (code) => words[code] ?? REASONS[code] ?? code;
}
