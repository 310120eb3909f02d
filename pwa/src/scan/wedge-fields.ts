type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A field as it was before a scanner's first keys landed in it. */
export type FieldMemory = {
  readonly element: Field;
  readonly value: string;
  /** null where the control has none (a date, a number, a list). */
  readonly selection: readonly [start: number, end: number] | null;
};

const isField = (element: EventTarget | null): element is Field =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;

export function rememberField(element: EventTarget | null): FieldMemory | null {
  if (!isField(element)) return null;
  return { element, value: element.value, selection: selectionOf(element) };
}

function selectionOf(element: Field): FieldMemory["selection"] {
  if (element instanceof HTMLSelectElement || element.selectionStart === null || element.selectionEnd === null) return null;
  return [element.selectionStart, element.selectionEnd];
}

/** Puts the field back and tells the page, which keeps its own copy of what is typed. */
export function putBack({ element, value, selection }: FieldMemory): void {
  if (element.value === value) return;
  element.value = value;
  tell(element);
  if (selection !== null && !(element instanceof HTMLSelectElement)) element.setSelectionRange(selection[0], selection[1]);
}

/** Types for a person whose keys were held back. Nothing happens where nothing takes text. */
export function typeInto(element: Element | null, text: string): void {
  if (!isField(element) || element instanceof HTMLSelectElement || text === "" || element.disabled || element.readOnly) return;
  const [start, end] = selectionOf(element) ?? [element.value.length, element.value.length];
  const value = element.value.slice(0, start) + text + element.value.slice(end);
  if (element.maxLength >= 0 && value.length > element.maxLength) return;
  element.value = value;
  if (selectionOf(element) !== null) element.setSelectionRange(start + text.length, start + text.length);
  tell(element);
}

function tell(element: Field): void {
  element.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
  if (element instanceof HTMLSelectElement) element.dispatchEvent(new Event("change", { bubbles: true }));
}
