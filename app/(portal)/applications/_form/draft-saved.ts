/** Told to the page when the server has taken a save: what stands beside the form asks anew. */
export const DRAFT_SAVED = "countersign:draft-saved";

export function tellDraftSaved(): void {
  window.dispatchEvent(new Event(DRAFT_SAVED));
}
