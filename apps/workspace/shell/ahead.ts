/** Longest wait for the field that was asked for, in milliseconds. */
const patience = 2000;
let typed = "";
let until = 0;

/**
 * A field is about to get the focus: what is typed until then belongs to it, and is no shortcut.
 * Ends by itself when no field comes.
 */
export function expectTyping(): void {
  if (isField(document.activeElement)) return;
  if (until < Date.now()) typed = "";
  until = Date.now() + patience;
  document.addEventListener("focusin", arrived);
}

/** Takes a key that was typed ahead; true = it was, and nobody else should hear it. */
export function typedAhead(event: KeyboardEvent): boolean {
  if (Date.now() > until) return false;
  if (event.ctrlKey || event.metaKey || event.isComposing) return false;
  if (event.key === "Backspace") typed = typed.slice(0, -1);
  else if ([...event.key].length === 1) typed += event.key;
  else return false;
  event.preventDefault();
  return true;
}

function arrived(event: FocusEvent): void {
  if (isField(event.target)) setTimeout(handOver);
}

/** Into the field that has the focus now; while none has, it waits on. */
function handOver(): void {
  if (!isField(document.activeElement)) return;
  document.removeEventListener("focusin", arrived);
  until = 0;
  if (typed) document.execCommand("insertText", false, typed);
  typed = "";
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && /^(text|search|email)$/.test(target.type))
  );
}
