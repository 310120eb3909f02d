import { err, ok, type Result } from "@beket/domain";
import type { Frame } from "./decoder.ts";

export type CameraFailure = { readonly code: "no-camera" | "not-allowed" | "busy" | "not-secure" };
export type Camera = {
  readonly stream: MediaStream;
  readonly hasTorch: boolean;
  readonly setTorch: (on: boolean) => Promise<boolean>;
  readonly stop: () => void;
};

// The torch is in no standard library yet: https://w3c.github.io/mediacapture-image/#torch
type TorchSet = MediaTrackConstraintSet & { readonly torch: boolean };

/** Opens the camera on the back of the tablet, or any other. */
export async function openCamera(devices: MediaDevices | undefined): Promise<Result<Camera, CameraFailure>> {
  if (devices === undefined) return err({ code: "not-secure" });
  try {
    const stream = await devices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    const track = stream.getVideoTracks()[0];
    const capabilities: object = track?.getCapabilities() ?? {};
    return ok({
      stream,
      hasTorch: "torch" in capabilities && capabilities.torch === true,
      async setTorch(on) {
        const torch: TorchSet = { torch: on };
        return track === undefined
          ? false
          : track.applyConstraints({ advanced: [torch] }).then(
              () => true,
              () => false,
            );
      },
      stop: () => stream.getTracks().forEach((each) => each.stop()),
    });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") return err({ code: "not-allowed" });
    return err({ code: name === "NotFoundError" || name === "OverconstrainedError" ? "no-camera" : "busy" });
  }
}

/** Longest side of what is decoded: enough for a dense QR at arm's length, small enough for a cheap tablet. */
const sideMax = 960;

/** Takes one picture from the video, or null before the first one. */
export function grabFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement): Frame | null {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return null;
  const scale = Math.min(1, sideMax / Math.max(videoWidth, videoHeight));
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return null;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return { image: context.getImageData(0, 0, canvas.width, canvas.height) };
}
