import { words } from "../i18n/index.ts";

export const mapWords = {
  zoomIn: words("Жақындату", "Приблизить", "Zoom in"),
  zoomOut: words("Алыстату", "Отдалить", "Zoom out"),
  whole: words("Бүкіл карта", "Вся карта", "The whole map"),
  loading: words("Карта ашылуда…", "Карта открывается…", "Opening the map…"),
  nothing: words("Картада көрсететін ештеңе жоқ.", "На карте пока нечего показать.", "There is nothing to show on the map yet."),
  plain: words(
    "Бұл браузерде WebGL жоқ: карта жеңілдетілген жоспар түрінде көрсетілді.",
    "В этом браузере нет WebGL: карта показана упрощённым планом.",
    "This browser has no WebGL: the map is shown as a simple plan.",
  ),
} as const;
