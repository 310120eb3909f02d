import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { type Camera, type CameraFailure, grabFrame, openCamera } from "../../scan/camera.ts";
import { chooseDecoder } from "../../scan/decoder.ts";
import { createNativeDecoder } from "../../scan/native-decoder.ts";
import { nothingSeen, steady } from "../../scan/steady.ts";
import { createZxingDecoder } from "../../scan/zxing-decoder.ts";
import { Button, Dialog, Notice } from "../../ui/index.ts";
import { scanMeaning } from "../check/scan-meaning.ts";
import { deskWords } from "../words/desk.ts";
import { lineWords } from "../words/line.ts";
import { scanWords } from "../words/scan.ts";
import { useApp } from "./context.ts";
import "./scan-sheet.css";

const decoders = [createNativeDecoder, async () => createZxingDecoder()] as const;
/** A pause between frames, so that a cheap tablet can also paint. */
const pauseMs = 60;

/** The camera with a frame. What it reads goes into the stop, or answers the second reading. */
export function ScanSheet() {
  const { screen, scans } = useApp();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useSignal<Camera | null>(null);
  const failure = useSignal<CameraFailure["code"] | null>(null);
  const torchOn = useSignal(false);
  const strange = useSignal(false);
  const close = () => (screen.sheet.value = "none");

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
        const seen = steady(state, frame === null ? null : await decoder.decode(frame));
        state = seen.state;
        const { result } = seen;
        if (result.kind === "not-an-identifier" && scanMeaning(result.text).kind === "slip" && !stopped) return scans.take(result);
        if (result.kind === "not-an-identifier") strange.value = true;
        if (result.kind === "read" && !stopped) return scans.takeSubject(result.parsed);
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
    <Dialog title={say(deskWords.scanTitle)} onClose={close} testId="scan-sheet">
      {failure.value === null ? (
        <div class="scan">
          {/* Muted and inline: a phone would otherwise open its own player. */}
          <video ref={video} class="scan-video" muted playsInline aria-label={say(deskWords.scanTitle)} />
          <div class="scan-frame" aria-hidden="true" />
        </div>
      ) : (
        <Notice tone="warn" title={say(deskWords.cameraFailures[failure.value])} live="assertive" testId="camera-failure" />
      )}
      {strange.value ? <Notice tone="warn" title={say(scanWords.strange)} live="polite" /> : <p class="soft">{say(deskWords.scanWhat)}</p>}
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
            {say(deskWords.torch)}
          </Button>
        ) : null}
        <Button size="main" onClick={close}>
          {say(lineWords.typeInstead)}
        </Button>
      </div>
    </Dialog>
  );
}
