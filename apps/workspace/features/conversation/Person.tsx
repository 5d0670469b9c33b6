import { IconAddressBook } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import type { PersonCard } from "#contract/attached.ts";
import { PlainText } from "../../kit/PlainText.tsx";
import classes from "./Cards.module.css";
import { Fact } from "./Event.tsx";

/** A contact card: who, and how to reach them. */
export function Person({ card }: { card: PersonCard }) {
  const { t } = useLingui();
  const { name, role, organization, emails, phones, addresses, links } = card;
  const place = [role, organization].filter((part) => part !== "" && part !== name).join(" · ");
  return (
    <section className={classes.inside} aria-label={t`Contact card: ${name}`}>
      <IconAddressBook size={22} stroke={1.5} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <p className={classes.kind}>
          <Trans>Contact card</Trans>
        </p>
        <h3 className={classes.title} dir="auto">
          {name}
        </h3>
        {place ? <p className={classes.place}>{place}</p> : null}
        <dl className={classes.facts}>
          {emails.length > 0 ? (
            <Fact name={<Trans>Email</Trans>}>
              {emails.map((email) => (
                <PlainText key={email} text={email} />
              ))}
            </Fact>
          ) : null}
          {phones.length > 0 ? (
            <Fact name={<Trans>Phone</Trans>}>
              {phones.map((phone) => (
                <a key={phone} href={`tel:${phone.replaceAll(/[^\d+*#]/g, "")}`}>
                  {phone}
                </a>
              ))}
            </Fact>
          ) : null}
          {addresses.length > 0 ? (
            <Fact name={<Trans>Address</Trans>}>
              {addresses.map((address) => (
                <span key={address}>{address}</span>
              ))}
            </Fact>
          ) : null}
          {links.length > 0 ? (
            <Fact name={<Trans>Web</Trans>}>
              {links.map((link) => (
                <PlainText key={link} text={link} />
              ))}
            </Fact>
          ) : null}
        </dl>
      </div>
    </section>
  );
}
