import type { SealedValues } from "../../field/state/sealed-values.ts";
import type { Receiver, ReceiverState } from "../adapters/receiver.ts";
import { emptyTrack, type Fix, resumed, takeFix, Track } from "../model/track.ts";
import type { Screen } from "./screen.ts";

export type RecorderDeps = {
  readonly screen: Screen;
  readonly values: () => SealedValues | null;
  readonly receiver: (onFix: (fix: Fix) => void, onState: (state: ReceiverState) => void) => Receiver;
  /** Keeps the screen on while a track is recorded: a sleeping tablet has no GPS. */
  readonly stayAwake: (wanted: boolean) => void;
};
const nameOf = (site: string): string => `track:${site}`;

/** Records where the crew walks at the site it works on, the last one in `drafts`, and keeps it with every fix. */
export function createRecorder(deps: RecorderDeps) {
  const { screen } = deps;
  const set = (site: string, track: Track): void => {
    screen.tracks.value = new Map(screen.tracks.value).set(site, track);
  };
  const receiver = deps.receiver(
    (fix) => {
      screen.moveTo(fix);
      const site = screen.drafts.value.at(-1)?.site;
      if (site === undefined) return;
      const before = screen.tracks.value.get(site) ?? emptyTrack;
      const after = takeFix(before, fix);
      if (after === before) return;
      set(site, after);
      if (after.segments !== before.segments) void deps.values()?.write(nameOf(site), after);
    },
    (state) => (screen.receiver.value = state),
  );
  return {
    /** Only after somebody asked for it, or had allowed it before. */
    locate: () => receiver.start(),
    begin(): void {
      receiver.start();
      deps.stayAwake(true);
    },
    async restore(): Promise<void> {
      for (const { site } of screen.drafts.value) {
        const track = await deps.values()?.read(nameOf(site), Track);
        if (track !== null && track !== undefined) set(site, resumed(track));
      }
      if (screen.drafts.value.length > 0) this.begin();
    },
    async forget(site: string): Promise<void> {
      const rest = new Map(screen.tracks.value);
      rest.delete(site);
      screen.tracks.value = rest;
      if (screen.drafts.value.length === 0) deps.stayAwake(false);
      await deps.values()?.remove(nameOf(site));
    },
    stop(): void {
      receiver.stop();
      deps.stayAwake(false);
    },
  };
}
export type Recorder = ReturnType<typeof createRecorder>;
