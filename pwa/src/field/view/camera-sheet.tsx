import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { type Camera, type CameraFailure, grabFrame, openCamera } from "../../scan/camera.ts";
import { chooseDecoder } from "../../scan/decoder.ts";
import { createNativeDecoder } from "../../scan/native-decoder.ts";
import { agree, nothingSeen } from "../../scan/steady.ts";
import { createZxingDecoder } from "../../scan/zxing-decoder.ts";
import { Button, Dialog, Notice } from "../../ui/index.ts";
import { fieldWords } from "../words/field.ts";
import "./camera-sheet.css";

const decoders = [createNativeDecoder, async () => createZxingDecoder()] as const;
/** A pause between frames, so that a cheap tablet can also paint. */
const pauseMs = 60;

/** The camera with a frame. It looks until somebody takes a code or closes it. */
export function CameraSheet(props: {
  readonly onClose: () => void;
  /** Takes a code that was read steadily; false: nobody waits for such a one, which is told, and the camera goes on. */
  readonly onCode: (text: string) => boolean;
  /** What can be shown to the camera, and what is said of any other code. */
  readonly what: string;
  readonly strange: string;
}) {
  const video = useRef<HTMLVideoElement>(null);
  const camera = useSignal<Camera | null>(null);
  const failure = useSignal<CameraFailure["code"] | null>(null);
  const torchOn = useSignal(false);
  const isStrange = useSignal(false);

  useEffect(() => {
    let stopped = false;
    let opened: Camera | null = null;
    async function run(): Promise<void> {
      const [result, decoder] = await Promise.all([openCamera(navigator.mediaDevices), chooseDecoder(decoders)]);
      if (!result.ok) {
        failure.value = result.error.code;
        return;
      }
      opened = result.value;
      if (stopped || decoder === null || video.current === null) return opened.stop();
      camera.value = opened;
      video.current.srcObject = opened.stream;
      await video.current.play().catch(() => undefined);
      const canvas = document.createElement("canvas");
      let state = nothingSeen;
      while (!stopped && video.current !== null) {
        const frame = grabFrame(video.current, canvas);
        const agreed = agree(state, frame === null ? null : await decoder.decode(frame));
        state = agreed.state;
        if (agreed.text !== null && !stopped) {
          if (props.onCode(agreed.text)) return;
          isStrange.value = true;
        }
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
    void run();
    return () => {
      stopped = true;
      opened?.stop();
    };
  }, []);

  return (
    <Dialog title={say(fieldWords.scanTitle)} onClose={props.onClose} testId="scan-sheet">
      {failure.value === null ? (
        <div class="scan">
          {/* Muted and inline: a phone would otherwise open its own player. */}
          <video ref={video} class="scan-video" muted playsInline aria-label={say(fieldWords.scanTitle)} />
          <div class="scan-frame" aria-hidden="true" />
        </div>
      ) : (
        <Notice tone="warn" title={say(fieldWords.cameraFailures[failure.value])} live="assertive" testId="camera-failure" />
      )}
      {isStrange.value ? <Notice tone="warn" title={props.strange} live="polite" /> : <p class="soft">{props.what}</p>}
      <div class="row">
        {camera.value?.hasTorch ? (
          <Button
            icon="torch"
            size="main"
            pressed={torchOn.value}
            onClick={() => {
              const wanted = !torchOn.value;
              void camera.value?.setTorch(wanted).then((done) => (torchOn.value = done ? wanted : torchOn.value));
            }}
          >
            {say(fieldWords.torch)}
          </Button>
        ) : null}
        <Button size="main" onClick={props.onClose}>
          {say(fieldWords.typeInstead)}
        </Button>
      </div>
    </Dialog>
  );
}
