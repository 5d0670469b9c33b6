import { type DragEvent, useState } from "react";

/** Files dropped anywhere on the editor; `over` while they hang above it. */
export function useDropping(take: (files: File[]) => void) {
  const [over, setOver] = useState(false);

  function onDragOver(event: DragEvent) {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  }

  function onDragLeave(event: DragEvent) {
    const into = event.relatedTarget;
    if (!(into instanceof Node) || !event.currentTarget.contains(into)) setOver(false);
  }

  function onDrop(event: DragEvent) {
    setOver(false);
    if (event.dataTransfer.files.length === 0 || event.defaultPrevented) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  }

  return { over, onDragOver, onDragLeave, onDrop };
}
