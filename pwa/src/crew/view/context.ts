import { assert, civilTime, formatMinute } from "@beket/domain";
import { signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { language, say, type Words } from "../../i18n/index.ts";
import { decimalText } from "../model/number.ts";
import type { CrewApp } from "../state/app.ts";
import { siteWords } from "../words/sites.ts";

const AppContext = createContext<CrewApp | null>(null);
export const AppProvider = AppContext.Provider;

export function useApp(): CrewApp {
  const app = useContext(AppContext);
  assert(app !== null, "a view stands inside the provider");
  return app;
}

const wide = matchMedia("(width >= 64rem)");
/** Room for the list and a site side by side. */
export const isWide = signal(wide.matches);
wide.addEventListener("change", (event) => (isWide.value = event.matches));

const cityZone = "Asia/Almaty";
/** The city's clock: that of the rules in force, not of this device. */
export const useZone = (): string => useApp().screen.post.value?.regime?.timeZone ?? cityZone;
export const timeText = (ms: number, zone: string): string => formatMinute(civilTime(ms, zone).minute);

/** `crew-07` is "Crew 07"; any other code stands as it is. */
export const crewWords = (code: string): Words => siteWords.crew(code.replace(/^crew-/, ""));
export const crewText = (code: string): string => say(crewWords(code));

const hereM = 5;
const nearM = 950;
export const distanceText = (metres: number): string =>
  metres < hereM
    ? say(siteWords.here)
    : metres < nearM
      ? say(siteWords.metres(String(Math.round(metres / 10) * 10)))
      : say(siteWords.kilometres(decimalText(metres / 1_000, language.value)));
