import { Fragment } from "react";

/** An e-mail address that breaks before its @ or a dot after it when there is no room for it in one line; other words as they are. */
export function AddressWords({ address }: { address: string }) {
  const at = address.lastIndexOf("@");
  if (at < 1) return address;
  return (
    <>
      {address.slice(0, at)}
      {address
        .slice(at)
        .split(/(?=\.)/)
        .map((part, place) => (
          <Fragment key={place}>
            <wbr />
            {part}
          </Fragment>
        ))}
    </>
  );
}
