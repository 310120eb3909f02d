/**
 * After a form was sent and something in it is wrong, the first such place takes the focus: on a small screen the error may stand out
 * of sight, and a screen reader would not tell where it is. Forms that lead to their mistakes themselves keep their choice. Call once.
 */
export function startFirstError(): void {
  document.addEventListener("submit", ({ target }) => {
    if (!(target instanceof HTMLFormElement)) return;
    // The form says what is wrong when it is drawn again.
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (!target.isConnected || document.activeElement?.matches("[aria-invalid=true]") === true) return;
        const wrong = target.querySelector<HTMLElement>("[aria-invalid=true], .field-error");
        const place = wrong?.matches("[aria-invalid=true]") === true ? wrong : wrong?.closest("fieldset")?.querySelector("input");
        place?.focus();
      }),
    );
  });
}
