import { words } from "./say.ts";

/** Words of the shared components. */
export const uiWords = {
  language: words("Тіл", "Язык", "Language"),
  theme: words("Көрініс", "Вид", "Appearance"),
  themes: {
    auto: words("Авто", "Авто", "Auto"),
    light: words("Жарық", "Светлый", "Light"),
    dark: words("Қараңғы", "Тёмный", "Dark"),
  },
  close: words("Жабу", "Закрыть", "Close"),
  updateReady: words("Жаңа нұсқа дайын", "Готова новая версия", "A new version is ready"),
  updateNow: words("Жаңарту", "Обновить", "Update"),
} as const;
