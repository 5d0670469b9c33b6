import { domainOf } from "#mail/address.ts";

/** Mail providers whose domains say nothing about where somebody works. */
const providers = new Set(
  (
    "gmail.com googlemail.com outlook.com outlook.it outlook.fr outlook.de outlook.es hotmail.com hotmail.it hotmail.fr " +
    "hotmail.de hotmail.es hotmail.co.uk live.com live.it live.fr live.nl live.co.uk msn.com passport.com " +
    "yahoo.com yahoo.it yahoo.fr yahoo.de yahoo.es yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.com.br ymail.com rocketmail.com " +
    "icloud.com me.com mac.com aol.com aim.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io tuta.com " +
    "fastmail.com fastmail.fm hey.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de arcor.de mail.de posteo.de mailbox.org " +
    "libero.it virgilio.it tiscali.it alice.it tim.it tin.it inwind.it iol.it email.it fastwebnet.it pec.it aruba.it legalmail.it " +
    "orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr telefonica.net terra.com terra.es " +
    "uol.com.br bol.com.br ig.com.br sapo.pt mail.com email.com usa.com zoho.com yandex.ru yandex.com ya.ru mail.ru bk.ru inbox.ru list.ru rambler.ru " +
    "qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net rediffmail.com comcast.net verizon.net att.net sbcglobal.net " +
    "bellsouth.net cox.net charter.net btinternet.com sky.com talktalk.net virginmedia.com bluewin.ch telenet.be skynet.be ziggo.nl kpnmail.nl " +
    "wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz duck.com mozmail.com privaterelay.appleid.com"
  ).split(" "),
);

/** The domain under which a company is known; null for providers of private mail and for what is no domain. */
export function companyDomain(address: string): string | null {
  const domain = domainOf(address).toLowerCase();
  if (domain.length > 253 || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return null;
  return providers.has(domain) || /^[\d.]+$/.test(domain) ? null : domain;
}
