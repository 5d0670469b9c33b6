import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useFocusBack } from "./focus.ts";

/** A dialog near the top of the page, for what is chosen by typing. */
export function Over({
  label,
  width,
  onClose,
  children,
}: {
  label: string;
  width: number;
  onClose(): void;
  children: ReactNode;
}) {
  useFocusBack();
  return (
    <Modal.Root opened onClose={onClose} size={width} yOffset="12vh" padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={label}>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
