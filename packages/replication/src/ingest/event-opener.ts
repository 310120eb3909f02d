import type { EventOpener, EventOpenerDeps } from "./types.ts";
import { openEpochKey } from "../formats/epoch-key.ts";
import { openEvent } from "../formats/event-body.ts";

const keysKept = 1_024;

/** Reads bodies at central, after the commit. Keys of the epochs in use are kept: one X25519 agreement an epoch, not one a row. */
export function createEventOpener(deps: EventOpenerDeps): EventOpener {
  const epochKeys = new Map<string, Uint8Array>();
  return {
    open: ({ source, sealedKey, row }) => {
      const name = `${source}/${row.epoch}`;
      let epochKey = epochKeys.get(name);
      if (epochKey === undefined) {
        const opened = openEpochKey(deps.crypto, deps.eventSecretKey, { source, epoch: row.epoch }, sealedKey);
        if (!opened.ok) return opened;
        epochKey = opened.value;
        const [oldest] = epochKeys.keys();
        if (epochKeys.size >= keysKept && oldest !== undefined) epochKeys.delete(oldest);
        epochKeys.set(name, epochKey);
      }
      return openEvent(deps, epochKey, { source, epoch: row.epoch, seq: row.seq }, row.sealed);
    },
  };
}
