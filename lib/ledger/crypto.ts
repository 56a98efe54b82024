// All that the verifier rests on besides this room; in a browser `crypto-in-browser.ts` stands here (package.json, imports).
export {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
