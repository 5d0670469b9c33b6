/** An e-mail address that breaks before its @ when there is no room for it in one line; other words as they are. */
export function AddressWords({ address }: { address: string }) {
  const at = address.lastIndexOf("@");
  if (at < 1) return address;
  return (
    <>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </>
  );
}
