import { expect, test } from "vitest";
import { sealOf } from "./seal.ts";

const told = (type: string | null, text = "") => ({ text, attachments: type ? [{ type }] : [] });

test.each([
  ["nothing", told("image/png", "Hello"), null],
  ["an S/MIME signature", told("application/pkcs7-signature"), "signed S/MIME"],
  ["an old S/MIME signature", told("application/x-pkcs7-signature"), "signed S/MIME"],
  ["an S/MIME envelope", told("application/pkcs7-mime"), "encrypted S/MIME"],
  ["a PGP signature", told("application/pgp-signature"), "signed PGP"],
  ["a PGP envelope", told("application/pgp-encrypted"), "encrypted PGP"],
  ["PGP in the text", told(null, "-----BEGIN PGP MESSAGE-----\n"), "encrypted PGP"],
  ["a PGP signature in the text", told(null, "-----BEGIN PGP SIGNED MESSAGE-----\n"), "signed PGP"],
  ["somebody who writes of PGP", told(null, "> see -----BEGIN PGP MESSAGE-----"), null],
])("a mail with %s is told as what it is", (_, mail, expected) => {
  const seal = sealOf(mail);
  expect(seal && `${seal.kind} ${seal.by}`).toBe(expected);
});
