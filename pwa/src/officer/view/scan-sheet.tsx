import { CameraSheet } from "../../field/view/camera-sheet.tsx";
import { say } from "../../i18n/index.ts";
import { readSteady } from "../../scan/steady.ts";
import { scanMeaning } from "../check/scan-meaning.ts";
import { deskWords } from "../words/desk.ts";
import { scanWords } from "../words/scan.ts";
import { useApp } from "./context.ts";

/** What the camera reads goes into the stop, or answers the second reading. */
export function ScanSheet() {
  const { screen, scans } = useApp();
  return (
    <CameraSheet
      onClose={() => (screen.sheet.value = "none")}
      what={say(deskWords.scanWhat)}
      strange={say(scanWords.strange)}
      onCode={(text) => {
        const read = readSteady(text);
        if (read.kind === "read") scans.takeSubject(read.parsed);
        else if (["slip", "pass"].includes(scanMeaning(text).kind)) scans.take(read);
        else return false;
        return true;
      }}
    />
  );
}
