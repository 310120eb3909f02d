import { assert, type SubjectKey, type StopSubject } from "@beket/domain";
import { signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { say } from "../../i18n/index.ts";
import { modeOf } from "../compose/entry.ts";
import { grouped } from "../../field/entry/typing.ts";
import type { OfficerApp } from "../state/app.ts";
import { lineWords } from "../words/line.ts";

const AppContext = createContext<OfficerApp | null>(null);
export const AppProvider = AppContext.Provider;

export function useApp(): OfficerApp {
  const app = useContext(AppContext);
  assert(app !== null, "a view stands inside the provider");
  return app;
}

const phone = matchMedia("(width < 40rem)");
/** True on a phone; the keypad has another layout there. */
export const isNarrow = signal(phone.matches);
phone.addEventListener("change", (event) => (isNarrow.value = event.matches));

export const keyText = (key: SubjectKey): string => {
  const text = grouped(modeOf(key.scheme), key.value);
  return key.country === "KAZ" || key.country === "XXX" ? text : `${text} ${key.country}`;
};
/** Someone on foot is a person, not a driver. */
export const roleText = (role: StopSubject["role"], subjects: readonly StopSubject[]): string =>
  say(role === "driver" && !subjects.some((subject) => subject.role === "vehicle") ? lineWords.person : lineWords.roles[role]);
export const roleIcons = { driver: "person", passenger: "people", vehicle: "car", trailer: "trailer" } as const;
