/** Why a key was revoked that someone reported as found in public; every other reason is a person's own words. */
export const LEAKED = "reported_as_leaked";
