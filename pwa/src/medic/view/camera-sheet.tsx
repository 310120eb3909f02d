import { CameraSheet as Camera } from "../../field/view/camera-sheet.tsx";
import { say } from "../../i18n/index.ts";
import { deskWords } from "../words/desk.ts";
import { useApp } from "./context.ts";

/** What the camera reads goes where a scanner's code goes. */
export function CameraSheet({ onClose }: { readonly onClose: () => void }) {
  const { scans } = useApp();
  return (
    <Camera
      onClose={onClose}
      what={say(deskWords.cameraWhat)}
      strange={say(deskWords.strangeCode)}
      onCode={(text) => {
        onClose();
        scans.take(text);
        return true;
      }}
    />
  );
}
