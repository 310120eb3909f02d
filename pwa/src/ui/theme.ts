import { effect, signal } from "@preact/signals";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
const storageKey = "beket.theme";

function remembered(): Theme {
  const kept = localStorage.getItem(storageKey);
  return themes.find((theme) => theme === kept) ?? "auto";
}

export const theme = signal<Theme>("auto");

/** Follows `theme` on the page and remembers it on this device. Call once, before the first render. */
export function startTheme(): void {
  theme.value = remembered();
  effect(() => {
    if (theme.value === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme.value;
    localStorage.setItem(storageKey, theme.value);
  });
}
