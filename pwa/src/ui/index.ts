import "@fontsource-variable/golos-text/index.css";
import "./tokens.css";
import "./base.css";

export { Brand } from "./brand.tsx";
export { Button, type ButtonProps } from "./button.tsx";
export { Choice, type ChoiceItem } from "./choice.tsx";
export { Dialog } from "./dialog.tsx";
export { Field, SelectField, type FieldProps, type Option } from "./field.tsx";
export { startFirstError } from "./first-error.ts";
export { Icon, type IconName } from "./icon.tsx";
export { Badge, Card, Notice, type Tone } from "./surface.tsx";
export { LanguageSwitch, ThemeSwitch } from "./switches.tsx";
export { startTheme } from "./theme.ts";
