import { Trans, useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Locale } from "#contract/common.ts";
import { Avatar } from "../kit/Avatar.tsx";
import { toastError } from "../kit/toast.ts";
import { changeMe } from "../live/memory.ts";
import { useSession } from "../live/session.ts";
import { locales } from "./i18n.ts";
import railClasses from "./Rail.module.css";
import classes from "./UserMenu.module.css";
import { useSignOut } from "./sign-out.ts";

/** Me: profile, theme, language, sign out. */
export function UserMenu() {
  const { t } = useLingui();
  const { user, desk } = useSession();
  const signOut = useSignOut();
  return (
    <Menu position="right-end" width={220} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={railClasses.item} aria-label={t`My account: ${user.name}`}>
          <Avatar name={user.name} size={28} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.me}>
          <strong>{user.name}</strong>
          <span>{user.email}</span>
          <span>{desk.name}</span>
        </div>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/settings/profile"
          leftSection={<IconUser size={16} stroke={1.5} />}
        >
          <Trans>Profile</Trans>
        </Menu.Item>
        <Menu.Divider />
        <Themes />
        <Menu.Divider />
        <Languages />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.5} />} onClick={signOut}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Themes() {
  const { t } = useLingui();
  const { theme } = useSession().preferences;
  const themes = [
    { value: "system", label: t`System`, icon: IconDeviceDesktop },
    { value: "light", label: t`Light`, icon: IconSun },
    { value: "dark", label: t`Dark`, icon: IconMoon },
  ] as const;
  const choose = (chosen: string) => {
    const found = themes.find(({ value }) => value === chosen);
    if (found) void changeMe({ preferences: { theme: found.value } }).catch(toastError);
  };
  return (
    <Menu.RadioGroup value={theme} onChange={choose}>
      <Menu.Label>{t`Theme`}</Menu.Label>
      {themes.map(({ value, label, icon: Sign }) => (
        <Menu.RadioItem
          key={value}
          value={value}
          closeMenuOnClick={false}
          rightSection={<Sign size={16} stroke={1.5} />}
        >
          {label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function Languages() {
  const { t, i18n } = useLingui();
  const choose = (chosen: string) => {
    if (isLocale(chosen)) void changeMe({ preferences: { locale: chosen } }).catch(toastError);
  };
  return (
    <Menu.RadioGroup value={i18n.locale} onChange={choose}>
      <Menu.Label>{t`Language`}</Menu.Label>
      {Object.entries(locales).map(([locale, name]) => (
        <Menu.RadioItem key={locale} value={locale} lang={locale} closeMenuOnClick={false}>
          {name}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function isLocale(name: string): name is Locale {
  return name in locales;
}
