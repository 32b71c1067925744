/** Sheets that slide up inside a phone, one at a time. */
import { html, useLayoutEffect, useRef } from './view.js';
import { turn } from './screens.js';
import { trapTab } from './dialog.js';
import { AttachSheet, FilesSheet } from './attach.js';
import { LocationSheet } from './placepicker.js';
import { ContactSheet, ShareSheet } from './contacts.js';
import { CommandsSheet, LinkSheet, MessageSheet, PhoneSheet, UrlSheet } from './menus.js';

const SHEETS = {
  attach: AttachSheet, files: FilesSheet, location: LocationSheet, contact: ContactSheet, share: ShareSheet,
  commands: CommandsSheet, message: MessageSheet, phone: PhoneSheet, link: LinkSheet, url: UrlSheet,
};

function Open({ phone, sheet }) {
  const box = useRef(null);
  const close = () => turn(phone.user.id, { sheet: null });
  useLayoutEffect(() => {
    const before = document.activeElement;
    (box.current.querySelector('[data-autofocus]') ?? box.current.querySelector('button, input, a'))?.focus({ preventScroll: true });
    return () => before?.isConnected && before.focus({ preventScroll: true });
  }, [sheet.kind]);
  const onKeyDown = (event) => (event.key === 'Escape' ? close() : trapTab(event, box.current));
  return html`<div class="sheet-back" onClick=${(event) => event.target === event.currentTarget && close()}>
    <div class="sheet" role="dialog" aria-modal="true" tabindex="-1" ref=${box} onKeyDown=${onKeyDown} data-testid="sheet">
      <${SHEETS[sheet.kind]} phone=${phone} sheet=${sheet} close=${close} />
    </div></div>`;
}

/** Draw the phone's sheet, if there is one. */
export function Sheet({ phone, sheet }) {
  return sheet && html`<${Open} key=${sheet.kind} phone=${phone} sheet=${sheet} />`;
}
