import { computed, signal } from "@preact/signals";
import { theme } from "../ui/theme.ts";

const wanted = typeof matchMedia === "undefined" ? null : matchMedia("(prefers-color-scheme: dark)");
const deviceIsDark = signal(wanted?.matches ?? false);
wanted?.addEventListener("change", (event) => (deviceIsDark.value = event.matches));

/** What canvas and WebGL cannot ask of CSS: whether the page is dark now. */
export const isDark = computed(() => (theme.value === "auto" ? deviceIsDark.value : theme.value === "dark"));
