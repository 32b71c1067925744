/** Sheets that slide up inside a phone, one at a time. */
import { html, useLayoutEffect, useRef } from './view.js';
import { screenOf, turn } from './screens.js';
import { trapTab } from './dialog.js';
import { AttachSheet, FilesSheet } from './attach.js';
import { LocationSheet } from './placepicker.js';
import { ContactSheet, ShareSheet } from './contacts.js';
import { ChooseChatSheet, ChooseUsersSheet, ForwardSheet, MembersSheet, TopicSheet } from './choosing.js';
import { CommandsSheet, DeleteSheet, MessageSheet, PhoneSheet } from './menus.js';
import { LinkSheet, UrlSheet } from './opener.js';

const SHEETS = {
  attach: AttachSheet, files: FilesSheet, location: LocationSheet, contact: ContactSheet, share: ShareSheet,
  commands: CommandsSheet, message: MessageSheet, phone: PhoneSheet, link: LinkSheet, url: UrlSheet,
  delete: DeleteSheet, forward: ForwardSheet, members: MembersSheet, topic: TopicSheet, 'choose-users': ChooseUsersSheet, 'choose-chat': ChooseChatSheet,
};

/** Give the focus back to what opened the first sheet, once the last one is gone. */
function leave(screen) {
  if (screen.sheet) return;
  if (screen.opener?.isConnected) screen.opener.focus({ preventScroll: true });
  screen.opener = null;
}

function Open({ phone, sheet }) {
  const box = useRef(null);
  const close = () => turn(phone.user.id, { sheet: null });
  useLayoutEffect(() => {
    const screen = screenOf(phone.user.id);
    screen.opener ??= document.activeElement;
    (box.current.querySelector('[data-autofocus], .choice, .pick-area') ?? box.current.querySelector('button, input, a'))?.focus({ preventScroll: true });
    return () => leave(screen);
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
